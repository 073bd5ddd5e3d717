// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/stream/streamview.h"

#include "ui/stream/accessiblestream.h"
#include "ui/theme/quantity.h"
#include "ui/theme/tones.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;
using capture::Direction;

namespace {

constexpr int GutterPixels = 3 * GridPixels; // with the arrow
constexpr quint64 MaxCopiedStreamRows = 10'000;

} // namespace

StreamView::StreamView(session::FollowedStream& stream, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_stream(stream)
{
    installAccessibleStream();
    setAccessibleName(tr("Stream"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setFont(fixedFont());
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->setCursor(Qt::ArrowCursor);
    connect(&m_stream, &session::FollowedStream::grown, this, &StreamView::onGrown);
    connect(&m_stream, &session::FollowedStream::finished, this, &StreamView::onGrown);
    m_stream.setRule(rowRule(m_mode, m_showsCalls));
}

void StreamView::setMode(StreamMode mode)
{
    m_mode = mode;
    applyRule();
}

void StreamView::setShowsCalls(bool shows)
{
    m_showsCalls = shows;
    applyRule();
}

/// Rows become others: what was on top stays there.
void StreamView::applyRule()
{
    if (!m_following && !m_lines.empty())
        m_wantedRecord = m_lines.front().row.part.record.value;
    m_widest = 0;
    m_current.reset();
    m_top = 0;
    m_lines.clear();
    m_stream.setRule(rowRule(m_mode, m_showsCalls));
    onGrown();
}

void StreamView::setFollowing(bool following)
{
    if (m_following == following)
        return;
    m_following = following;
    m_wantedRecord.reset();
    if (following)
        setTop(scroll().maximumTop());
    Q_EMIT followingChanged(following);
}

void StreamView::onGrown()
{
    bool isElsewhere = m_following;
    if (m_wantedRecord) {
        const auto row = m_stream.rowOf({*m_wantedRecord});
        if (row && (*row + 1 < m_stream.rowCount() || !m_stream.isScanning())) {
            m_wantedRecord.reset();
            m_top = *row;
            isElsewhere = true;
        }
    }
    updateScrollBars();
    // Above the end rows do not change.
    if (isElsewhere || m_lines.size() <= static_cast<std::size_t>(pageRows()))
        setTop(m_following ? scroll().maximumTop() : m_top);
}

void StreamView::showRecord(quint64 record)
{
    setFollowing(false);
    m_wantedRecord = record;
    onGrown();
}

// --- rows ------------------------------------------------------------------------------------------------------------

int StreamView::pageRows() const
{
    return std::max(1, viewport()->height() / rowRect(0).height());
}

QRect StreamView::rowRect(int line) const
{
    const int height = fontMetrics().height() + 2;
    return {0, line * height, viewport()->width(), height};
}

void StreamView::setTop(quint64 top)
{
    const RowScroll rows = scroll();
    m_top = rows.boundedTop(top);
    m_settingBar = true;
    verticalScrollBar()->setValue(rows.valueOf(m_top));
    m_settingBar = false;
    fetch();
    viewport()->update();
    announceStream(*this);
}

void StreamView::fetch()
{
    m_lines = readStreamLines(m_stream, m_mode, m_top, static_cast<std::size_t>(pageRows()) + 1);
    const int widest = m_widest;
    for (const StreamLine& line : m_lines)
        m_widest = std::max(m_widest, fontMetrics().horizontalAdvance(line.whole()));
    if (m_widest != widest)
        updateScrollBars();
}

QString StreamView::visibleRows() const
{
    QStringList rows;
    for (const StreamLine& line : m_lines)
        rows << (line.row.part.direction == Direction::Out ? u"-> "_s : u"<- "_s) + line.whole();
    return rows.join(u'\n');
}

void StreamView::copy()
{
    if (!m_current)
        return;
    const quint64 first = std::min(m_anchor, *m_current);
    const quint64 count = std::max(m_anchor, *m_current) - first + 1;
    QStringList rows;
    const auto copied = readStreamLines(m_stream, m_mode, first, std::min(count, MaxCopiedStreamRows));
    for (const StreamLine& line : copied)
        rows << line.whole();
    QGuiApplication::clipboard()->setText(rows.join(u'\n'));
    if (count > MaxCopiedStreamRows)
        Q_EMIT noticeRaised(tr("Only the first %1 rows were copied.").arg(countText(MaxCopiedStreamRows)));
}

// --- painting --------------------------------------------------------------------------------------------------------

void StreamView::updateScrollBars()
{
    m_settingBar = true;
    const RowScroll rows = scroll();
    verticalScrollBar()->setRange(0, rows.maximumValue());
    verticalScrollBar()->setPageStep(static_cast<int>(std::max<quint64>(1, rows.page() / rows.rowsPerStep())));
    horizontalScrollBar()->setRange(0, std::max(0, GutterPixels + m_widest + GridPixels - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(2 * GridPixels);
    m_settingBar = false;
}

void StreamView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.setLayoutDirection(Qt::LeftToRight); // a Hebrew payload does not turn its row around
    painter.setFont(font());
    painter.fillRect(viewport()->rect(), palette().color(QPalette::Base));
    if (m_lines.empty()) {
        painter.setFont(QGuiApplication::font());
        painter.setPen(toneColor(Tone::Dim, palette()));
        const QString missing = missingAtEnd(m_stream);
        const QString text = m_stream.isScanning() ? tr("Looking for this endpoint's bytes...")
            : missing.isEmpty()                    ? tr("Nothing was sent or received on this endpoint yet.")
                                                   : missing;
        painter.drawText(viewport()->rect(), Qt::AlignCenter | Qt::TextWordWrap, text);
        return;
    }
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        paintLine(painter, rowRect(static_cast<int>(i)), m_lines[i], m_top + i);
}

void StreamView::paintLine(QPainter& painter, const QRect& rect, const StreamLine& line, quint64 row) const
{
    const bool selected = m_current && row >= std::min(m_anchor, *m_current) && row <= std::max(m_anchor, *m_current);
    if (selected)
        painter.fillRect(rect, toneColor(Tone::Match, palette()));
    const Direction direction = line.row.part.direction;
    const QColor tone = toneColor(direction == Direction::Out ? Tone::Out : Tone::In, palette());
    QRect text = rect.adjusted(GutterPixels - horizontalScrollBar()->value(), 0, m_widest, 0);
    const auto draw = [&](const QString& part, const QColor& colour) {
        painter.setPen(colour);
        painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, part);
        text.adjust(part.isEmpty() ? 0 : fontMetrics().horizontalAdvance(part % u' '), 0, 0, 0);
    };
    draw(line.before, toneColor(Tone::Error, palette()));
    draw(line.text, tone);
    draw(line.behind, toneColor(Tone::Error, palette()));
    painter.setPen(tone);
    if (horizontalScrollBar()->value() > 0)
        painter.fillRect(QRect(rect.left(), rect.top(), GutterPixels, rect.height()),
            selected ? toneColor(Tone::Match, palette()) : palette().color(QPalette::Base));
    if (line.row.beginsRun || row == m_top)
        painter.drawText(
            QRect(rect.left(), rect.top(), GutterPixels, rect.height()), Qt::AlignCenter, arrowOf(direction));
    if (!m_showsCalls || !line.row.beginsPart)
        return;
    painter.setPen(toneColor(Tone::Separator, palette()));
    painter.drawLine(rect.topLeft(), rect.topRight());
    const QString label = u'#' % countText(line.row.part.record.value + 1) % u"  "_s % bytesText(line.row.part.size);
    QRect place = rect.adjusted(0, 0, -GridPixels, 0);
    place.setLeft(place.right() - fontMetrics().horizontalAdvance(label));
    painter.fillRect(place.adjusted(-GridPixels, 1, 0, 0),
        selected ? toneColor(Tone::Match, palette()) : palette().color(QPalette::Base));
    painter.setPen(toneColor(Tone::Dim, palette()));
    painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, label);
}

void StreamView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBars();
    setTop(m_following ? scroll().maximumTop() : m_top);
}

void StreamView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        viewport()->update();
}

} // namespace ui
