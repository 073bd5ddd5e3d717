// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// The part of Endpoint that sets options and reads all properties.
#include "engine/endpoint.h"

#include "net/option.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

#include <algorithm>
#include <cstring>

namespace engine {

using capture::Operation;

base::Result<void> Endpoint::applySetup(const Setup& setup, int family)
{
    const bool listensOnTcp
        = m_status.info.protocol == net::Protocol::Tcp && m_status.info.role == capture::Role::Listener;
    if (setup.reuseAddress && listensOnTcp) {
        if (auto set = applyIntOption(SOL_SOCKET, SO_REUSEADDR, 1); !set)
            return set;
    }
    if (setup.v6Only && family == AF_INET6) {
        if (auto set = applyIntOption(IPPROTO_IPV6, IPV6_V6ONLY, *setup.v6Only ? 1 : 0); !set)
            return set;
    }
    for (const OptionSetting& setting : setup.options) {
        if (auto set = applyOption(setting); !set)
            return set;
    }
    return {};
}

void Endpoint::logOption(const OptionSetting& setting, Call call, const base::Result<void>& result)
{
    const capture::Record record = Recorder::end(call, result);
    capture::OptionDetail detail{setting.level, setting.name, setting.value, {}};
    if (auto effective = net::getOption(fd(), setting.level, setting.name))
        detail.effective = std::move(*effective);
    log(record, detail);
    noteOption(setting, result);
}

void Endpoint::noteOption(const OptionSetting& setting, const base::Result<void>& result)
{
    std::erase_if(m_optionFailures, [&setting](const OptionFailure& failure) {
        return failure.level == setting.level && failure.name == setting.name;
    });
    if (!result) {
        m_optionFailures.push_back({setting.level, setting.name, result.error()});
        setError(result.error());
    }
    if (const auto change = net::membershipChange(setting.level, setting.name, setting.value); result && change)
        noteMembership(*change);
    if (result && setting.level == SOL_SOCKET && setting.name == SO_LINGER) {
        linger value{};
        std::memcpy(&value, setting.value.data(), std::min(sizeof(value), setting.value.size()));
        m_lingers = value.l_onoff != 0 && value.l_linger > 0;
    }
}

void Endpoint::noteMembership(const net::MembershipChange& change)
{
    std::vector<net::Membership>& memberships = m_status.memberships;
    if (change.joins) {
        memberships.push_back(change.membership);
    } else {
        auto left = std::ranges::find(memberships, change.membership);
        // Where the kernel chose the interface, it leaves what was joined on any.
        if (left == memberships.end())
            left = std::ranges::find_if(memberships, [&change](const net::Membership& each) {
                return each.group == change.membership.group && each.source == change.membership.source;
            });
        if (left != memberships.end())
            memberships.erase(left);
    }
    publish(EndpointHost::Urgency::AtOnce);
}

base::Result<void> Endpoint::applyOption(const OptionSetting& setting)
{
    const Call call = recorder().begin(Operation::SetSockOpt, id());
    auto result = net::setOption(fd(), setting.level, setting.name, setting.value);
    logOption(setting, call, result);
    return result;
}

base::Result<void> Endpoint::applyIntOption(int level, int name, int value)
{
    OptionSetting setting{level, name, std::vector<std::byte>(sizeof(value))};
    std::memcpy(setting.value.data(), &value, sizeof(value));
    return applyOption(setting);
}

void Endpoint::setOption(const OptionSetting& setting)
{
    (void)applyOption(setting);
}

void Endpoint::changeMembership(const ChangeMembership& command)
{
    const auto option = net::membershipOption(command.membership, command.joins);
    if (!option) {
        const Call call = recorder().begin(Operation::SetSockOpt, id());
        log(Recorder::fail(call, option.error()), capture::TextDetail{net::toString(command.membership)});
        setError(option.error());
        return;
    }
    setOption({option->level, option->name, option->value});
}

Properties Endpoint::properties() const
{
    Properties result;
    result.status = m_status;
    result.failures = m_optionFailures;
    if (!m_fd)
        return result;
    if (m_socketFile) {
        if (const auto mode = net::modeOf(m_status.info.local.path()))
            result.fileMode = *mode;
    }
    result.nonBlockingFlag = net::isNonBlocking(m_fd.get()).value_or(false);
    result.receiveQueue = net::receiveQueue(m_fd.get()).value_or(-1);
    result.sendQueue = net::sendQueue(m_fd.get()).value_or(-1);
    const int family = net::getIntOption(m_fd.get(), SOL_SOCKET, SO_DOMAIN).value_or(AF_UNSPEC);
    for (const net::OptionInfo& option : net::optionTable()) {
        const bool takes = option.type == net::OptionType::Errno;
        if (takes || !option.readable || !net::appliesTo(option, m_status.info.protocol, family))
            continue;
        OptionReading reading{option.level, option.name, {}, {}};
        if (auto value = net::getOption(m_fd.get(), option.level, option.name))
            reading.value = std::move(*value);
        else
            reading.error = value.error();
        result.options.push_back(std::move(reading));
    }
    return result;
}

TcpReading Endpoint::tcpReading() const
{
    TcpReading result;
    result.timeNs = base::wallClockNs();
    if (!m_fd)
        return result;
    result.receiveQueue = net::receiveQueue(m_fd.get()).value_or(-1);
    result.sendQueue = net::sendQueue(m_fd.get()).value_or(-1);
    result.info = net::getOption(m_fd.get(), IPPROTO_TCP, TCP_INFO).value_or(std::vector<std::byte>());
    return result;
}

} // namespace engine
