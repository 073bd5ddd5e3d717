// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/option.h"
#include "net/optionsip.h"
#include "net/optionsipv6.h"
#include "net/optionssocket.h"
#include "net/optionstcp.h"
#include "net/optionsudp.h"

namespace net {

namespace {

template <std::size_t... Sizes> consteval auto joined(const std::array<OptionInfo, Sizes>&... parts)
{
    std::array<OptionInfo, (Sizes + ...)> all{};
    auto end = all.begin();
    ((end = std::copy(parts.begin(), parts.end(), end)), ...);
    return all;
}

constexpr auto Table = joined(SocketOptions, IpOptions, Ipv6Options, TcpOptions, UdpOptions);

consteval bool isUnique()
{
    for (auto each = Table.begin(); each != Table.end(); ++each) {
        const bool again = std::any_of(each + 1, Table.end(), [each](const OptionInfo& other) {
            return other.cName == each->cName || (other.level == each->level && other.name == each->name);
        });
        if (again)
            return false;
    }
    return true;
}

constexpr bool needsChoices(const OptionInfo& info)
{
    return info.type == OptionType::Choice || info.type == OptionType::Bits || info.type == OptionType::SocketInfo;
}

constexpr bool isSound(const OptionInfo& info)
{
    const bool hasProtocol = (info.scope & ScopeAll) != 0;
    const bool isFlagRange = info.minimum == 0 && info.maximum == 1;
    return hasProtocol && info.minimum <= info.maximum && info.name != 0
        && (info.type != OptionType::Flag || isFlagRange) && (!needsChoices(info) || !info.choices.empty())
        && (info.readable || info.isWritable());
}

static_assert(isUnique(), "an option is in the table once, under one name");
static_assert(std::all_of(Table.begin(), Table.end(), isSound));

} // namespace

std::span<const OptionInfo> optionTable()
{
    return Table;
}

const OptionInfo* findOption(int level, int name)
{
    const auto* found = std::find_if(Table.begin(), Table.end(),
        [level, name](const OptionInfo& each) { return each.level == level && each.name == name; });
    return found == Table.end() ? nullptr : found;
}

const OptionInfo* findOption(std::string_view cName)
{
    const auto* found
        = std::find_if(Table.begin(), Table.end(), [cName](const OptionInfo& each) { return each.cName == cName; });
    return found == Table.end() ? nullptr : found;
}

bool appliesTo(const OptionInfo& option, Protocol protocol, int family)
{
    if (isUnix(protocol))
        return (option.scope & ScopeUnix) != 0;
    if ((option.scope & (protocol == Protocol::Tcp ? ScopeTcp : ScopeUdp)) == 0)
        return false;
    if ((option.scope & (ScopeV4 | ScopeV6)) == 0)
        return true;
    return (option.scope & (family == AF_INET6 ? ScopeV6 : ScopeV4)) != 0;
}

} // namespace net
