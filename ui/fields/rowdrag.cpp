// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/fields/rowdrag.h"

#include <QWidget>

#include <algorithm>
#include <chrono>

namespace ui {

RowDrag::RowDrag(const QWidget& viewport)
    : m_viewport(viewport)
{
    using namespace std::chrono_literals;
    m_timer.setInterval(40ms);
    connect(&m_timer, &QTimer::timeout, this, &RowDrag::held);
}

void RowDrag::moveTo(const QPoint& position)
{
    m_position = position;
    if (beyond() == 0)
        m_timer.stop();
    else if (!m_timer.isActive())
        m_timer.start();
}

void RowDrag::end()
{
    m_active = false;
    m_timer.stop();
}

int RowDrag::beyond() const
{
    const int y = m_position.y();
    return y < 0 ? y : std::max(0, y - m_viewport.height() + 1);
}

} // namespace ui
