// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/bytes/accessiblehex.h"

#include "ui/bytes/hexview.h"

#include <QAccessible>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

QAccessibleInterface* makeAccessibleHex(const QString& className, QObject* object)
{
    if (className != "ui::HexView"_L1)
        return nullptr;
    auto* view = qobject_cast<HexView*>(object);
    return view ? new AccessibleHex(view) : nullptr; // the cache takes it
}

int positionOfCursor(HexView& view)
{
    const auto cursor = view.selection().cursor();
    return cursor ? view.dumpText().positionOf(*cursor) : 0;
}

} // namespace

AccessibleHex::AccessibleHex(HexView* view)
    // EditableText is the role that AT-SPI calls "text"; the state says that it is for reading only.
    : QAccessibleWidget(view, QAccessible::EditableText)
{ }

HexView& AccessibleHex::view() const
{
    return *static_cast<HexView*>(widget());
}

void* AccessibleHex::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TextInterface)
        return static_cast<QAccessibleTextInterface*>(this);
    return QAccessibleWidget::interface_cast(type);
}

QAccessible::State AccessibleHex::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    state.readOnly = true;
    state.multiLine = true;
    state.selectableText = true;
    return state;
}

QString AccessibleHex::text(QAccessible::Text text) const
{
    return text == QAccessible::Value ? view().dumpText().text() : QAccessibleWidget::text(text);
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

void AccessibleHex::addSelection(int startOffset, int endOffset)
{
    setSelection(0, startOffset, endOffset);
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

QString AccessibleHex::text(int startOffset, int endOffset) const
{
    const int end = endOffset < 0 ? characterCount() : endOffset;
    return view().dumpText().text().mid(startOffset, end - startOffset);
}

int AccessibleHex::characterCount() const
{
    return static_cast<int>(view().dumpText().text().size());
}

QRect AccessibleHex::characterRect(int offset) const
{
    const auto byte = view().dumpText().byteAt(offset);
    const QRect cell = byte ? view().byteRect(*byte, HexColumn::Hex) : view().viewport()->rect();
    return {view().viewport()->mapToGlobal(cell.topLeft()), cell.size()};
}

int AccessibleHex::offsetAtPoint(const QPoint& point) const
{
    const auto offset = view().byteAt(view().viewport()->mapFromGlobal(point));
    return offset ? view().dumpText().positionOf(*offset) : -1;
}

void AccessibleHex::scrollToSubstring(int startIndex, int)
{
    if (const auto offset = view().dumpText().byteAt(startIndex))
        view().showByte(*offset);
}

QString AccessibleHex::attributes(int, int* startOffset, int* endOffset) const
{
    *startOffset = 0;
    *endOffset = characterCount();
    return {};
}

void installAccessibleHex()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeAccessibleHex);
        return true;
    }();
    Q_UNUSED(installed)
}

void announceCursor(HexView& view)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleTextCursorEvent event(&view, positionOfCursor(view));
    QAccessible::updateAccessibility(&event);
}

void announceBytes(HexView& view)
{
    QAccessibleEvent event(&view, QAccessible::VisibleDataChanged);
    QAccessible::updateAccessibility(&event);
}

} // namespace ui
