// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/valuerule.h"

namespace session {

namespace {

ValueKind kindOf(net::OptionType type)
{
    switch (type) {
    case net::OptionType::Flag: return ValueKind::OnOff;
    case net::OptionType::Int:
    case net::OptionType::Wide: return ValueKind::Number;
    case net::OptionType::Choice: return ValueKind::OneOf;
    case net::OptionType::Bits: return ValueKind::AnyOf;
    case net::OptionType::Linger: return ValueKind::Linger;
    case net::OptionType::Time: return ValueKind::Seconds;
    case net::OptionType::Ip4: return ValueKind::Ip4;
    case net::OptionType::Text: return ValueKind::Unknown;
    case net::OptionType::Credentials:
    case net::OptionType::Errno:
    case net::OptionType::SocketInfo:
    case net::OptionType::Memory:
    case net::OptionType::TcpInfo: break;
    }
    return ValueKind::ReadOnly;
}

} // namespace

ValueRule ruleOf(const net::OptionInfo& option)
{
    ValueRule rule{option.isWritable() ? kindOf(option.type) : ValueKind::ReadOnly, option.minimum, option.maximum};
    for (const net::NamedValue& choice : option.choices)
        rule.names.append(QString::fromLatin1(choice.name.data(), qsizetype(choice.name.size())));
    return rule;
}

} // namespace session
