// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/bytes/compareviews.h"

#include "ui/bytes/bytespane.h"
#include "ui/bytes/hexview.h"
#include "ui/theme/tones.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace ui {

namespace {

constexpr int SeparatorWidth = 1;

/// What of a range lies below `size`.
ByteRange clipped(const ByteRange& range, std::uint64_t size)
{
    return range.first < size ? ByteRange{range.first, std::min(range.size, size - range.first)} : ByteRange{};
}

} // namespace

CompareViews::CompareViews(QWidget* parent)
    : QWidget(parent)
    , m_panes{new BytesPane(this), new BytesPane(this)}
{
    left()->view()->setAccessibleName(tr("Left bytes"));
    right()->view()->setAccessibleName(tr("Right bytes"));
    setFocusProxy(left());
    for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
        BytesPane* moved = m_panes[side];
        BytesPane* other = m_panes[1 - side];
        moved->dropInspector();
        connect(moved->view()->verticalScrollBar(), &QScrollBar::valueChanged, other->view()->verticalScrollBar(),
            &QScrollBar::setValue);
        connect(moved->view()->horizontalScrollBar(), &QScrollBar::valueChanged, other->view()->horizontalScrollBar(),
            &QScrollBar::setValue);
        connect(moved->view(), &HexView::selectionChanged, this, [this, moved, other] { follow(*other, *moved); });
    }
}

void CompareViews::show(const Side& left, const Side& right)
{
    m_panes[0]->showBytes(left.bytes, left.title);
    m_panes[1]->showBytes(right.bytes, right.title);
    m_panes[0]->view()->compareWith(right.bytes);
    m_panes[1]->view()->compareWith(left.bytes);
}

void CompareViews::follow(BytesPane& other, const BytesPane& moved)
{
    if (m_following)
        return;
    m_following = true;
    const ByteRange range = clipped(moved.view()->selection().range(), other.view()->size());
    other.view()->setActiveColumn(moved.view()->activeColumn());
    if (range.size > 0)
        other.view()->selectInPlace(range);
    else
        other.view()->clearSelection();
    m_following = false;
}

void CompareViews::select(const ByteRange& range)
{
    m_following = true;
    for (BytesPane* pane : m_panes) {
        const ByteRange there = clipped(range, pane->view()->size());
        if (there.size > 0)
            pane->view()->selectInPlace(there);
        else
            pane->view()->clearSelection();
    }
    m_following = false;
    // The view that has the first byte leads; the other one's bar goes with it.
    HexView* leading = range.first < left()->view()->size() ? left()->view() : right()->view();
    leading->showAmid(range.first);
}

ByteRange CompareViews::selected() const
{
    const ByteRange ofLeft = left()->view()->selection().range();
    const ByteRange ofRight = right()->view()->selection().range();
    return ofLeft.size >= ofRight.size ? ofLeft : ofRight;
}

QSize CompareViews::sizeHint() const
{
    const QSize one = left()->sizeHint();
    return {2 * one.width() + SeparatorWidth, one.height()};
}

QSize CompareViews::minimumSizeHint() const
{
    const QSize one = left()->minimumSizeHint();
    return {2 * one.width() + SeparatorWidth, one.height()};
}

void CompareViews::resizeEvent(QResizeEvent*)
{
    const int half = (width() - SeparatorWidth) / 2;
    left()->setGeometry(0, 0, half, height());
    right()->setGeometry(half + SeparatorWidth, 0, half, height());
}

void CompareViews::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    const int half = (width() - SeparatorWidth) / 2;
    painter.fillRect(half, 0, SeparatorWidth, height(), toneColor(Tone::Separator, palette()));
}

} // namespace ui
