// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/tcpinfo.h"

// The kernel's header, not <netinet/tcp.h>: that one has a shorter struct tcp_info, and the two cannot be mixed.
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <bit>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <span>
#include <string>

namespace net {

namespace {

/// One member of struct tcp_info. They follow each other without gaps, so a member's place is the sum of the widths
/// before it. That also reaches members that are newer than the header.
struct Member
{
    std::string_view name;
    std::string_view unit;
    std::size_t width;
};

/// Members of one byte that hold two or more bit fields, which are taken apart by hand.
constexpr std::string_view WindowScales = "tcpi_wscales";
constexpr std::string_view DeliveryBits = "tcpi_delivery_bits";

constexpr std::array Members{
    Member{"tcpi_state", "", 1},
    Member{"tcpi_ca_state", "", 1},
    Member{"tcpi_retransmits", "segments", 1},
    Member{"tcpi_probes", "segments", 1},
    Member{"tcpi_backoff", "", 1},
    Member{"tcpi_options", "", 1},
    Member{WindowScales, "", 1},
    Member{DeliveryBits, "", 1},
    Member{"tcpi_rto", "us", 4},
    Member{"tcpi_ato", "us", 4},
    Member{"tcpi_snd_mss", "bytes", 4},
    Member{"tcpi_rcv_mss", "bytes", 4},
    Member{"tcpi_unacked", "segments", 4},
    Member{"tcpi_sacked", "segments", 4},
    Member{"tcpi_lost", "segments", 4},
    Member{"tcpi_retrans", "segments", 4},
    Member{"tcpi_fackets", "segments", 4},
    Member{"tcpi_last_data_sent", "ms", 4},
    Member{"tcpi_last_ack_sent", "ms", 4},
    Member{"tcpi_last_data_recv", "ms", 4},
    Member{"tcpi_last_ack_recv", "ms", 4},
    Member{"tcpi_pmtu", "bytes", 4},
    Member{"tcpi_rcv_ssthresh", "bytes", 4},
    Member{"tcpi_rtt", "us", 4},
    Member{"tcpi_rttvar", "us", 4},
    Member{"tcpi_snd_ssthresh", "segments", 4},
    Member{"tcpi_snd_cwnd", "segments", 4},
    Member{"tcpi_advmss", "bytes", 4},
    Member{"tcpi_reordering", "segments", 4},
    Member{"tcpi_rcv_rtt", "us", 4},
    Member{"tcpi_rcv_space", "bytes", 4},
    Member{"tcpi_total_retrans", "segments", 4},
    Member{"tcpi_pacing_rate", "bytes/s", 8},
    Member{"tcpi_max_pacing_rate", "bytes/s", 8},
    Member{"tcpi_bytes_acked", "bytes", 8},
    Member{"tcpi_bytes_received", "bytes", 8},
    Member{"tcpi_segs_out", "segments", 4},
    Member{"tcpi_segs_in", "segments", 4},
    Member{"tcpi_notsent_bytes", "bytes", 4},
    Member{"tcpi_min_rtt", "us", 4},
    Member{"tcpi_data_segs_in", "segments", 4},
    Member{"tcpi_data_segs_out", "segments", 4},
    Member{"tcpi_delivery_rate", "bytes/s", 8},
    Member{"tcpi_busy_time", "us", 8},
    Member{"tcpi_rwnd_limited", "us", 8},
    Member{"tcpi_sndbuf_limited", "us", 8},
    Member{"tcpi_delivered", "segments", 4},
    Member{"tcpi_delivered_ce", "segments", 4},
    Member{"tcpi_bytes_sent", "bytes", 8},
    Member{"tcpi_bytes_retrans", "bytes", 8},
    Member{"tcpi_dsack_dups", "segments", 4},
    Member{"tcpi_reord_seen", "", 4},
    Member{"tcpi_rcv_ooopack", "segments", 4},
    Member{"tcpi_snd_wnd", "bytes", 4},
    Member{"tcpi_rcv_wnd", "bytes", 4},
    Member{"tcpi_rehash", "", 4},
    Member{"tcpi_total_rto", "", 2},
    Member{"tcpi_total_rto_recoveries", "", 2},
    Member{"tcpi_total_rto_time", "ms", 4},
    Member{"tcpi_received_ce", "segments", 4},
    Member{"tcpi_delivered_e1_bytes", "bytes", 4},
    Member{"tcpi_delivered_e0_bytes", "bytes", 4},
    Member{"tcpi_delivered_ce_bytes", "bytes", 4},
    Member{"tcpi_received_e1_bytes", "bytes", 4},
    Member{"tcpi_received_e0_bytes", "bytes", 4},
    Member{"tcpi_received_ce_bytes", "bytes", 4},
    Member{"tcpi_accecn_fail_mode", "", 2},
    Member{"tcpi_accecn_opt_seen", "", 2},
};

consteval std::size_t offsetOf(std::string_view name)
{
    std::size_t offset = 0;
    for (const Member& member : Members) {
        if (member.name == name)
            return offset;
        offset += member.width;
    }
    return offset;
}

// The header's members are where the sum says.
static_assert(offsetOf("tcpi_rto") == offsetof(tcp_info, tcpi_rto));
static_assert(offsetOf("tcpi_total_retrans") == offsetof(tcp_info, tcpi_total_retrans));
static_assert(offsetOf("tcpi_pacing_rate") == offsetof(tcp_info, tcpi_pacing_rate));
static_assert(offsetOf("tcpi_min_rtt") == offsetof(tcp_info, tcpi_min_rtt));
static_assert(offsetOf("tcpi_busy_time") == offsetof(tcp_info, tcpi_busy_time));
static_assert(offsetOf("tcpi_bytes_sent") == offsetof(tcp_info, tcpi_bytes_sent));
static_assert(offsetOf("tcpi_snd_wnd") == offsetof(tcp_info, tcpi_snd_wnd));

/// struct tcp_info as Linux 6.18 has it.
constexpr std::size_t WholeSize = 280;
static_assert(offsetOf("") == WholeSize);

using Info = std::array<std::byte, WholeSize>;

/// The ABI's order of bit fields is the machine's byte order on Linux: the first field is low on little-endian
/// machines.
constexpr unsigned firstBits(unsigned byte, unsigned width)
{
    return std::endian::native == std::endian::little ? byte & ((1U << width) - 1) : byte >> (8 - width);
}
constexpr unsigned secondBits(unsigned byte, unsigned skipped, unsigned width)
{
    const unsigned shift = std::endian::native == std::endian::little ? skipped : 8 - skipped - width;
    return (byte >> shift) & ((1U << width) - 1);
}

std::uint64_t valueAt(std::span<const std::byte> info, std::size_t offset, std::size_t width)
{
    std::uint8_t one = 0;
    std::uint16_t two = 0;
    std::uint32_t four = 0;
    std::uint64_t eight = 0;
    switch (width) {
    case sizeof(one): return std::memcpy(&one, &info[offset], sizeof(one)), one;
    case sizeof(two): return std::memcpy(&two, &info[offset], sizeof(two)), two;
    case sizeof(four): return std::memcpy(&four, &info[offset], sizeof(four)), four;
    default: return std::memcpy(&eight, &info[offset], sizeof(eight)), eight;
    }
}

/// enum tcp_ca_state of <linux/tcp.h>, as ss(8) shows it.
std::string_view congestionStateName(std::uint64_t state)
{
    static constexpr std::array<std::string_view, 5> Names{"Open", "Disorder", "CWR", "Recovery", "Loss"};
    return state < Names.size() ? Names[state] : std::string_view();
}

/// enum tcp_fastopen_client_fail of <linux/tcp.h>.
std::string_view fastOpenFailName(unsigned reason)
{
    static constexpr std::array<std::string_view, 4> Names{
        "TFO_STATUS_UNSPEC", "TFO_COOKIE_UNAVAILABLE", "TFO_DATA_NOT_ACKED", "TFO_SYN_RETRANSMITTED"};
    return reason < Names.size() ? Names[reason] : std::string_view();
}

/// The names of TCPI_OPT_*, joined by '|'. One string for each of the 256 values, since TcpFact's text is static.
std::string_view optionNames(std::uint64_t options)
{
    static constexpr std::array<std::string_view, 8> Names{
        "timestamps", "sack", "wscale", "ecn", "ecn_seen", "syn_data", "usec_ts", "tfo_child"};
    static const auto Texts = [] {
        std::array<std::string, 256> texts;
        for (std::size_t value = 0; value < texts.size(); ++value) {
            for (std::size_t bit = 0; bit < Names.size(); ++bit) {
                if ((value >> bit & 1U) == 0)
                    continue;
                texts[value] += texts[value].empty() ? "" : "|";
                texts[value] += Names[bit];
            }
        }
        return texts;
    }();
    return Texts[options & 0xff];
}

std::string_view textOf(std::string_view name, std::uint64_t value)
{
    constexpr std::uint64_t InfiniteThreshold = 0x7fffffff; // TCP_INFINITE_SSTHRESH: no loss so far
    if (name == "tcpi_state")
        return tcpStateName(static_cast<int>(value));
    if (name == "tcpi_ca_state")
        return congestionStateName(value);
    if (name == "tcpi_options")
        return optionNames(value);
    if (name == "tcpi_snd_ssthresh" && value == InfiniteThreshold)
        return "infinite";
    if (name == "tcpi_max_pacing_rate" && value == ~std::uint64_t{0})
        return "unlimited";
    return {};
}

/// A listener's two members mean something else: how many connections wait for accept, and how many may - tcp(7).
std::string_view unitOf(const Member& member, bool isListener)
{
    if (isListener && (member.name == "tcpi_unacked" || member.name == "tcpi_sacked"))
        return "connections";
    return member.unit;
}

void appendFacts(std::vector<TcpFact>& facts, const Member& member, std::uint64_t value, bool isListener)
{
    const auto byte = static_cast<unsigned>(value);
    if (member.name == WindowScales) {
        facts.push_back({"tcpi_snd_wscale", "", firstBits(byte, 4), {}});
        facts.push_back({"tcpi_rcv_wscale", "", secondBits(byte, 4, 4), {}});
    } else if (member.name == DeliveryBits) {
        const unsigned fail = secondBits(byte, 1, 2);
        facts.push_back({"tcpi_delivery_rate_app_limited", "", firstBits(byte, 1), {}});
        facts.push_back({"tcpi_fastopen_client_fail", "", fail, fastOpenFailName(fail)});
    } else {
        facts.push_back({member.name, unitOf(member, isListener), value, textOf(member.name, value)});
    }
}

} // namespace

base::Result<std::vector<TcpFact>> tcpInfo(int fd)
{
    Info info{};
    auto size = static_cast<socklen_t>(info.size());
    if (::getsockopt(fd, IPPROTO_TCP, TCP_INFO, info.data(), &size) != 0)
        return base::lastFailure("getsockopt(TCP_INFO)");
    return tcpFacts(std::span(info).first(size));
}

std::vector<TcpFact> tcpFacts(std::span<const std::byte> info)
{
    const bool isListener = !info.empty() && tcpStateName(std::to_integer<int>(info.front())) == "LISTEN";
    std::vector<TcpFact> facts;
    facts.reserve(Members.size() + 2);
    std::size_t offset = 0;
    for (const Member& member : Members) {
        if (offset + member.width > info.size())
            break;
        appendFacts(facts, member, valueAt(info, offset, member.width), isListener);
        offset += member.width;
    }
    return facts;
}

std::string_view tcpStateName(int state)
{
    static constexpr std::array<std::string_view, 13> Names{"", "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1",
        "FIN_WAIT2", "TIME_WAIT", "CLOSE", "CLOSE_WAIT", "LAST_ACK", "LISTEN", "CLOSING", "NEW_SYN_RECV"};
    return state > 0 && static_cast<std::size_t>(state) < Names.size() ? Names[static_cast<std::size_t>(state)]
                                                                       : std::string_view();
}

} // namespace net
