// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/stream/accessiblestream.h"

#include "ui/stream/streamview.h"

#include <algorithm>

namespace ui {

AccessibleStream::AccessibleStream(StreamView* view)
    : AccessibleText(view)
{ }

StreamView& AccessibleStream::view() const
{
    return *static_cast<StreamView*>(widget());
}

QString AccessibleStream::wholeText() const
{
    return view().visibleRows();
}

int AccessibleStream::lineOf(int offset) const
{
    return static_cast<int>(QStringView(view().visibleRows()).left(offset).count(u'\n'));
}

int AccessibleStream::startOf(quint64 line) const
{
    const QString rows = view().visibleRows();
    qsizetype at = 0;
    for (; line > 0; --line) {
        at = rows.indexOf(u'\n', at) + 1;
        if (at == 0)
            return -1;
    }
    return static_cast<int>(at);
}

/// The beginning of the current row.
int AccessibleStream::cursorPosition() const
{
    const auto current = view().currentRow();
    return current && *current >= view().topRow() ? std::max(0, startOf(*current - view().topRow())) : 0;
}

void AccessibleStream::setCursorPosition(int position)
{
    view().setCurrentRow(view().topRow() + static_cast<quint64>(lineOf(position)));
}

QRect AccessibleStream::placeOf(int offset) const
{
    return view().rowRect(lineOf(offset));
}

int AccessibleStream::offsetAt(const QPoint& place) const
{
    return startOf(static_cast<quint64>(std::max(0, place.y()) / view().rowHeight()));
}

} // namespace ui
