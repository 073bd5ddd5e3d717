// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/recordaddress.h"

namespace capture {

const net::Address& localOf(const Record& record, const Detail& detail, const EndpointInfo& endpoint)
{
    const auto* own = std::get_if<AddressDetail>(&detail);
    // Of a bind that failed what was asked for is what matters: the socket has no address then, but 0.0.0.0:0.
    if (own && record.operation == Operation::Bind && record.outcome != Outcome::Value)
        return own->address;
    const bool isOwn = own && !own->local.isEmpty() && !reporterOf(record, detail);
    return isOwn ? own->local : endpoint.local;
}

const net::Address& peerOf(const Record& record, const Detail& detail, const EndpointInfo& endpoint)
{
    const auto* own = std::get_if<AddressDetail>(&detail);
    // The address that bind is given is the local one.
    const bool isPeer = own && !own->address.isEmpty() && record.operation != Operation::Bind;
    return isPeer ? own->address : endpoint.peer;
}

std::optional<net::Address> reporterOf(const Record& record, const Detail& detail)
{
    const auto* own = std::get_if<AddressDetail>(&detail);
    if (record.operation != Operation::SocketError || !own || own->local.isEmpty())
        return {};
    return own->local;
}

} // namespace capture
