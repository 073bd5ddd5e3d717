// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/detail.h"
#include "capture/record.h"
#include "net/address.h"

#include <optional>

namespace capture {

/// The addresses of one record: its own argument or answer where it has one, else those of its endpoint, as far as they
/// are known. `detail` is the record's. Valid as long as both. Thread: any.
[[nodiscard]] const net::Address& localOf(const Record& record, const Detail& detail, const EndpointInfo& endpoint);
[[nodiscard]] const net::Address& peerOf(const Record& record, const Detail& detail, const EndpointInfo& endpoint);
/// Who sent the ICMP error that a record tells of: a host or router, without a port - ip(7), IP_RECVERR. It is kept
/// where other records have their local address. Thread: any.
[[nodiscard]] std::optional<net::Address> reporterOf(const Record& record, const Detail& detail);

} // namespace capture
