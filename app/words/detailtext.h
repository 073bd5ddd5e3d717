// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/detail.h"

#include <span>
#include <string>
#include <string_view>

/// The parts of a record's detail as text: for the files of this room. All of it is visible and inert UTF-8.
namespace words {

/// Empty for an empty address.
[[nodiscard]] std::string visibleAddress(const net::Address& address);
/// Adds a part behind a comma; an empty one not at all.
void appendPart(std::string& text, std::string_view part);
/// "from -> to", or the one that there is.
[[nodiscard]] std::string arrow(const std::string& from, const std::string& to);

/// "SO_RCVBUF"; empty for one that is in no table.
[[nodiscard]] std::string optionName(const capture::OptionDetail& detail);
/// One of the option's values, as net::formatOption gives it; empty for no bytes.
[[nodiscard]] std::string optionValue(const capture::OptionDetail& detail, std::span<const std::byte> value);
/// What setsockopt had from the kernel in place of what was asked for; empty where it took it as it was, or failed.
[[nodiscard]] std::string otherEffect(const capture::OptionDetail& detail, bool succeeded);

/// "blocking", "non-blocking", "timeout 2.5".
[[nodiscard]] std::string modeText(const net::ModeSetting& setting);
/// What Python's gettimeout() gives: "None", "0.0", "2.5".
[[nodiscard]] std::string timeoutText(const net::ModeSetting& setting);

/// How a datagram came in, where the socket was asked to tell: "to 127.0.0.1:50007, interface lo, TTL 64".
[[nodiscard]] std::string arrivalText(const capture::AddressDetail& detail);

} // namespace words
