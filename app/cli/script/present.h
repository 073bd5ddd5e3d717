// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/script/caller.h"
#include "cli/script/world.h"
#include "net/address.h"

#include <QJsonValue>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace cli::script {

/// {"text"} when all is printable ASCII, else {"hex"}; a stable format gives {"len", "sha256"} of what is long.
[[nodiscard]] QJsonValue bytesValue(std::span<const std::byte> bytes, const Format& format);
/// {"hex"}, whatever the bytes and the format.
[[nodiscard]] QJsonValue hexValue(std::span<const std::byte> bytes);
/// [host, port] or [host, port, flow, scope], a path, {"path_hex"}, {"abstract"}, "" for a Unix socket without a name,
/// null for no address. A stable format gives ports by name, and waits a little for a name that a call in the
/// background is about to give.
[[nodiscard]] QJsonValue addressValue(const net::Address& address, const World& world, Caller& caller);
/// The same with the port's number.
[[nodiscard]] QJsonValue plainAddressValue(const net::Address& address);
/// The ints that an option's value holds; 0 for those that the kernel did not give.
template <std::size_t Count> [[nodiscard]] std::array<int, Count> intsOf(std::span<const std::byte> bytes)
{
    std::array<int, Count> numbers{};
    const auto room = std::as_writable_bytes(std::span(numbers));
    std::ranges::copy(bytes.first(std::min(bytes.size(), room.size())), room.begin());
    return numbers;
}
/// The names of MSG_TRUNC, MSG_CTRUNC, MSG_OOB, MSG_EOR and MSG_ERRQUEUE that are set.
[[nodiscard]] QJsonValue messageFlagsValue(int flags);

} // namespace cli::script
