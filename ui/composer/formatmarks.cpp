// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/composer/formatmarks.h"

namespace ui {

void FormatMarks::restart(session::PayloadFormat format)
{
    m_first = format;
    m_marks.clear();
}

void FormatMarks::changeAfter(int steps, session::PayloadFormat format)
{
    forgetAfter(steps);
    m_marks.push_back({steps, format});
}

void FormatMarks::forgetAfter(int steps)
{
    std::erase_if(m_marks, [steps](const Mark& mark) { return mark.steps >= steps; });
}

session::PayloadFormat FormatMarks::formatAt(int steps) const
{
    session::PayloadFormat format = m_first;
    for (const Mark& mark : m_marks) {
        if (steps > mark.steps)
            format = mark.format;
    }
    return format;
}

} // namespace ui
