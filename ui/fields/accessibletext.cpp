// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/fields/accessibletext.h"

#include <QAbstractScrollArea>

namespace ui {

AccessibleText::AccessibleText(QAbstractScrollArea* area)
    // EditableText is the role that AT-SPI calls "text"; the state says that it is for reading only.
    : QAccessibleWidget(area, QAccessible::EditableText)
{ }

QWidget* AccessibleText::viewport() const
{
    return static_cast<QAbstractScrollArea*>(widget())->viewport();
}

void* AccessibleText::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TextInterface)
        return static_cast<QAccessibleTextInterface*>(this);
    return QAccessibleWidget::interface_cast(type);
}

QAccessible::State AccessibleText::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    state.readOnly = true;
    state.multiLine = true;
    return state;
}

QString AccessibleText::text(QAccessible::Text kind) const
{
    return kind == QAccessible::Value ? wholeText() : QAccessibleWidget::text(kind);
}

void AccessibleText::selection(int, int* startOffset, int* endOffset) const
{
    *startOffset = *endOffset = 0;
}

QString AccessibleText::text(int startOffset, int endOffset) const
{
    const QString whole = wholeText();
    return whole.mid(startOffset, (endOffset < 0 ? whole.size() : endOffset) - startOffset);
}

int AccessibleText::characterCount() const
{
    return static_cast<int>(wholeText().size());
}

QRect AccessibleText::characterRect(int offset) const
{
    const QRect place = placeOf(offset);
    return {viewport()->mapToGlobal(place.topLeft()), place.size()};
}

int AccessibleText::offsetAtPoint(const QPoint& point) const
{
    return offsetAt(viewport()->mapFromGlobal(point));
}

QString AccessibleText::attributes(int, int* startOffset, int* endOffset) const
{
    *startOffset = 0;
    *endOffset = characterCount();
    return {};
}

void AccessibleText::announceText(QWidget& view)
{
    QAccessibleEvent event(&view, QAccessible::VisibleDataChanged);
    QAccessible::updateAccessibility(&event);
}

} // namespace ui
