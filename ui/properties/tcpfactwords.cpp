// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/properties/tcpfactwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

struct TcpFactWords
{
    Q_DECLARE_TR_FUNCTIONS(ui::TcpFact)
};

struct FactMeaning
{
    QLatin1StringView name; // without "tcpi_"
    const char* meaning;
};

// In the order of struct tcp_info. The sources are <linux/tcp.h>, tcp(7) and net/ipv4/tcp.c.
constexpr std::array FactMeanings{
    FactMeaning{"state"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "State of the connection.")},
    FactMeaning{"ca_state"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Congestion control: Open is undisturbed.")},
    FactMeaning{"retransmits"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Timeouts in a row without an acknowledgement.")},
    FactMeaning{
        "probes"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Probes of a closed window or for keepalive, unanswered.")},
    FactMeaning{"backoff"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "How often the timeout was doubled.")},
    FactMeaning{"options"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "TCP options that both ends use.")},
    FactMeaning{
        "snd_wscale"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "The peer's window is its number times two to this power.")},
    FactMeaning{"rcv_wscale"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "The same of the window that is told to the peer.")},
    FactMeaning{"delivery_rate_app_limited"_L1,
        QT_TRANSLATE_NOOP("ui::TcpFact", "1: the delivery rate was limited by how little was written.")},
    FactMeaning{"fastopen_client_fail"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Why TCP Fast Open was not used.")},
    FactMeaning{"rto"_L1,
        QT_TRANSLATE_NOOP(
            "ui::TcpFact", "Retransmission timeout: so long without an acknowledgement, and it is sent again.")},
    FactMeaning{"ato"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "How long an acknowledgement may be delayed.")},
    FactMeaning{"snd_mss"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Largest segment that is sent.")},
    FactMeaning{"rcv_mss"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Estimated size of the segments that arrive.")},
    FactMeaning{"unacked"_L1,
        QT_TRANSLATE_NOOP(
            "ui::TcpFact", "Sent, and not acknowledged yet; of a listener: connections that wait for accept.")},
    FactMeaning{"sacked"_L1,
        QT_TRANSLATE_NOOP("ui::TcpFact", "Acknowledged beyond a gap; of a listener: how many connections may wait.")},
    FactMeaning{"lost"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Taken to be lost, of what is under way.")},
    FactMeaning{"retrans"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Sent again, of what is under way.")},
    FactMeaning{"fackets"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "No longer used by the kernel.")},
    FactMeaning{"last_data_sent"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Time since data were sent last.")},
    FactMeaning{"last_ack_sent"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Not filled by the kernel.")},
    FactMeaning{"last_data_recv"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Time since data arrived last.")},
    FactMeaning{"last_ack_recv"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Time since an acknowledgement arrived last.")},
    FactMeaning{"pmtu"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Largest IP packet that the path to the peer takes.")},
    FactMeaning{
        "rcv_ssthresh"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Largest window that is told to the peer for now.")},
    FactMeaning{"rtt"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Round trip time, smoothed.")},
    FactMeaning{"rttvar"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "How far round trip times lie apart.")},
    FactMeaning{"snd_ssthresh"_L1,
        QT_TRANSLATE_NOOP("ui::TcpFact", "Below this congestion window it grows fast (slow start).")},
    FactMeaning{
        "snd_cwnd"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Congestion window: how much may be under way at once.")},
    FactMeaning{"advmss"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Largest segment that the peer was told of.")},
    FactMeaning{
        "reordering"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "So far out of order, and it is not yet taken to be lost.")},
    FactMeaning{"rcv_rtt"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Round trip time as the receiving side estimates it.")},
    FactMeaning{"rcv_space"_L1,
        QT_TRANSLATE_NOOP("ui::TcpFact", "What is read in a round trip; the receive buffer is tuned by it.")},
    FactMeaning{"total_retrans"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Sent again, since the connection was made.")},
    FactMeaning{"pacing_rate"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "How fast segments are let out.")},
    FactMeaning{"max_pacing_rate"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "The most of it (SO_MAX_PACING_RATE).")},
    FactMeaning{"bytes_acked"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Sent and acknowledged.")},
    FactMeaning{"bytes_received"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Arrived, and acknowledged to the peer.")},
    FactMeaning{
        "segs_out"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Sent, those without data and those sent again included.")},
    FactMeaning{"segs_in"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Arrived, those without data included.")},
    FactMeaning{"notsent_bytes"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Written here, and not sent yet.")},
    FactMeaning{"min_rtt"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Shortest round trip time of late.")},
    FactMeaning{"data_segs_in"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Arrived with data.")},
    FactMeaning{"data_segs_out"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Sent with data.")},
    FactMeaning{"delivery_rate"_L1,
        QT_TRANSLATE_NOOP("ui::TcpFact", "How fast bytes reached the peer when it was last measured.")},
    FactMeaning{"busy_time"_L1,
        QT_TRANSLATE_NOOP("ui::TcpFact", "Time in which there was something to send or to be acknowledged.")},
    FactMeaning{"rwnd_limited"_L1,
        QT_TRANSLATE_NOOP("ui::TcpFact", "Time of it in which the peer's window was full: the peer reads too slowly.")},
    FactMeaning{
        "sndbuf_limited"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Time of it in which the send buffer was too small.")},
    FactMeaning{
        "delivered"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Reached the peer, those that arrived twice included.")},
    FactMeaning{"delivered_ce"_L1,
        QT_TRANSLATE_NOOP("ui::TcpFact", "Of them, those that the network marked as congested (ECN).")},
    FactMeaning{"bytes_sent"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Sent, what was sent again included.")},
    FactMeaning{"bytes_retrans"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Sent again.")},
    FactMeaning{"dsack_dups"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Arrived twice at the peer, as it says.")},
    FactMeaning{"reord_seen"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "How often segments were seen to overtake others.")},
    FactMeaning{"rcv_ooopack"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Arrived out of order.")},
    FactMeaning{"snd_wnd"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "The peer's window: how much it takes now.")},
    FactMeaning{"rcv_wnd"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "The window that the peer was told of.")},
    FactMeaning{"rehash"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "How often another path was tried, after timeouts.")},
    FactMeaning{
        "total_rto"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Retransmission timeouts, since the connection was made.")},
    FactMeaning{"total_rto_recoveries"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "How often it recovered from such.")},
    FactMeaning{"total_rto_time"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Time spent in such.")},
    FactMeaning{"received_ce"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Arrived here marked as congested (ECN).")},
    FactMeaning{
        "delivered_e1_bytes"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Reached the peer with the ECN mark ECT(1).")},
    FactMeaning{
        "delivered_e0_bytes"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Reached the peer with the ECN mark ECT(0).")},
    FactMeaning{
        "delivered_ce_bytes"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Reached the peer marked as congested (ECN).")},
    FactMeaning{"received_e1_bytes"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Arrived with the ECN mark ECT(1).")},
    FactMeaning{"received_e0_bytes"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Arrived with the ECN mark ECT(0).")},
    FactMeaning{"received_ce_bytes"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Arrived marked as congested (ECN).")},
    FactMeaning{
        "accecn_fail_mode"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "What of accurate ECN does not work on this path.")},
    FactMeaning{"accecn_opt_seen"_L1, QT_TRANSLATE_NOOP("ui::TcpFact", "Whether the option of accurate ECN was seen.")},
};

} // namespace

QString tcpFactMeaning(const QString& name)
{
    const auto* found = std::ranges::find_if(
        FactMeanings, [&name](const FactMeaning& each) { return name == "tcpi_"_L1 + each.name; });
    return found == FactMeanings.end() ? QString() : TcpFactWords::tr(found->meaning);
}

} // namespace ui
