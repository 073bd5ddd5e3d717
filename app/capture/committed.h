// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

namespace capture {

/// How much of a capture may be read: everything below these counts is on file and never changes again.
struct Extent
{
    std::uint64_t records = 0;
    std::uint64_t payloadBytes = 0;
    std::uint64_t detailBytes = 0;
    /// How many deliveries there are; none where bytes are in the order of the records.
    std::optional<std::uint32_t> deliveries = std::nullopt;

    friend bool operator==(const Extent&, const Extent&) = default;
};

/// Where a capture begins when retention has let its oldest part go. Numbers and places stay what they were.
struct FirstKept
{
    std::uint64_t record = 0; ///< records below it are gone
    std::uint64_t payload = 0; ///< so is payload below this place

    friend bool operator==(const FirstKept&, const FirstKept&) = default;
};

/// The writer's promise to all readers in this process. The writer stores `records` last, with release order; a reader
/// that loads it with acquire order may read every record below it, its payload and its detail.
class Committed final
{
public:
    /// Thread: the writer's.
    void publish(std::uint64_t records) { m_records.store(records, std::memory_order_release); }
    /// Records below `first` are about to go. Thread: the writer's.
    void letGo(std::uint64_t first) { m_first.store(first, std::memory_order_release); }
    /// Thread: any.
    [[nodiscard]] std::uint64_t first() const { return m_first.load(std::memory_order_acquire); }
    /// Thread: any.
    [[nodiscard]] std::uint64_t records() const { return m_records.load(std::memory_order_acquire); }

private:
    std::atomic<std::uint64_t> m_records{0};
    std::atomic<std::uint64_t> m_first{0};
};

} // namespace capture
