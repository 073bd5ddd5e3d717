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
class QScrollArea;

namespace ui {

class CallFields;

/// What came of a call that was made.
struct CallOutcome
{
    QString text; ///< a few lines of plain text
    bool failed = false;
    quint64 record = 0; ///< its place in the capture
};

/// Socket calls by hand: one is chosen, its arguments are typed, and it is made on the endpoint that is selected.
/// Thread: GUI.
class CallsPane final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CallsPane)

public:
    explicit CallsPane(QWidget* parent = nullptr);

    /// The endpoint that calls are made on, as it is now; null for none.
    void setEndpoint(const engine::EndpointStatus* status);
    void chooseCall(CallKind kind);
    /// Says below the button what the last call returned, until another is made or chosen.
    void showOutcome(const CallOutcome& outcome);
    void clearOutcome();

Q_SIGNALS:
    /// The user wants to know why the call that this record has failed.
    void explanationRequested(quint64 record);
    /// The call is to be made. `endpoint` is number 0 for socket(), which makes a new one.
    void callRequested(base::EndpointId endpoint, const ui::CallAction& action);

protected:
    void changeEvent(QEvent* event) override;

private:
    void layOut();
    void applyTones();
    void revealOutcome();
    void update();
    void makeCall();
    void markCalls();
    [[nodiscard]] const CallInfo& call() const;
    [[nodiscard]] const engine::EndpointStatus* endpoint() const { return m_endpoint ? &*m_endpoint : nullptr; }

    QLabel* m_endpointName;
    QComboBox* m_call;
    CallFields* m_fields;
    QLabel* m_sentence;
    QLabel* m_problem; // why the call cannot be made, or what is wrong with a field
    QPushButton* m_make;
    QScrollArea* m_scroll;
    QLabel* m_outcomeText;
    QPushButton* m_explain;
    CallOutcome m_outcome;
    QString m_fieldProblem; // until something is typed or chosen
    std::optional<engine::EndpointStatus> m_endpoint;
};

} // namespace ui
