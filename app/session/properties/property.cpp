// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/properties/property.h"

namespace session {

using namespace Qt::StringLiterals;

bool isSame(const Property& a, const Property& b)
{
    return a.key == b.key && a.option == b.option && (a.key != PropertyKey::TcpFact || a.name == b.name);
}

QString groupName(PropertyGroup group)
{
    switch (group) {
    case PropertyGroup::Mode: return {};
    case PropertyGroup::Common: return u"Common"_s;
    case PropertyGroup::Facts: return u"Facts"_s;
    case PropertyGroup::Socket: return u"SOL_SOCKET"_s;
    case PropertyGroup::Ip: return u"IPPROTO_IP"_s;
    case PropertyGroup::Ipv6: return u"IPPROTO_IPV6"_s;
    case PropertyGroup::Tcp: return u"IPPROTO_TCP"_s;
    case PropertyGroup::Udp: return u"IPPROTO_UDP"_s;
    case PropertyGroup::TcpInfo: return u"TCP_INFO"_s;
    }
    return {};
}

} // namespace session
