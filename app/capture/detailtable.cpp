// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/detailtable.h"

#include <array>
#include <cstring>
#include <limits>

namespace capture {

namespace {

/// Bounds of what is remembered, so that a flood from changing addresses costs file space and not memory.
constexpr std::size_t MaxKnown = 65'536;
constexpr std::size_t MaxKnownBytes = 256;

} // namespace

std::optional<base::DetailId> DetailTable::intern(std::span<const std::byte> encoded)
{
    const std::string_view key(reinterpret_cast<const char*>(encoded.data()), encoded.size());
    const bool canKnow = encoded.size() <= MaxKnownBytes;
    if (canKnow) {
        if (const auto found = m_known.find(key); found != m_known.end())
            return found->second;
    }
    const std::uint64_t number = size() / DetailAlignment + 1;
    if (number > std::numeric_limits<std::uint32_t>::max())
        return std::nullopt;
    const base::DetailId id{static_cast<std::uint32_t>(number)};

    const auto length = static_cast<std::uint32_t>(encoded.size());
    std::array<std::byte, DetailLengthBytes> lengthBytes{};
    std::memcpy(lengthBytes.data(), &length, lengthBytes.size());
    m_staged.insert(m_staged.end(), lengthBytes.begin(), lengthBytes.end());
    m_staged.insert(m_staged.end(), encoded.begin(), encoded.end());
    m_staged.resize((m_staged.size() + DetailAlignment - 1) / DetailAlignment * DetailAlignment);
    if (canKnow) {
        if (m_known.size() >= MaxKnown)
            m_known.clear();
        m_known.emplace(key, id);
    }
    return id;
}

void DetailTable::commit()
{
    m_offset += m_staged.size();
    m_staged.clear();
}

void DetailTable::discard()
{
    m_staged.clear();
    m_known.clear();
    ++m_epoch;
}

} // namespace capture
