// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "net/address.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Memberships of multicast groups as values, and the setsockopt(2) calls that join and leave: ip(7), ipv6(7).
namespace net {

struct Membership
{
    Address group; ///< without a port
    Address source; ///< whose datagrams alone are wanted (source-specific, RFC 4607); empty: everybody's
    std::uint32_t interfaceIndex = 0; ///< 0 leaves the choice to the kernel's routes

    friend bool operator==(const Membership&, const Membership&) = default;
};

/// What a person typed: a group's address, perhaps a source's, perhaps an interface's name or number; an IPv6 group may
/// also have its interface as its scope, "ff02::1%lo". Errors: EINVAL where group or source is no address, or the group
/// is no multicast address; EAFNOSUPPORT where the source is of the other family; ENODEV where there is no such
/// interface. The operation is the word for what was wrong: "group", "source" or "interface".
[[nodiscard]] base::Result<Membership> parseMembership(
    std::string_view group, std::string_view source, std::string_view interface);

/// One setsockopt(2).
struct MembershipOption
{
    int level = 0;
    int name = 0;
    std::vector<std::byte> value;
};
/// IP_ADD_MEMBERSHIP with ip_mreqn, IP_ADD_SOURCE_MEMBERSHIP, IPV6_ADD_MEMBERSHIP (IPV6_JOIN_GROUP) or
/// MCAST_JOIN_SOURCE_GROUP, or with `joins` false their opposites. Errors: EADDRNOTAVAIL where
/// IP_ADD_SOURCE_MEMBERSHIP, which takes an interface by its IPv4 address, is for one that has none.
[[nodiscard]] base::Result<MembershipOption> membershipOption(const Membership& membership, bool joins);

struct MembershipChange
{
    Membership membership;
    bool joins = true;
};
/// The reverse; nothing where it is another option, or the bytes are not what it takes.
[[nodiscard]] std::optional<MembershipChange> membershipChange(int level, int name, std::span<const std::byte> value);

/// "IP_ADD_MEMBERSHIP"; empty for all options but those of membershipOption(). Static text.
[[nodiscard]] std::string_view membershipOptionName(int level, int name);
/// "239.1.2.3", "239.1.2.3 on lo", "ff3e::1 from 2001:db8::1 on eth0".
[[nodiscard]] std::string toString(const Membership& membership);

} // namespace net
