// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QAction;
class QToolButton;

namespace ui {

class ElidedLabel;

/// The head of a pane that shows a record: which one it is, how it failed if it did, and below that a line of what else
/// is known, where there is any. Texts are plain. Owned by the pane.
class RecordHeader final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RecordHeader)

public:
    explicit RecordHeader(QWidget* parent = nullptr);

    /// Which record: "#12  server/1  recv(65536, 0) = 12". It is cut where there is no room for it.
    void setTitle(const QString& title);
    /// Behind the title, and never cut: the errno's name. Empty for a call that did not fail.
    void setProblem(const QString& name);
    /// The line below; none where it is empty.
    void setLine(const QString& text);
    /// What the button at the end switches on and off.
    void setAction(QAction* action, const QString& accessibleName);
    [[nodiscard]] QAction* action() const;
    void dropAction();

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyTones();

    ElidedLabel* m_title;
    ElidedLabel* m_problem;
    ElidedLabel* m_line;
    QToolButton* m_button;
};

} // namespace ui
