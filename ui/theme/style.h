// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QProxyStyle>

namespace ui {

/// Fusion, with outlines that can be seen around what is typed into, around check boxes and menus, and between the
/// parts of a menu: Fusion makes them from the window's colour, darker, which on a dark window is no outline at all. A
/// text of several lines that has the keyboard is framed as a line is, and a tree's
/// arrow is as light as the text of a selected row. Owned by the application.
class Style final : public QProxyStyle
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Style)

public:
    Style();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
        const QWidget* widget = nullptr) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
        const QWidget* widget = nullptr) const override;
};

} // namespace ui
