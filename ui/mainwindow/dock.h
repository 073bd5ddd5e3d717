// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QDockWidget>

namespace ui {

/// A dock that has an edge where it floats: with a title of ours it gets no frame, and would not be told from the
/// window below it. Owned by PaneLayout. Thread: GUI.
class Dock final : public QDockWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Dock)

public:
    using QDockWidget::QDockWidget;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace ui
