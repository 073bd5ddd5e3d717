// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/errnocard/explanation.h"

#include <QFrame>

class QBoxLayout;
class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace ui {

/// A failure explained: one sentence, the usual causes and what to try. Who shows it names the errno and the call,
/// which are in what is copied. Not modal; the window places it. All of its text is plain, and can be selected.
class ErrnoCard final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ErrnoCard)

public:
    explicit ErrnoCard(QWidget* parent = nullptr);

    /// `call` names the call and its arguments as the log does: "connect(127.0.0.1:9)". It is taken as plain text.
    void setExplanation(const Explanation& explanation, const QString& call);
    /// The whole card as text, as Copy puts it on the clipboard.
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildLists(QVBoxLayout* layout);
    void fillList(QGridLayout* list, QLabel* heading, const QStringList& items);
    void applyTones();
    void copy() const;

    Explanation m_explanation;
    QString m_call;
    QLabel* m_sentence;
    QLabel* m_causesHeading;
    QGridLayout* m_causes;
    QBoxLayout* m_lists; // causes and remedies, side by side where there is room
    QLabel* m_remediesHeading;
    QGridLayout* m_remedies;
    QLabel* m_manPage;
};

} // namespace ui
