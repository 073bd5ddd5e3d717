// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/bytes/hexview.h"

#include "ui/bytes/accessiblehex.h"
#include "ui/bytes/hexinput.h"
#include "ui/bytes/hexpainter.h"
#include "ui/fields/accessiblefactory.h"
#include "ui/theme/tones.h"

#include <QApplication>
#include <QPainter>
#include <QScrollBar>
#include <QtMath>

#include <algorithm>

namespace ui {

namespace {

constexpr int TopPadding = GridPixels / 2;
constexpr int UsualRows = 8;

/// A bit for each byte that the other side has not, or not as such.
std::uint32_t differingBits(std::span<const std::byte> bytes, std::span<const std::byte> other)
{
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i >= other.size() || bytes[i] != other[i])
            bits |= std::uint32_t{1} << i;
    }
    return bits;
}

/// What of `bytes` lies on a row.
std::span<const std::byte> onRow(std::span<const std::byte> bytes, std::size_t at, std::size_t rowBytes)
{
    return at < bytes.size() ? bytes.subspan(at, std::min(rowBytes, bytes.size() - at)) : std::span<const std::byte>();
}

} // namespace

HexView::HexView(QWidget* parent)
    : RowArea(parent, TopPadding)
    , m_input(new HexInput(*this))
{
    installAccessible<AccessibleHex, HexView>();
    setAccessibleName(tr("Bytes"));
    setFont(fixedFont());
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setBackgroundRole(QPalette::Base);
    connect(this, &HexView::selectionChanged, this, [this] { AccessibleHex::announceCursor(*this); });
    connect(this, &HexView::sourceChanged, this, [this] { AccessibleText::announceText(*this); });
    relayout();
}

HexView::~HexView() = default;

void HexView::setSource(std::shared_ptr<ByteSource> source, const QString& emptyText)
{
    m_source = std::move(source);
    m_other.reset();
    m_framed = {};
    m_emptyText = emptyText;
    m_dump = HexDumpText(m_source, emptyText);
    m_selection.reset(size());
    m_input->endDrag();
    setTop(0, ScrolledBy::Program);
    horizontalScrollBar()->setValue(0);
    relayout();
    Q_EMIT sourceChanged();
    Q_EMIT selectionChanged();
}

void HexView::compareWith(std::shared_ptr<ByteSource> other)
{
    m_other = std::move(other);
    relayout();
}

void HexView::setFramed(const ByteRange& range)
{
    if (m_framed == range)
        return;
    m_framed = range;
    viewport()->update();
}

void HexView::setActiveColumn(HexColumn column)
{
    if (m_column == column)
        return;
    m_column = column;
    viewport()->update();
    Q_EMIT selectionChanged();
}

void HexView::select(const ByteRange& range)
{
    HexSelection selection = m_selection;
    selection.select(range);
    select(selection, m_column);
}

void HexView::select(const HexSelection& selection, HexColumn column)
{
    m_selection = selection;
    m_column = column;
    if (const auto cursor = m_selection.cursor())
        showByte(*cursor);
    viewport()->update();
    Q_EMIT selectionChanged();
}

void HexView::selectInPlace(const ByteRange& range)
{
    m_selection.select(range);
    viewport()->update();
    Q_EMIT selectionChanged();
}

void HexView::selectAll()
{
    // The end of a large payload is rarely what is wanted next.
    selectInPlace({0, size()});
}

void HexView::clearSelection()
{
    m_selection.clear();
    viewport()->update();
    Q_EMIT selectionChanged();
}

void HexView::showAmid(std::uint64_t offset)
{
    const std::uint64_t row = m_layout.rowOf(offset);
    const auto visible = static_cast<std::uint64_t>(pageRows());
    if (row < topRow() || row - topRow() >= visible)
        setTop(row - std::min(row, visible / 3), ScrolledBy::Program);
    showByte(offset);
}

void HexView::goTo(std::uint64_t offset)
{
    HexSelection selection = m_selection;
    selection.moveTo(offset, Extend::No);
    showAmid(offset);
    select(selection, m_column);
}

ByteRange HexView::rangeToCopy() const
{
    return m_selection.isEmpty() ? ByteRange{0, size()} : m_selection.range();
}

QSize HexView::sizeHint() const
{
    HexLayout usual = m_layout;
    usual.bytesPerRow = 16;
    return {qCeil(usual.width()) + verticalScrollBar()->sizeHint().width(),
        qCeil(m_layout.lineHeight) * UsualRows + 2 * TopPadding};
}

QRect HexView::byteRect(std::uint64_t offset, HexColumn column) const
{
    const int index = static_cast<int>(offset % static_cast<std::uint64_t>(m_layout.bytesPerRow));
    const std::uint64_t row = m_layout.rowOf(offset);
    // Far outside of the view any place will do, as long as the arithmetic holds.
    constexpr std::uint64_t Far = 10'000;
    const std::uint64_t top = topRow();
    const qreal rows
        = row >= top ? static_cast<qreal>(std::min(row - top, Far)) : -static_cast<qreal>(std::min(top - row, Far));
    const qreal y = TopPadding + rows * m_layout.lineHeight;
    return m_layout.span(column, index, index).translated(-horizontalScrollBar()->value(), y).toAlignedRect();
}

std::optional<std::uint64_t> HexView::byteAt(const QPoint& position) const
{
    const auto row = rowAt(position.y());
    if (position.y() < TopPadding || !row)
        return std::nullopt;
    const auto hit = m_layout.hit(position.x() + horizontalScrollBar()->value());
    const std::uint64_t offset = m_layout.rowOffset(*row) + static_cast<std::uint64_t>(hit.index);
    return offset < size() ? std::optional(offset) : std::nullopt;
}

void HexView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.setFont(font());
    if (size() == 0) {
        painter.setFont(QApplication::font());
        painter.setPen(toneColor(Tone::Dim, palette()));
        const QRect area = viewport()->rect().adjusted(GridPixels, GridPixels, -GridPixels, -GridPixels);
        painter.drawText(area, Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    const auto rows = static_cast<std::uint64_t>(qCeil(viewport()->height() / m_layout.lineHeight)) + 1;
    const std::uint64_t start = m_layout.rowOffset(topRow());
    const std::uint64_t there = std::min(m_layout.rowOffset(rows), size() - std::min(start, size()));
    m_buffer.resize(there);
    const std::span<const std::byte> bytes = std::span(m_buffer).first(m_source->read(start, m_buffer));
    const std::span<const std::byte> other = readOther(start, bytes.size());

    painter.translate(-horizontalScrollBar()->value(), TopPadding);
    HexPainter rowPainter(painter, m_layout, palette());
    rowPainter.setSelection(m_selection.range(), m_column);
    rowPainter.setFramed(m_framed);
    const auto rowBytes = static_cast<std::size_t>(m_layout.bytesPerRow);
    qreal top = 0;
    for (std::size_t at = 0; at < there; at += rowBytes, top += m_layout.lineHeight) {
        const auto known = onRow(bytes, at, rowBytes);
        rowPainter.paint({.top = top,
            .offset = start + at,
            .size = static_cast<int>(std::min(rowBytes, there - at)),
            .bytes = known,
            .differing = m_other ? differingBits(known, onRow(other, at, rowBytes)) : 0});
    }
}

std::span<const std::byte> HexView::readOther(std::uint64_t start, std::size_t wanted)
{
    if (!m_other)
        return {};
    m_otherBuffer.resize(wanted);
    return std::span(m_otherBuffer).first(m_other->read(start, m_otherBuffer));
}

void HexView::resizeEvent(QResizeEvent*)
{
    relayout();
}

void HexView::changeEvent(QEvent* event)
{
    RowArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        relayout();
}

bool HexView::focusNextPrevChild(bool next)
{
    // Tab goes from hex to ASCII and then on, Shift+Tab back: the view is no trap for the keyboard.
    const HexColumn inner = next ? HexColumn::Ascii : HexColumn::Hex;
    if (size() > 0 && m_column != inner) {
        setActiveColumn(inner);
        return true;
    }
    return RowArea::focusNextPrevChild(next);
}

void HexView::relayout()
{
    const QFontMetricsF metrics(font());
    // The byte on top stays on top when the number of bytes on a row changes.
    const std::uint64_t topByte = m_layout.rowOffset(topRow());
    // The scroll bar's place is always reserved: it must not come and go with a number of bytes that depends on it.
    const int width = this->width() - verticalScrollBar()->sizeHint().width();
    m_layout = HexLayout::fitting(width, extent(), metrics.horizontalAdvance(u'0'), qCeil(metrics.height()) + 2);
    horizontalScrollBar()->setSingleStep(qCeil(m_layout.charWidth));
    updateScrollBars(m_layout.rowOf(topByte));
    viewport()->update();
}

int HexView::contentWidth() const
{
    return size() == 0 ? 0 : qCeil(m_layout.width());
}

void HexView::showByte(std::uint64_t offset)
{
    setTop(scroll().showing(m_layout.rowOf(offset), topRow()), ScrolledBy::Program);
    const QRect cell = byteRect(offset, m_column);
    if (cell.left() < 0)
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() + cell.left());
    else if (cell.right() >= viewport()->width())
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() + cell.right() - viewport()->width() + 1);
}

} // namespace ui
