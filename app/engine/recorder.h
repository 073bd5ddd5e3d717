// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/clock.h"
#include "base/ids.h"
#include "base/result.h"
#include "capture/record.h"
#include "capture/writer.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace engine {

/// A call that is being made: its record, and when it began.
struct Call
{
    capture::Record record;
    base::Monotonic::time_point start;
};

/// Times calls and makes their records. Owned by the I/O thread's Loop. Wall-clock time is the monotonic clock plus an
/// offset that is taken anew every 10 ms: one clock read a call less, and a clock that is set shows at once all the
/// same. Thread: I/O.
class Recorder final
{
public:
    explicit Recorder(capture::Writer& writer)
        : m_writer(writer)
    { }

    [[nodiscard]] capture::Writer& writer() { return m_writer; }

    /// Begins a call; make it at once.
    [[nodiscard]] Call begin(capture::Operation operation, base::EndpointId endpoint, std::size_t asked = 0);

    /// The same for a call that began elsewhere, at `start`.
    [[nodiscard]] Call beginAt(
        base::Monotonic::time_point start, capture::Operation operation, base::EndpointId endpoint, std::size_t asked);

    /// The name of an interface, asked for once a second at most while datagrams keep coming in by the same one.
    [[nodiscard]] const std::string& interfaceName(std::uint32_t index);

    /// Ends a call with what it returned, and gives the finished record.
    [[nodiscard]] static capture::Record end(Call call, const base::Result<std::size_t>& result);
    [[nodiscard]] static capture::Record end(Call call, const base::Result<void>& result);
    [[nodiscard]] static capture::Record end(Call call, std::int64_t value);
    [[nodiscard]] static capture::Record fail(Call call, const base::Error& error);

private:
    static constexpr std::chrono::milliseconds OffsetLasts{10};
    static constexpr std::chrono::seconds NameLasts{1};

    [[nodiscard]] std::int64_t wallClockOf(base::Monotonic::time_point moment);

    capture::Writer& m_writer;
    std::int64_t m_wallOffsetNs = 0;
    base::Monotonic::time_point m_offsetTaken; // the epoch of the clock: the first call takes it
    std::uint32_t m_interfaceIndex = 0;
    std::string m_interfaceName; // of m_interfaceIndex
    base::Monotonic::time_point m_nameTaken;
};

} // namespace engine
