// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/tcpinfo/tcpinfotext.h"

#include "ui/theme/quantity.h"
#include "ui/theme/timetext.h"

#include <QCoreApplication>

#include <cmath>

namespace ui {

using namespace Qt::StringLiterals;
using session::TcpFigure;
using session::TcpSampler;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ui::TcpInfo", text);
}

/// Their values all have the same unit, which is then said once.
bool isCount(TcpFigure figure)
{
    return figure == TcpFigure::CongestionWindow || figure == TcpFigure::Unacked || figure == TcpFigure::TotalRetrans;
}

QString segmentsText(std::uint64_t count)
{
    if (count == 1)
        return tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "1 segment"));
    return tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "%1 segments")).arg(countText(count));
}

} // namespace

QString tcpValueText(TcpFigure figure, std::optional<std::uint64_t> value)
{
    if (!value)
        return u"–"_s;
    switch (figure) {
    case TcpFigure::Rtt: return durationText(static_cast<double>(*value) / 1e6);
    case TcpFigure::CongestionWindow:
    case TcpFigure::Unacked:
    case TcpFigure::TotalRetrans: return segmentsText(*value);
    case TcpFigure::DeliveryRate: return tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "%1/s")).arg(bytesText(*value));
    case TcpFigure::SendQueue:
    case TcpFigure::ReceiveQueue: return bytesText(*value);
    }
    return {};
}

QString tcpRangeText(TcpFigure figure, const session::TcpHistory& history)
{
    const auto extremes = history.extremes(figure);
    if (!extremes)
        return {};
    const auto lowest = history.samples()[extremes->lowest].value(figure);
    const auto highest = history.samples()[extremes->highest].value(figure);
    const QString last = tcpValueText(figure, highest);
    const QString first = isCount(figure) ? countText(*lowest) : tcpValueText(figure, lowest);
    return lowest == highest || first == last ? last : first % u" – "_s % last;
}

QString tcpPlainName(TcpFigure figure)
{
    switch (figure) {
    case TcpFigure::Rtt: return tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "round trip"));
    case TcpFigure::CongestionWindow: return tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "congestion window"));
    case TcpFigure::Unacked: return tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "under way"));
    case TcpFigure::TotalRetrans: return tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "sent again"));
    case TcpFigure::DeliveryRate: return tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "delivery rate"));
    case TcpFigure::SendQueue: return tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "send queue"));
    case TcpFigure::ReceiveQueue: return tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "receive queue"));
    }
    return {};
}

QString tcpMeaningText(TcpFigure figure)
{
    switch (figure) {
    case TcpFigure::Rtt: return tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "Round trip time, smoothed"));
    case TcpFigure::CongestionWindow:
        return tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "Congestion window: how much may be under way at once"));
    case TcpFigure::Unacked: return tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "Sent, and not acknowledged by the peer yet"));
    case TcpFigure::TotalRetrans:
        return tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "Sent again, since the connection was made"));
    case TcpFigure::DeliveryRate:
        return tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "How fast bytes reached the peer when it was last measured"));
    case TcpFigure::SendQueue:
        return tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "Send queue: written here, and not acknowledged by the peer yet"));
    case TcpFigure::ReceiveQueue:
        return tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "Receive queue: arrived here, and not read yet"));
    }
    return {};
}

QString tcpStateText(const session::TcpHistory& history, TcpSampler::Subject subject)
{
    if (history.isEmpty())
        return {};
    const std::string_view state = history.samples().back().state;
    QString name = QString::fromLatin1(state.data(), qsizetype(state.size()));
    if (subject != TcpSampler::Subject::Ended && subject != TcpSampler::Subject::NeverConnected)
        return name;
    return tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "%1 when last seen")).arg(name);
}

QString tcpSpanText(const session::TcpHistory& history)
{
    if (history.samples().size() < 2)
        return {};
    const std::int64_t span = history.samples().back().timeNs - history.samples().front().timeNs;
    constexpr double NsPerSecond = 1e9;
    const double seconds = std::round(static_cast<double>(span) / NsPerSecond);
    return tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "last %1 s")).arg(countText(quint64(std::max(1.0, seconds))));
}

QString tcpMarkText(std::int64_t recordNs, std::int64_t sampleNs)
{
    const std::int64_t distance = sampleNs - recordNs;
    const QString time = durationText(std::abs(static_cast<double>(distance)) / 1e9);
    return (distance < 0 ? tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "sample %1 earlier"))
                         : tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "sample %1 later")))
        .arg(time);
}

QString tcpEmptyText(TcpSampler::Subject subject, const session::TcpHistory& history)
{
    switch (subject) {
    case TcpSampler::Subject::None:
        return tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "Select a TCP connection to follow its round trips and queues."));
    case TcpSampler::Subject::NotTcp:
        return tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "Only TCP has TCP_INFO: select a TCP connection."));
    case TcpSampler::Subject::Listener:
        return tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "A listener carries no bytes: select one of its connections."));
    case TcpSampler::Subject::Connection:
        return history.isEmpty() ? tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "Figures come when the socket is open."))
                                 : QString();
    case TcpSampler::Subject::Ended:
        return history.isEmpty() ? tr(QT_TRANSLATE_NOOP(
                   "ui::TcpInfo", "This connection ended before it was looked at: select one that is open."))
                                 : QString();
    case TcpSampler::Subject::NeverConnected:
        return history.isEmpty()
            ? tr(QT_TRANSLATE_NOOP("ui::TcpInfo", "This socket was never connected, so there are no figures of it."))
            : QString();
    }
    return {};
}

} // namespace ui
