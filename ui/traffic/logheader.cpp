// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/logheader.h"

#include "ui/traffic/logpainter.h"

#include <QAbstractTableModel>
#include <QActionGroup>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// Names for the header view and nothing else: it takes them from a model only.
class ColumnNames final : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] int rowCount(const QModelIndex&) const override { return 0; }
    [[nodiscard]] int columnCount(const QModelIndex&) const override { return LogColumnCount; }
    [[nodiscard]] QVariant data(const QModelIndex&, int) const override { return {}; }
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation, int role) const override
    {
        if (role == Qt::DisplayRole)
            return columnName(static_cast<LogColumn>(section));
        return {};
    }
};

/// The widest text that a column usually holds.
QString sampleText(LogColumn column)
{
    switch (column) {
    case LogColumn::Number: return u"9999"_s;
    case LogColumn::Time: return timeSample(TimeFormat::SinceStart);
    case LogColumn::Delta: return u"+99.9 ms"_s;
    case LogColumn::Endpoint: return u"server/10"_s;
    case LogColumn::Call: return u"connect failed"_s;
    case LogColumn::Size: return u"65536"_s;
    case LogColumn::Result: return u"EADDRNOTAVAIL"_s;
    case LogColumn::Took: return u"99.9 ms"_s;
    case LogColumn::Message: return u"xxxxx"_s;
    case LogColumn::Preview: break;
    }
    return u"xxxxxxxx"_s; // takes what the others leave
}

bool isShownAtFirst(LogColumn column)
{
    return column != LogColumn::Delta && column != LogColumn::Size && column != LogColumn::Message;
}

} // namespace

QString columnName(LogColumn column)
{
    switch (column) {
    case LogColumn::Number: return u"#"_s;
    case LogColumn::Time: return LogHeader::tr("Time");
    case LogColumn::Delta: return LogHeader::tr("Delta");
    case LogColumn::Endpoint: return LogHeader::tr("Endpoint");
    case LogColumn::Call: return LogHeader::tr("Call");
    case LogColumn::Size: return LogHeader::tr("Size");
    case LogColumn::Result: return LogHeader::tr("Result");
    case LogColumn::Took: return LogHeader::tr("Took");
    case LogColumn::Message: return LogHeader::tr("Message");
    case LogColumn::Preview: return LogHeader::tr("Preview");
    }
    return {};
}

QString columnTitle(LogColumn column)
{
    switch (column) {
    case LogColumn::Message: return LogHeader::tr("Msg"); // its signs are narrow
    case LogColumn::Preview: return LogHeader::tr("Arguments and data");
    default: return columnName(column);
    }
}

bool isRightAligned(LogColumn column)
{
    return column == LogColumn::Number || column == LogColumn::Delta || column == LogColumn::Size
        || column == LogColumn::Took;
}

LogHeader::LogHeader(QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setModel(new ColumnNames(this));
    setSectionsClickable(false);
    setSectionsMovable(true);
    setHighlightSections(false);
    setMinimumSectionSize(3 * GridPixels);
    setStretchLastSection(true);
    setFocusPolicy(Qt::NoFocus);
    resetColumns();
}

void LogHeader::resetColumns()
{
    const LogPainter painter(font());
    for (int section = 0; section < LogColumnCount; ++section) {
        const auto column = static_cast<LogColumn>(section);
        moveSection(visualIndex(section), section);
        setSectionHidden(section, false); // a hidden one takes no width
        resizeSection(section, painter.widthOf(column, sampleText(column)));
        setSectionHidden(section, !isShownAtFirst(column) && !(column == LogColumn::Message && m_messages != nullptr));
    }
    m_numberDigits = sampleText(LogColumn::Number).size();
    setTimeFormat(m_times.format);
}

void LogHeader::setMessages(const session::MessageMarks* marks)
{
    const bool isNew = (m_messages == nullptr) != (marks == nullptr);
    m_messages = marks;
    if (isNew)
        fitToMessages();
    Q_EMIT messagesChanged();
}

void LogHeader::fitToMessages()
{
    setSectionHidden(static_cast<int>(LogColumn::Message), m_messages == nullptr);
}

void LogHeader::makeRoomFor(quint64 count)
{
    // Asked with each growth of the log: the fonts are looked at only when there is a digit more.
    const qsizetype length = QString::number(count).size();
    if (length <= m_numberDigits || !isShown(LogColumn::Number))
        return;
    m_numberDigits = length;
    const int needed = LogPainter(font()).widthOf(LogColumn::Number, QString(length, u'9'));
    if (width(LogColumn::Number) < needed)
        resizeSection(static_cast<int>(LogColumn::Number), needed);
    m_sampleWidths = sampleWidths();
}

void LogHeader::makeRoomFor(const QString& name)
{
    constexpr int MostCharacters = 40; // two IPv4 addresses with their ports, or nearly
    const LogPainter painter(font());
    const int most = painter.widthOf(LogColumn::Endpoint, QString(MostCharacters, u'0'));
    const int needed = std::min(painter.widthOf(LogColumn::Endpoint, name), most);
    if (isShown(LogColumn::Endpoint) && width(LogColumn::Endpoint) < needed)
        resizeSection(static_cast<int>(LogColumn::Endpoint), needed);
}

void LogHeader::setTimeFormat(TimeFormat format)
{
    m_times.format = format;
    resizeSection(static_cast<int>(LogColumn::Time), LogPainter(font()).widthOf(LogColumn::Time, timeSample(format)));
    m_sampleWidths = sampleWidths();
    Q_EMIT timesChanged();
}

void LogHeader::startTimes(std::int64_t startNs)
{
    m_times.startNs = startNs;
    m_times.referenceNs.reset();
    Q_EMIT timesChanged();
}

void LogHeader::measureFrom(std::int64_t timeNs)
{
    m_times.referenceNs = timeNs;
    setTimeFormat(TimeFormat::SinceReference);
}

LogColumn LogHeader::columnAt(int x) const
{
    const int section = logicalIndexAt(x);
    return section < 0 ? LogColumn::Preview : static_cast<LogColumn>(section);
}

QSize LogHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), fontMetrics().height() + GridPixels};
}

/// Of what columns usually hold, in the fonts that there are now.
std::array<int, LogColumnCount> LogHeader::sampleWidths() const
{
    const LogPainter painter(font());
    std::array<int, LogColumnCount> widths{};
    for (int section = 0; section < LogColumnCount; ++section) {
        const auto column = static_cast<LogColumn>(section);
        QString text = sampleText(column);
        if (column == LogColumn::Number)
            text = QString(m_numberDigits, u'9');
        else if (column == LogColumn::Time)
            text = timeSample(m_times.format);
        widths[std::size_t(section)] = painter.widthOf(column, text);
    }
    return widths;
}

void LogHeader::fitToFonts()
{
    const std::array<int, LogColumnCount> before = std::exchange(m_sampleWidths, sampleWidths());
    for (std::size_t section = 0; section < LogColumnCount; ++section) {
        const int index = static_cast<int>(section);
        if (!isSectionHidden(index))
            resizeSection(index, sectionSize(index) + m_sampleWidths[section] - before[section]);
    }
}

void LogHeader::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), palette().color(QPalette::Window));
    painter.setPen(toneColor(Tone::Separator, palette()));
    painter.drawLine(QPointF(0, viewport()->height() - 0.5), QPointF(viewport()->width(), viewport()->height() - 0.5));
    painter.end();
    QHeaderView::paintEvent(event);
}

void LogHeader::paintSection(QPainter* painter, const QRect& rect, int section) const
{
    // Quieter than the style's own, and aligned with the cells below.
    const auto column = static_cast<LogColumn>(section);
    const QRect inner = rect.adjusted(LogPainter::Margin, 0, -LogPainter::Margin, 0);
    const QString text = painter->fontMetrics().elidedText(columnTitle(column), Qt::ElideRight, inner.width());
    painter->setPen(toneColor(Tone::Dim, palette()));
    const int side = isRightAligned(column) ? Qt::AlignRight : Qt::AlignLeft;
    painter->drawText(inner, side | int(Qt::AlignVCenter), text);
    painter->setPen(toneColor(Tone::Separator, palette()));
    painter->drawLine(rect.topRight() + QPoint(0, 4), rect.bottomRight() - QPoint(0, 5));
}

void LogHeader::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int section = 0; section < LogColumnCount - 1; ++section) {
        QAction* action = menu->addAction(columnName(static_cast<LogColumn>(section)));
        action->setCheckable(true);
        action->setChecked(!isSectionHidden(section));
        connect(action, &QAction::toggled, this, [this, section](bool shown) {
            setSectionHidden(section, !shown);
            Q_EMIT geometriesChanged();
        });
    }
    menu->addSeparator();
    QMenu* times = menu->addMenu(tr("Time As"));
    auto* choices = new QActionGroup(times);
    for (int number = 0; number < TimeFormatCount; ++number) {
        const auto format = static_cast<TimeFormat>(number);
        QAction* action = choices->addAction(timeFormatName(format));
        action->setCheckable(true);
        action->setChecked(format == m_times.format);
        times->addAction(action);
        connect(action, &QAction::triggered, this, [this, format] { setTimeFormat(format); });
    }
    connect(menu->addAction(tr("Reset Columns")), &QAction::triggered, this, &LogHeader::resetColumns);
    menu->popup(event->globalPos());
}

} // namespace ui
