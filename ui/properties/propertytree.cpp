// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/properties/propertytree.h"

#include "session/properties/propertymodel.h"
#include "ui/properties/propertydelegate.h"
#include "ui/properties/propertywords.h"
#include "ui/theme/tones.h"

#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace ui {

using namespace Qt::StringLiterals;
using session::PropertyModel;
using session::PropertyType;

namespace {

/// Of names the first letters tell most, of values all: an address, or "20000 asked 10000".
constexpr double NameShare = 0.48;

} // namespace

PropertyTree::PropertyTree(QWidget* parent)
    : QTreeView(parent)
{
    setAccessibleName(u"Properties"_s);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(DoubleClicked | EditKeyPressed | AnyKeyPressed);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setIndentation(3 * GridPixels / 2);
    setAllColumnsShowFocus(true);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setHeaderHidden(true); // what stands in which column is plain to see, and screen readers have the names
    header()->setStretchLastSection(true);
    setMinimumHeight(3 * GridPixels);
}

void PropertyTree::setEmptyText(const QString& text)
{
    m_emptyText = text;
    viewport()->update();
}

void PropertyTree::cancelEdit()
{
    if (state() != EditingState)
        return;
    if (QWidget* editor = indexWidget(currentIndex().siblingAtColumn(PropertyModel::ValueColumn)))
        closeEditor(editor, QAbstractItemDelegate::RevertModelCache);
}

bool PropertyTree::edit(const QModelIndex& index, EditTrigger trigger, QEvent* event)
{
    // A click is for the place that it hits: a name is selected, a check box toggles.
    const bool isMouse = trigger == NoEditTriggers || trigger == SelectedClicked || trigger == CurrentChanged;
    if (!isProperty(index) || isMouse)
        return QTreeView::edit(index, trigger, event);
    const QModelIndex value = index.siblingAtColumn(PropertyModel::ValueColumn);
    const bool isSpace
        = event && event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space;
    if (isSpace && !(value.flags() & Qt::ItemIsUserCheckable))
        return false;
    return QTreeView::edit(value, trigger, event);
}

void PropertyTree::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && state() != EditingState && isProperty(currentIndex())) {
        edit(currentIndex(), EditKeyPressed, event);
        event->accept();
        return;
    }
    if (isEnter && state() != EditingState && currentIndex().isValid()) {
        setExpanded(currentIndex(), !isExpanded(currentIndex()));
        return;
    }
    QTreeView::keyPressEvent(event);
}

void PropertyTree::mouseReleaseEvent(QMouseEvent* event)
{
    QTreeView::mouseReleaseEvent(event);
    const QModelIndex clicked = indexAt(event->position().toPoint());
    const bool isHit = event->button() == Qt::LeftButton && clicked == currentIndex();
    // A flag's box has been toggled by then.
    if (isHit && clicked.column() == PropertyModel::ValueColumn && propertyType(clicked) != PropertyType::Flag)
        editByClick(clicked);
}

void PropertyTree::editByClick(const QModelIndex& value)
{
    if (!isProperty(value) || !(value.flags() & Qt::ItemIsEditable) || state() == EditingState)
        return;
    QTreeView::edit(value);
    if (auto* choice = qobject_cast<QComboBox*>(indexWidget(value)))
        choice->showPopup();
}

void PropertyTree::drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QTreeView::drawRow(painter, option, index);
    const QString error = propertyError(index.siblingAtColumn(PropertyModel::ValueColumn));
    if (error.isEmpty())
        return;
    QRect line = option.rect;
    line.setTop(line.top() + PropertyDelegate::rowHeight(option.fontMetrics) - GridPixels / 4);
    line.setLeft(visualRect(index).left() + GridPixels / 4);
    line.adjust(0, 0, -GridPixels / 2, -GridPixels / 4);
    const bool isSelected = selectionModel()->isSelected(index);
    painter->setFont(option.font);
    painter->setPen(isSelected
            ? palette().color(hasFocus() ? QPalette::Active : QPalette::Inactive, QPalette::HighlightedText)
            : toneColor(Tone::Error, palette()));
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        option.fontMetrics.elidedText(error, Qt::ElideRight, line.width()));
}

void PropertyTree::resizeEvent(QResizeEvent* event)
{
    QTreeView::resizeEvent(event);
    shareWidth();
}

void PropertyTree::shareWidth()
{
    if (header()->count() <= PropertyModel::NameColumn)
        return;
    header()->resizeSection(PropertyModel::NameColumn, qRound(viewport()->width() * NameShare));
}

void PropertyTree::paintEvent(QPaintEvent* event)
{
    QTreeView::paintEvent(event);
    if (model() && model()->rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(toneColor(Tone::Dim, palette()));
    const QRect rect = viewport()->rect().adjusted(2 * GridPixels, 2 * GridPixels, -2 * GridPixels, -2 * GridPixels);
    painter.drawText(rect, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_emptyText);
}

} // namespace ui
