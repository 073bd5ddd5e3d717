// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/fields/taborder.h"

#include <QWidget>

#include <vector>

namespace ui {

namespace {

/// What Tab stops at within a widget, in that order. The chain goes round the whole window.
std::vector<QWidget*> tabStops(QWidget* within)
{
    std::vector<QWidget*> stops;
    for (QWidget* each = within->nextInFocusChain(); each != within; each = each->nextInFocusChain()) {
        const bool isStop = (each->focusPolicy() & Qt::TabFocus) != 0 && !each->focusProxy() && !each->isWindow();
        if (isStop && within->isAncestorOf(each))
            stops.push_back(each);
    }
    return stops;
}

} // namespace

void placeInTabOrder(QWidget* before, QWidget* pane)
{
    const std::vector<QWidget*> first = tabStops(before);
    QWidget* last = first.empty() ? before : first.back();
    for (QWidget* stop : tabStops(pane)) {
        QWidget::setTabOrder(last, stop);
        last = stop;
    }
}

} // namespace ui
