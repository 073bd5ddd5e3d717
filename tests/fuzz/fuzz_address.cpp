// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/address.h"
#include "net/multicast.h"
#include "tests/fuzz/fuzz.h"

using net::Address;

namespace {

void tryIp(std::string_view text, std::uint16_t port)
{
    const auto address = Address::fromIp(text, port);
    if (!address)
        return;
    fuzz::require(text.find('\0') == std::string_view::npos, "no NUL gets through");
    fuzz::require(address->isIp() && address->port() == port, "an IP address is one, with its port");
    const auto again = Address::fromIp(address->host(), port);
    fuzz::require(again.has_value() && *again == *address, "an IP address reads back as it was written");
    fuzz::require(fuzz::isInertLine(address->toString()), "an IP address is inert");
    const Address other = address->withPort(static_cast<std::uint16_t>(port + 1));
    fuzz::require(other.host() == address->host() && !(other == *address), "the port alone changes");
}

void tryUnix(std::string_view text)
{
    if (const auto path = Address::fromPath(text)) {
        fuzz::require(path->path() == text && path->host() == text, "a path reads back as it was written");
        fuzz::require(text.size() <= 107, "a path over 107 bytes is refused");
    }
    if (const auto name = Address::fromAbstract(text)) {
        fuzz::require(name->path().empty() && name->host() == '@' + std::string(text), "a name reads back");
        fuzz::require(Address::fromSockaddr(name->data(), name->size()) == *name, "and as the kernel gives it");
    }
}

void tryPort(std::string_view text)
{
    const auto port = net::parsePort(text);
    if (!port)
        return;
    const std::size_t zeros = std::min(text.find_first_not_of('0'), text.size() - 1);
    fuzz::require(std::to_string(*port) == text.substr(zeros), "a port is the number that was written");
}

/// Never reads past what the kernel is said to have written.
void trySockaddr(std::string_view text)
{
    const std::vector<char> bytes(text.begin(), text.end());
    if (bytes.size() < sizeof(sa_family_t))
        return;
    const auto address
        = Address::fromSockaddr(reinterpret_cast<const sockaddr*>(bytes.data()), static_cast<socklen_t>(bytes.size()));
    fuzz::require(address.size() <= sizeof(sockaddr_storage), "an address is at most a sockaddr_storage");
    fuzz::require(Address::fromSockaddr(address.data(), address.size()) == address, "a sockaddr is kept as it is");
    (void)address.toString();
    (void)address.port();
    (void)(address.isLoopback() || address.isWildcard() || address.isMulticast());
}

void tryMembership(std::string_view group, std::string_view source, std::string_view interface)
{
    const auto membership = net::parseMembership(group, source, interface);
    if (!membership)
        return;
    fuzz::require(membership->group.isMulticast(), "a group is a multicast address");
    fuzz::require(fuzz::isInertLine(net::toString(*membership)), "a membership is inert");
    for (const bool joins : {false, true}) {
        const auto option = net::membershipOption(*membership, joins);
        if (!option)
            continue;
        const auto change = net::membershipChange(option->level, option->name, option->value);
        fuzz::require(change && change->joins == joins, "an option says whether it joins");
        // IP_ADD_SOURCE_MEMBERSHIP has an address of the interface, and not its number.
        fuzz::require(change->membership.group == membership->group && change->membership.source == membership->source,
            "an option is of the same group and source");
    }
}

} // namespace

/// Lines: an address, a port, and the three fields of a membership; what follows is a sockaddr.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::Input input(data, size);
    const std::string_view host = input.line();
    const std::string_view port = input.line();
    tryIp(host, static_cast<std::uint16_t>(host.size() * 257));
    tryUnix(host);
    tryPort(host);
    tryPort(port);
    const std::string_view group = input.line();
    const std::string_view source = input.line();
    const std::string_view interface = input.line();
    tryMembership(group, source, interface);
    tryMembership(host, {}, {});
    trySockaddr(input.text());
    (void)net::membershipChange(static_cast<int>(host.size() % 64), static_cast<int>(port.size() % 64), input.rest());
    return 0;
}
