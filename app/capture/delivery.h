// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"

#include <cstdint>
#include <type_traits>

namespace capture {

/// An entry of a capture's order, as it is on disk (little-endian; 24 bytes). Calls hand bytes up in the order in which
/// they are recorded, and their captures have none. Packets do not come so: their capture says in which order a
/// receiver would have handed up what is in them, all endpoints in one sequence. A record that is not in it handed up
/// nothing: all of its bytes had come before.
struct Delivery
{
    base::RecordIndex record;
    std::uint32_t count = 0; ///< whole records, from this one on; 0 for a part of its payload
    std::uint32_t offset = 0; ///< of the part
    std::uint32_t size = 0; ///< of the part; bytes that were kept
    std::uint32_t missing = 0; ///< bytes of the segment behind the part that were not kept

    friend bool operator==(const Delivery&, const Delivery&) = default;
};
static_assert(sizeof(Delivery) == 24);
static_assert(std::is_trivially_copyable_v<Delivery>);

} // namespace capture
