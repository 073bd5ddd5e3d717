// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/socketoptions.h"

#include "net/option.h"

#include <netinet/in.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace engine {

using capture::Operation;

SocketOptions::SocketOptions(Journal& journal, const base::UniqueFd& fd)
    : m_journal(journal)
    , m_fd(fd)
{ }

base::Result<void> SocketOptions::set(const OptionSetting& setting)
{
    const Call call = m_journal.begin(Operation::SetSockOpt);
    auto result = net::setOption(m_fd.get(), setting.level, setting.name, setting.value);
    const capture::Record record = Recorder::end(call, result);
    capture::OptionDetail detail{setting.level, setting.name, setting.value, {}};
    if (auto effective = net::getOption(m_fd.get(), setting.level, setting.name))
        detail.effective = std::move(*effective);
    m_journal.write(record, detail);
    note(setting, result);
    return result;
}

base::Result<void> SocketOptions::set(int level, int name, int value)
{
    OptionSetting setting{level, name, std::vector<std::byte>(sizeof(value))};
    std::memcpy(setting.value.data(), &value, sizeof(value));
    return set(setting);
}

base::Result<void> SocketOptions::setAll(const Setup& setup, int family, Port port)
{
    // A port that is chosen again is not refused while an old connection of it is in TIME_WAIT - socket(7).
    const bool isTcp = m_journal.status().info.protocol == net::Protocol::Tcp;
    if (setup.reuseAddress && isTcp && port == Port::Chosen) {
        if (auto done = set(SOL_SOCKET, SO_REUSEADDR, 1); !done)
            return done;
    }
    if (setup.v6Only && family == AF_INET6) {
        if (auto done = set(IPPROTO_IPV6, IPV6_V6ONLY, *setup.v6Only ? 1 : 0); !done)
            return done;
    }
    if (setup.ttl) {
        const bool isV6 = family == AF_INET6;
        if (auto done = set(isV6 ? IPPROTO_IPV6 : IPPROTO_IP, isV6 ? IPV6_UNICAST_HOPS : IP_TTL, *setup.ttl); !done)
            return done;
    }
    for (const OptionSetting& setting : setup.options) {
        if (auto done = set(setting); !done)
            return done;
    }
    return {};
}

void SocketOptions::note(const OptionSetting& setting, const base::Result<void>& result)
{
    std::erase_if(m_failures, [&setting](const OptionFailure& failure) {
        return failure.level == setting.level && failure.name == setting.name;
    });
    if (!result) {
        m_failures.push_back({setting.level, setting.name, result.error()});
        m_journal.setError(result.error());
        return;
    }
    if (const auto change = net::membershipChange(setting.level, setting.name, setting.value))
        noteMembership(*change);
    if (setting.level == SOL_SOCKET && setting.name == SO_LINGER) {
        linger value{};
        std::memcpy(&value, setting.value.data(), std::min(sizeof(value), setting.value.size()));
        m_lingers = value.l_onoff != 0 && value.l_linger > 0;
    }
}

void SocketOptions::noteMembership(const net::MembershipChange& change)
{
    std::vector<net::Membership>& memberships = m_journal.edit().memberships;
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
    m_journal.publish(Urgency::AtOnce);
}

void SocketOptions::change(const ChangeMembership& command)
{
    const auto option = net::membershipOption(command.membership, command.joins);
    if (option) {
        (void)set({option->level, option->name, option->value});
        return;
    }
    m_journal.write(Recorder::fail(m_journal.begin(Operation::SetSockOpt), option.error()),
        capture::TextDetail{net::toString(command.membership)});
    m_journal.setError(option.error());
}

void SocketOptions::abortAtClose()
{
    const linger abort{1, 0};
    OptionSetting setting{SOL_SOCKET, SO_LINGER, std::vector<std::byte>(sizeof(abort))};
    std::memcpy(setting.value.data(), &abort, sizeof(abort));
    (void)set(setting);
}

} // namespace engine
