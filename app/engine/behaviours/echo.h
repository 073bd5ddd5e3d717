// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/behaviours/behaviour.h"

namespace engine {

/// Sends back what comes.
class Echo final : public Behaviour
{
public:
    /// No more is read while this much waits to go back, so that a peer that never reads costs no memory.
    static constexpr std::size_t HighWaterBytes = 1024 * 1024;

    explicit Echo(Outlet& outlet)
        : m_outlet(outlet)
    { }

    void received(std::span<const std::byte> bytes, const net::Address& from) override { m_outlet.answer(bytes, from); }
    [[nodiscard]] bool takesMore() const override { return m_outlet.unsentBytes() < HighWaterBytes; }

private:
    Outlet& m_outlet;
};

} // namespace engine
