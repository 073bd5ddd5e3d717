// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "message/guess.h"

#include "base/overloaded.h"

#include <algorithm>

namespace message {

namespace {

/// Bytes of a message without a payload, by a preset.
std::uint64_t emptySizeOf(const Rule& rule)
{
    return std::visit(base::Overloaded{
                          [](const Delimiter& framing) {
                              return framing.end.size() + (framing.starts.empty() ? std::size_t{0} : std::size_t{1});
                          },
                          [](const LengthField& framing) { return std::size_t{framing.offset} + framing.width; },
                          [](const VarintPrefix& framing) { return std::size_t{framing.offset} + 1; },
                          [](Cobs) { return std::size_t{2}; },
                          [](const auto&) { return std::size_t{1}; },
                      },
        rule.framing);
}

} // namespace

Guess::Guess()
{
    for (const Preset& preset : presets())
        m_candidates.push_back({&preset, Framer(preset.rule)});
}

void Guess::feed(std::span<const std::byte> bytes)
{
    std::erase_if(m_candidates, [&](Candidate& candidate) {
        m_marks.clear();
        candidate.framer.feed(bytes, 0, m_marks);
        return !take(candidate, m_marks);
    });
}

/// False if it does not fit.
bool Guess::take(Candidate& candidate, std::span<const Mark> marks)
{
    const std::uint64_t emptySize = emptySizeOf(candidate.preset->rule);
    for (const Mark& mark : marks) {
        if (mark.fit != Fit::Complete)
            return false;
        candidate.isFilled = candidate.isFilled || mark.length > emptySize;
    }
    candidate.messages += marks.size();
    return candidate.framer.open().fit == Fit::Complete;
}

std::vector<Fitting> Guess::fitting() const
{
    std::vector<Fitting> found;
    for (const Candidate& candidate : m_candidates) {
        if (candidate.isFilled)
            found.push_back({candidate.preset, candidate.messages, candidate.framer.open().length == 0});
    }
    if (std::ranges::any_of(found, &Fitting::isToTheEnd))
        std::erase_if(found, [](const Fitting& one) { return !one.isToTheEnd; });
    return found;
}

} // namespace message
