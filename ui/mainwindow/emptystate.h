// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QPushButton;

namespace ui {

class WindowActions;

/// What stands in the place of the log while there is nothing to show: four ways to begin. Owned by the window.
class EmptyState final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EmptyState)

public:
    /// The ways are these actions of the window.
    explicit EmptyState(const WindowActions& actions, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void applyIcons();

    QPushButton* m_lab;
    QPushButton* m_listen;
    QPushButton* m_connect;
    QPushButton* m_call;
};

} // namespace ui
