// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/properties/optionlist.h"

#include "net/option.h"
#include "session/properties/propertytext.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

namespace session {

using namespace Qt::StringLiterals;

namespace {

PropertyGroup groupOf(const net::OptionInfo& option)
{
    if (option.levelName == "IPPROTO_IP")
        return PropertyGroup::Ip;
    if (option.levelName == "IPPROTO_IPV6")
        return PropertyGroup::Ipv6;
    if (option.levelName == "IPPROTO_TCP")
        return PropertyGroup::Tcp;
    if (option.levelName == "IPPROTO_UDP")
        return PropertyGroup::Udp;
    return PropertyGroup::Socket;
}

PropertyType typeOf(net::OptionType type)
{
    switch (type) {
    case net::OptionType::Flag: return PropertyType::Flag;
    case net::OptionType::Int:
    case net::OptionType::Wide: return PropertyType::Number;
    case net::OptionType::Choice: return PropertyType::Choice;
    case net::OptionType::Linger: return PropertyType::Linger;
    case net::OptionType::Time: return PropertyType::Seconds;
    case net::OptionType::Bits:
    case net::OptionType::Text:
    case net::OptionType::Ip4:
    case net::OptionType::Credentials:
    case net::OptionType::Errno:
    case net::OptionType::SocketInfo:
    case net::OptionType::Memory:
    case net::OptionType::TcpInfo: break;
    }
    return PropertyType::Text;
}

/// What people set most, in the order in which they are listed; each of the sockets that have it.
constexpr std::array<std::string_view, 13> CommonOptions{"TCP_NODELAY", "SO_KEEPALIVE", "SO_LINGER", "SO_BROADCAST",
    "SO_RCVBUF", "SO_SNDBUF", "SO_REUSEADDR", "IPV6_V6ONLY", "IP_TTL", "IPV6_UNICAST_HOPS", "IP_MULTICAST_TTL",
    "IPV6_MULTICAST_HOPS", "SO_PASSCRED"};

bool isCommon(const net::OptionInfo& option)
{
    return std::ranges::find(CommonOptions, option.cName) != CommonOptions.end();
}

const engine::OptionReading* readingOf(
    const std::vector<engine::OptionReading>& readings, const net::OptionInfo& option)
{
    const auto found = std::ranges::find_if(readings, [&option](const engine::OptionReading& each) {
        return each.level == option.level && each.name == option.name;
    });
    return found == readings.end() ? nullptr : &*found;
}

QString valueText(const net::OptionInfo& option, const engine::OptionReading& reading)
{
    const std::string text = net::formatOption(option, reading.value);
    return option.type == net::OptionType::Text ? inertText(text) : toText(text);
}

/// By the kernel's word where the socket is open, else by its addresses.
int familyOf(const engine::Properties& properties)
{
    const capture::EndpointInfo& info = properties.status.info;
    if (optionText(properties, SO_DOMAIN) == "AF_INET6"_L1 || info.local.family() == AF_INET6
        || info.peer.family() == AF_INET6)
        return AF_INET6;
    return net::isUnix(info.protocol) ? AF_UNIX : AF_INET;
}

/// Whether a value that differs from a fresh socket's was asked for. TCP sets some by itself; the kernel says of the
/// buffers whether they were set, here or on the listener (SO_BUF_LOCK, Linux 5.15), and of the others nothing.
bool wasAsked(const net::OptionInfo& option, const engine::Properties& properties)
{
    if (!option.tuned || properties.status.info.protocol != net::Protocol::Tcp)
        return true;
    const net::OptionInfo* locks = net::findOption(SOL_SOCKET, SO_BUF_LOCK);
    const engine::OptionReading* reading = locks ? readingOf(properties.options, *locks) : nullptr;
    int set = 0;
    if (reading && reading->error.code == 0 && reading->value.size() == sizeof(set))
        std::memcpy(&set, reading->value.data(), sizeof(set));
    constexpr int SendLock = 1; // SOCK_SNDBUF_LOCK of <linux/socket.h>
    constexpr int ReceiveLock = 2;
    return (option.cName == "SO_SNDBUF" && (set & SendLock) != 0)
        || (option.cName == "SO_RCVBUF" && (set & ReceiveLock) != 0);
}

/// @param reading  null where the option can only be set.
/// @param fresh  null where it is not known.
Property optionProperty(const net::OptionInfo& option, const engine::OptionReading* reading,
    const engine::OptionReading* fresh, bool hasEnded)
{
    // ENOPROTOOPT and EOPNOTSUPP: this kernel or socket does not have it, so there is nothing to set either.
    const int error = reading ? reading->error.code : 0;
    const bool isAbsent = error == ENOPROTOOPT || error == EOPNOTSUPP;
    Property property{.group = isCommon(option) ? PropertyGroup::Common : groupOf(option),
        .key = PropertyKey::Option,
        .option = &option,
        .name = toText(option.cName),
        .type = typeOf(option.type),
        .minimum = option.minimum,
        .maximum = option.maximum,
        .unit = option.type == net::OptionType::Linger ? QString() : unitText(option.unit), // "5 s" has it already
        .isReadOnly = !option.isWritable() || isAbsent || hasEnded};
    if (property.type == PropertyType::Choice) {
        for (const net::NamedValue& choice : option.choices)
            property.choices.append(toText(choice.name));
    }
    if (!reading)
        return property;
    property.readError = reading->error;
    if (error != 0)
        return property;
    property.value = valueText(option, *reading);
    property.bytes = QByteArray(
        reinterpret_cast<const char*>(reading->value.data()), static_cast<qsizetype>(reading->value.size()));
    // What nobody can set is a fact of this socket, and differs from any other's.
    if (fresh && fresh->error.code == 0 && fresh->value != reading->value && option.isWritable())
        property.freshValue = valueText(option, *fresh);
    return property;
}

} // namespace

QString optionText(const engine::Properties& properties, int name)
{
    const net::OptionInfo* option = net::findOption(SOL_SOCKET, name);
    const engine::OptionReading* reading = option ? readingOf(properties.options, *option) : nullptr;
    return reading && reading->error.code == 0 ? valueText(*option, *reading) : QString();
}

std::vector<Property> listOptions(const engine::Properties& properties)
{
    std::vector<Property> list;
    if (properties.options.empty())
        return list;
    const int family = familyOf(properties);
    const auto add = [&](const net::OptionInfo& option) {
        const engine::OptionReading* reading = readingOf(properties.options, option);
        if (!reading && (option.readable || !net::appliesTo(option, properties.status.info.protocol, family)))
            return;
        const bool isComparable = properties.freshOptions && wasAsked(option, properties);
        const auto* fresh = isComparable ? readingOf(*properties.freshOptions, option) : nullptr;
        list.push_back(optionProperty(option, reading, fresh, engine::isEnded(properties.status.state)));
    };
    for (const std::string_view name : CommonOptions)
        add(*net::findOption(name));
    for (const net::OptionInfo& option : net::optionTable()) {
        if (option.type != net::OptionType::TcpInfo && !isCommon(option))
            add(option);
    }
    return list;
}

} // namespace session
