// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "ui/calls/callform.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QPushButton;

namespace ui {

class CallFields;
class ElidedLabel;
class LineLabel;

/// What came of a call that was made.
struct CallOutcome
{
    QString text; ///< one line of plain text
    bool failed = false;
    quint64 record = 0; ///< its place in the capture
    base::EndpointId endpoint = {}; ///< on which it was made
    base::EndpointId opened = {}; ///< that an accept gave
    bool isCutShort = false; ///< it was cancelled or timed out, and can be made again
};

/// A socket call by hand, as a line of code with fields in it: server/1 . recv ( 1024 , no flags ). It is made on the
/// endpoint that is selected, and what it returned stands below it, beside the button, which keeps its place. Then the
/// next call of the usual order is offered.
/// Thread: GUI.
class CallLine final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CallLine)

public:
    explicit CallLine(QWidget* parent = nullptr);

    /// The endpoint that calls are made on, as it is now; null for none.
    void setEndpoint(const engine::EndpointStatus* status);
    /// Its number; 0 for none.
    [[nodiscard]] base::EndpointId endpointId() const;
    void chooseCall(CallKind kind);
    /// Says what the last call returned, until another is made or chosen, or another endpoint than those that the call
    /// is about. After a success the next call is offered, unless another has been chosen meanwhile.
    void showOutcome(const CallOutcome& outcome);
    void clearOutcome();

Q_SIGNALS:
    /// The user wants to know why the call that this record has failed.
    void explanationRequested(quint64 record);
    /// The call is to be made. `endpoint` is number 0 for socket(), which makes a new one.
    void callRequested(base::EndpointId endpoint, const ui::CallAction& action);

protected:
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void fillCalls();
    void layOut();
    void orderTabs();
    void connectParts();
    void applyTones();
    void update();
    void showWords(const QString& problem);
    void offerNext();
    void makeCall();
    void markCalls();
    [[nodiscard]] const CallInfo& call() const;
    [[nodiscard]] const engine::EndpointStatus* endpoint() const { return m_endpoint ? &*m_endpoint : nullptr; }

    QLabel* m_endpointName; // the parts in the order of the Tab key
    QComboBox* m_call;
    CallFields* m_fields;
    QPushButton* m_make;
    LineLabel* m_outcomeText;
    QPushButton* m_explain;
    ElidedLabel* m_words; // why the call cannot be made, what is wrong with a field, or else what it does
    CallOutcome m_outcome;
    std::optional<CallKind> m_made; // last, until another is chosen
    QString m_fieldProblem; // until something is typed or chosen
    std::optional<engine::EndpointStatus> m_endpoint;
};

} // namespace ui
