// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/openrequest.h"

#include <QString>

namespace ui {

/// A URL of ours, or, where no path can be meant, anybody's: then the scheme is what is refused.
[[nodiscard]] bool looksLikeUrl(const QString& text, bool mayBePath);

/// Reads host, port and what stands behind the host: "127.0.0.1?SO_BROADCAST". A path may have a '?' in its name.
[[nodiscard]] tl::expected<session::OpenRequest, session::OpenError> readFields(
    session::OpenAs as, net::Protocol protocol, const QString& address, const QString& port);

/// Does this address stand for every interface: 0.0.0.0, ::? Others can then reach a listener there.
[[nodiscard]] bool isWildcard(net::Protocol protocol, const QString& address);

} // namespace ui
