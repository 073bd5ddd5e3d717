// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/fields/flowlayout.h"

#include <algorithm>

namespace ui {

namespace {

int heightOfItem(const QLayoutItem& item, int width)
{
    return item.hasHeightForWidth() ? item.heightForWidth(width) : item.sizeHint().height();
}

bool expands(const QLayoutItem& item)
{
    return item.expandingDirections().testFlag(Qt::Horizontal);
}

} // namespace

FlowLayout::FlowLayout(int gap, int rowGap, QWidget* parent)
    : QLayout(parent)
    , m_gap(gap)
    , m_rowGap(rowGap)
{
    setContentsMargins({});
}

FlowLayout::~FlowLayout() = default;

void FlowLayout::addItem(QLayoutItem* item)
{
    m_items.emplace_back(item);
    invalidate();
}

QLayoutItem* FlowLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[std::size_t(index)].get() : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int index)
{
    if (index < 0 || index >= count())
        return nullptr;
    QLayoutItem* item = m_items[std::size_t(index)].release();
    m_items.erase(m_items.begin() + index);
    invalidate();
    return item;
}

std::vector<FlowLayout::Row> FlowLayout::rows(int width) const
{
    std::vector<Row> rows;
    int left = 0; // of the last row
    for (const auto& item : m_items) {
        if (item->isEmpty())
            continue;
        const int wanted = std::min(item->sizeHint().width(), width);
        if (rows.empty() || wanted + m_gap > left) {
            rows.emplace_back();
            left = width + m_gap; // the first of a row has no gap before it
        }
        rows.back().push_back({item.get(), wanted});
        left -= wanted + m_gap;
    }
    for (Row& row : rows)
        widen(row, width);
    return rows;
}

/// Gives what is left of the row to those that expand, in equal parts.
void FlowLayout::widen(Row& row, int width) const
{
    int left = width + m_gap;
    for (const Place& place : row)
        left -= place.width + m_gap;
    auto takers = int(std::ranges::count_if(row, [](const Place& place) { return expands(*place.item); }));
    for (Place& place : row) {
        if (!expands(*place.item))
            continue;
        const int share = left / takers--;
        place.width += share;
        left -= share;
    }
}

int FlowLayout::heightOf(const Row& row)
{
    int height = 0;
    for (const Place& place : row)
        height = std::max(height, heightOfItem(*place.item, place.width));
    return height;
}

int FlowLayout::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    int height = margins.top() + margins.bottom() - m_rowGap;
    for (const Row& row : rows(width - margins.left() - margins.right()))
        height += heightOf(row) + m_rowGap;
    return std::max(height, margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    const QRect inside = rect.marginsRemoved(contentsMargins());
    int top = inside.top();
    for (const Row& row : rows(inside.width())) {
        const int height = heightOf(row);
        int left = inside.left();
        for (const Place& place : row) {
            // In the middle of the row, as high as it asks to be.
            const int own = heightOfItem(*place.item, place.width);
            place.item->setGeometry({left, top + (height - own) / 2, place.width, own});
            left += place.width + m_gap;
        }
        top += height + m_rowGap;
    }
}

/// All in one row.
QSize FlowLayout::sizeHint() const
{
    QSize size(-m_gap, 0);
    for (const auto& item : m_items) {
        if (!item->isEmpty())
            size
                = {size.width() + item->sizeHint().width() + m_gap, std::max(size.height(), item->sizeHint().height())};
    }
    const QMargins margins = contentsMargins();
    return QSize(std::max(size.width(), 0), size.height()).grownBy(margins);
}

/// The widest of them alone.
QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const auto& item : m_items) {
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    }
    return size.grownBy(contentsMargins());
}

} // namespace ui
