// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "message/framer.h"
#include "message/presets.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace message {

/// A preset that what was received may be framed by.
struct Fitting
{
    const Preset* preset = nullptr; ///< one of presets()
    std::uint64_t messages = 0; ///< complete ones
    bool isToTheEnd = false; ///< else one more has begun
};

/// Tries all presets on the beginning of a stream. Thread: one at a time.
class Guess final
{
public:
    Guess();

    /// The next bytes of the stream.
    void feed(std::span<const std::byte> bytes);

    /// Those by which all that was fed makes complete messages, in the order of presets(): the most likely one first.
    /// Where there are none, those by which it makes some, and one more has begun. Streams of empty messages alone fit
    /// too much to say anything.
    [[nodiscard]] std::vector<Fitting> fitting() const;

private:
    struct Candidate
    {
        const Preset* preset;
        Framer framer;
        std::uint64_t messages = 0;
        bool isFilled = false; // one of them is more than its framing
    };
    [[nodiscard]] static bool take(Candidate& candidate, std::span<const Mark> marks);

    std::vector<Candidate> m_candidates; // those that fit so far
    std::vector<Mark> m_marks; // of one feed
};

} // namespace message
