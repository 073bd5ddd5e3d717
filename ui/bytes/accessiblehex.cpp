// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/bytes/accessiblehex.h"

#include "ui/bytes/hexview.h"

#include <QAccessible>

#include <algorithm>

namespace ui {

namespace {

int positionOfCursor(HexView& view)
{
    const auto cursor = view.selection().cursor();
    return cursor ? view.dumpText().positionOf(*cursor) : 0;
}

} // namespace

AccessibleHex::AccessibleHex(HexView* view)
    : AccessibleText(view)
{ }

HexView& AccessibleHex::view() const
{
    return *static_cast<HexView*>(widget());
}

QAccessible::State AccessibleHex::state() const
{
    QAccessible::State state = AccessibleText::state();
    state.selectableText = true;
    return state;
}

QString AccessibleHex::wholeText() const
{
    return view().dumpText().text();
}

void AccessibleHex::selection(int selectionIndex, int* startOffset, int* endOffset) const
{
    *startOffset = *endOffset = 0;
    const ByteRange range = view().selection().range();
    if (selectionIndex != 0 || range.size == 0)
        return;
    HexDumpText& dump = view().dumpText();
    *startOffset = dump.positionOf(range.first);
    *endOffset = std::min(dump.positionOf(range.last()) + 2, characterCount());
}

int AccessibleHex::selectionCount() const
{
    return view().selection().isEmpty() ? 0 : 1;
}

void AccessibleHex::removeSelection(int selectionIndex)
{
    if (selectionIndex == 0)
        view().select({});
}

void AccessibleHex::setSelection(int selectionIndex, int startOffset, int endOffset)
{
    const auto first = view().dumpText().byteAt(startOffset);
    const auto last = view().dumpText().byteAt(endOffset - 1);
    if (selectionIndex == 0 && first && last && *first <= *last)
        view().select({*first, *last - *first + 1});
}

int AccessibleHex::cursorPosition() const
{
    return positionOfCursor(view());
}

void AccessibleHex::setCursorPosition(int position)
{
    if (const auto offset = view().dumpText().byteAt(position))
        view().goTo(*offset);
}

QRect AccessibleHex::placeOf(int offset) const
{
    const auto byte = view().dumpText().byteAt(offset);
    return byte ? view().byteRect(*byte, HexColumn::Hex) : view().viewport()->rect();
}

int AccessibleHex::offsetAt(const QPoint& place) const
{
    const auto offset = view().byteAt(place);
    return offset ? view().dumpText().positionOf(*offset) : -1;
}

void AccessibleHex::scrollToSubstring(int startIndex, int)
{
    if (const auto offset = view().dumpText().byteAt(startIndex))
        view().showByte(*offset);
}

void AccessibleHex::announceCursor(HexView& view)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleTextCursorEvent event(&view, positionOfCursor(view));
    QAccessible::updateAccessibility(&event);
}

} // namespace ui
