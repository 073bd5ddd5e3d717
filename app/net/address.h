// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace net {

/// A socket address as the kernel takes and gives it: IPv4, IPv6 with scope, Unix path, abstract or unnamed. A value;
/// it never resolves names, so that nothing here can wait. Default-constructed it is empty (AF_UNSPEC).
class Address final
{
public:
    Address() = default;

    /// An IPv4 host without a port, as socket options and control messages name it.
    [[nodiscard]] static Address fromHost(const in_addr& host);
    /// A numeric IPv4 or IPv6 address, "127.0.0.1", "::1", "fe80::1%lo" (brackets are taken too). Only the dotted quad
    /// is an IPv4 address here: "127.1" and "0x7f.1", which inet_aton(3) accepts, are names to be resolved.
    /// Errors: EINVAL when it is not numeric, ENODEV when the scope names no interface.
    [[nodiscard]] static base::Result<Address> fromIp(std::string_view text, std::uint16_t port);

    /// A path of 1 to 107 bytes - unix(7). Errors: ENAMETOOLONG, EINVAL for an empty path or one with a NUL, which the
    /// kernel would cut silently.
    [[nodiscard]] static base::Result<Address> fromPath(std::string_view path);

    /// A name in the abstract namespace, without its leading NUL, at most 107 bytes; NULs inside are legal - unix(7).
    [[nodiscard]] static base::Result<Address> fromAbstract(std::string_view name);

    /// Of a Unix socket as a person writes it: a path, or '@' and a name in the abstract namespace. Errors: as above.
    [[nodiscard]] static base::Result<Address> fromUnixName(std::string_view text);

    /// As the kernel wrote it, for example from accept4(2). `length` beyond sockaddr_storage is cut.
    [[nodiscard]] static Address fromSockaddr(const sockaddr* address, socklen_t length);

    /// The wildcard of a family: 0.0.0.0 for AF_INET, :: for AF_INET6.
    [[nodiscard]] static Address anyOf(int family, std::uint16_t port);

    [[nodiscard]] const sockaddr* data() const { return reinterpret_cast<const sockaddr*>(&m_storage); }
    [[nodiscard]] socklen_t size() const { return m_size; }
    /// The bytes of the sockaddr, for storing.
    [[nodiscard]] std::span<const std::byte> bytes() const;

    [[nodiscard]] int family() const { return m_size == 0 ? AF_UNSPEC : m_storage.ss_family; }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    [[nodiscard]] bool isIp() const { return family() == AF_INET || family() == AF_INET6; }
    /// In host byte order; 0 for addresses without ports.
    [[nodiscard]] std::uint16_t port() const;
    /// "127.0.0.1", "fe80::1%lo", "/run/x", "@name", "" for an unnamed Unix socket. A Unix path's bytes are as they
    /// are: it need not be UTF-8, and may hold anything.
    [[nodiscard]] std::string host() const;
    /// Host and port as a person writes it: "127.0.0.1:80", "[::1]:80", "/run/x", "@name", "(unnamed)".
    [[nodiscard]] std::string toString() const;
    /// The path of a Unix socket that has one in the file system, else empty.
    [[nodiscard]] std::string path() const;

    /// A Unix address's bytes: a path without its NUL, or a NUL and an abstract name. Valid as long as the address.
    [[nodiscard]] std::span<const std::byte> unixBytes() const;

    /// 127.0.0.0/8, ::1, ::ffff:127.0.0.0/104 and every Unix address.
    [[nodiscard]] bool isLoopback() const;
    /// 0.0.0.0, ::, ::ffff:0.0.0.0: reachable on every interface when listened on.
    [[nodiscard]] bool isWildcard() const;
    /// 224.0.0.0/4 and ff00::/8.
    [[nodiscard]] bool isMulticast() const;
    [[nodiscard]] Address withPort(std::uint16_t port) const;

    friend bool operator==(const Address& a, const Address& b);

private:
    sockaddr_storage m_storage{};
    socklen_t m_size = 0;
};

/// The interface index of a scope, "lo" or "2". Errors: ENODEV.
[[nodiscard]] base::Result<std::uint32_t> scopeIndex(std::string_view scope);

/// The reverse: "lo", or the number where no interface has it (any more).
[[nodiscard]] std::string interfaceName(std::uint32_t index);

/// A port in ASCII digits, 0 to 65535, nothing before or after. The resolver would take "65536" for port 0.
/// Errors: EINVAL for what is no number, ERANGE over 65535.
[[nodiscard]] base::Result<std::uint16_t> parsePort(std::string_view text);

} // namespace net
