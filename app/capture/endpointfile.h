// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "base/result.h"

#include <cstdint>
#include <map>
#include <optional>

namespace capture {

/// A place in the file `endpoints`: which detail says who an endpoint is. The file is a dense array of these by
/// EndpointId, and the only one that is written over; so the number from before is kept until the new one is committed.
struct EndpointSlot
{
    base::DetailId current;
    base::DetailId previous;

    friend bool operator==(const EndpointSlot&, const EndpointSlot&) = default;
};

/// Writes the new numbers of some endpoints. A number that is in the file becomes the previous one where it is
/// committed, that is where its detail lies below `committedDetailBytes`.
/// Errors: those of pread(2) and pwrite(2). Thread: the writer's.
[[nodiscard]] base::Result<void> writeEndpoints(
    int fd, const std::map<base::EndpointId, base::DetailId>& details, std::uint64_t committedDetailBytes);

/// The slot of an endpoint; none when it has never been written, or is damaged. Safe while the writer writes it.
[[nodiscard]] std::optional<EndpointSlot> readEndpoint(int fd, base::EndpointId id);

} // namespace capture
