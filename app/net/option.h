// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "net/names.h"
#include "net/protocol.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace net {

/// How the bytes of an option are to be read.
enum class OptionType : std::uint8_t
{
    Flag, ///< int, 0 or 1
    Int, ///< int in a range, and perhaps a named value beside it; unsigned where the maximum needs it
    Wide, ///< 64 bits, unsigned: SO_MAX_PACING_RATE, SO_COOKIE
    Choice, ///< int, one of named values (IP_MTU_DISCOVER)
    Bits, ///< int, named bits joined by '|' (IPV6_ADDR_PREFERENCES)
    Linger, ///< struct linger: on/off and seconds
    Time, ///< struct timeval, shown in seconds
    Text, ///< characters: an interface's or a congestion control's name
    Ip4, ///< struct in_addr: an interface's IPv4 address
    Credentials, ///< struct ucred: pid, uid, gid
    Errno, ///< int, an errno; reading it clears it
    SocketInfo, ///< int with a name in C: SO_TYPE, SO_DOMAIN, SO_PROTOCOL
    Memory, ///< the counters of SO_MEMINFO
    TcpInfo, ///< struct tcp_info, shown in a group of its own
};

/// The unit of a number, for the panel's suffix.
enum class OptionUnit : std::uint8_t
{
    None,
    Bytes,
    Seconds,
    Milliseconds,
    Microseconds,
    Hops,
    Segments,
    Count
};

/// Sets of sockets that an option applies to; a bit each.
enum class OptionScope : std::uint8_t
{
    Tcp = 1,
    Udp = 2,
    Unix = 4,
    V4 = 8,
    V6 = 16
};

/// When setsockopt takes effect. The panel says so before the user tries.
enum class OptionWhen : std::uint8_t
{
    Any,
    BeforeBind,
    BeforeListen,
    BeforeConnect,
    Connected,
    Never
};

/// The first kernel that knows an option; 0.0 for all since 5.10, the oldest that is still maintained.
struct OptionKernel
{
    std::uint8_t major = 0;
    std::uint8_t minor = 0;
};

/// One socket option: a row of the table, static for the whole run.
struct OptionInfo
{
    int level = 0; ///< SOL_SOCKET, IPPROTO_TCP...
    int name = 0; ///< SO_KEEPALIVE...
    std::string_view levelName = {}; ///< "SOL_SOCKET"
    std::string_view cName = {}; ///< "SO_KEEPALIVE", as in C
    OptionType type = OptionType::Flag;
    OptionUnit unit = OptionUnit::None;
    std::int64_t minimum = 0; ///< smallest value that setsockopt takes, for numbers; least length of a Text
    std::int64_t maximum = 1;
    std::uint8_t scope = 0; ///< OptionScope bits: which protocol (Tcp, Udp, Unix); V4 or V6 narrow it to a family
    OptionWhen when = OptionWhen::Any;
    bool readable = true;
    bool privileged
        = false; ///< needs CAP_NET_ADMIN or CAP_NET_RAW for some or all values, perhaps on older kernels only
    bool tuned = false; ///< TCP sets it by itself as a connection goes on: a value that nobody asked for
    bool readNeedsPeer = false; ///< getsockopt gives ENOTCONN until the socket is connected
    OptionKernel since = {};
    /// Named values: of a Choice or SocketInfo, bits of Bits, or what an Int has outside its range ("default"). For a
    /// Wide, -1 stands for all ones.
    std::span<const NamedValue> choices = {};
    std::string_view manPage = {}; ///< "socket(7)", "tcp(7)", "ip(7)"; empty where no manual page has it
    const char* setOperation = ""; ///< "setsockopt(SO_KEEPALIVE)", for base::Error
    const char* getOperation = ""; ///< "getsockopt(SO_KEEPALIVE)"

    /// setsockopt can change it.
    [[nodiscard]] constexpr bool isWritable() const { return when != OptionWhen::Never; }
};

/// All options, grouped by level in the order in which a panel shows them.
[[nodiscard]] std::span<const OptionInfo> optionTable();
/// The row of an option; null when it is not in the table.
[[nodiscard]] const OptionInfo* findOption(int level, int name);
/// By its name in C, "SO_RCVBUF" or "TCP_NODELAY"; null when there is none.
[[nodiscard]] const OptionInfo* findOption(std::string_view cName);
/// Does the option make sense on such a socket?
[[nodiscard]] bool appliesTo(const OptionInfo& option, Protocol protocol, int family);

/// The bytes of an option as getsockopt(2) gives them. Errors: errno as getsockopt gives it; operation names the option
/// where the table has it. Reading SO_ERROR clears it.
[[nodiscard]] base::Result<std::vector<std::byte>> getOption(int fd, int level, int name);
/// setsockopt(2) with these bytes. Errors: errno as setsockopt gives it; operation as above.
[[nodiscard]] base::Result<void> setOption(int fd, int level, int name, std::span<const std::byte> value);
/// The same for options that are an int.
[[nodiscard]] base::Result<int> getIntOption(int fd, int level, int name);
[[nodiscard]] base::Result<void> setIntOption(int fd, int level, int name, int value);

/// Turns a person's text into the option's bytes: "1", "on", "off", "5 s" for linger, "2.5" for times, names of
/// choices, "64 KiB" or "0x40" for numbers. Case and white space around it do not matter. A linger of "0 s" resets on
/// close. Errors: EINVAL for text that is no value of the type, ERANGE outside minimum and maximum, ENOPROTOOPT for an
/// option that can only be read, as setsockopt would say; operation names the option.
[[nodiscard]] base::Result<std::vector<std::byte>> parseOption(const OptionInfo& option, std::string_view text);
/// The reverse: "1", "212992", "off" / "5 s" for linger, "2.5", "AF_INET", "cubic", "pid 12, uid 0, gid 0", without
/// units. Never fails: bytes that do not fit the type are given in hex.
[[nodiscard]] std::string formatOption(const OptionInfo& option, std::span<const std::byte> value);

} // namespace net
