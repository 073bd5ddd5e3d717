// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/stream/accessiblestream.h"

#include "ui/stream/streamview.h"

#include <QAccessible>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

QAccessibleInterface* makeAccessibleStream(const QString& className, QObject* object)
{
    if (className != "ui::StreamView"_L1)
        return nullptr;
    auto* view = qobject_cast<StreamView*>(object);
    return view ? new AccessibleStream(view) : nullptr; // the cache takes it
}

} // namespace

AccessibleStream::AccessibleStream(StreamView* view)
    // EditableText is the role that AT-SPI calls "text"; the state says that it is for reading only.
    : QAccessibleWidget(view, QAccessible::EditableText)
{ }

StreamView& AccessibleStream::view() const
{
    return *static_cast<StreamView*>(widget());
}

void* AccessibleStream::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TextInterface)
        return static_cast<QAccessibleTextInterface*>(this);
    return QAccessibleWidget::interface_cast(type);
}

QAccessible::State AccessibleStream::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    state.readOnly = true;
    state.multiLine = true;
    return state;
}

QString AccessibleStream::text(QAccessible::Text text) const
{
    return text == QAccessible::Value ? view().visibleRows() : QAccessibleWidget::text(text);
}

void AccessibleStream::selection(int, int* startOffset, int* endOffset) const
{
    *startOffset = *endOffset = 0;
}

/// The beginning of the current row.
int AccessibleStream::cursorPosition() const
{
    const auto current = view().currentRow();
    if (!current || *current < view().topRow())
        return 0;
    const QString rows = view().visibleRows();
    qsizetype at = 0;
    for (quint64 row = view().topRow(); row < *current; ++row) {
        at = rows.indexOf(u'\n', at) + 1;
        if (at == 0)
            return 0;
    }
    return int(at);
}

void AccessibleStream::setCursorPosition(int position)
{
    const auto line = QStringView(view().visibleRows()).left(position).count(u'\n');
    view().setCurrentRow(view().topRow() + quint64(line));
}

QString AccessibleStream::text(int startOffset, int endOffset) const
{
    const int end = endOffset < 0 ? characterCount() : endOffset;
    return view().visibleRows().mid(startOffset, end - startOffset);
}

int AccessibleStream::characterCount() const
{
    return int(view().visibleRows().size());
}

QRect AccessibleStream::characterRect(int offset) const
{
    const auto line = QStringView(view().visibleRows()).left(offset).count(u'\n');
    const QRect row = view().rowRect(int(line));
    return {view().viewport()->mapToGlobal(row.topLeft()), row.size()};
}

int AccessibleStream::offsetAtPoint(const QPoint& point) const
{
    const int line = view().viewport()->mapFromGlobal(point).y() / view().rowRect(0).height();
    const QString rows = view().visibleRows();
    qsizetype at = 0;
    for (int i = 0; i < line; ++i) {
        at = rows.indexOf(u'\n', at) + 1;
        if (at == 0)
            return -1;
    }
    return int(at);
}

QString AccessibleStream::attributes(int, int* startOffset, int* endOffset) const
{
    *startOffset = 0;
    *endOffset = characterCount();
    return {};
}

void installAccessibleStream()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeAccessibleStream);
        return true;
    }();
    Q_UNUSED(installed)
}

void announceStream(StreamView& view)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent event(&view, QAccessible::VisibleDataChanged);
    QAccessible::updateAccessibility(&event);
}

} // namespace ui
