// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/models/followedstream.h"
#include "ui/stream/streamtext.h"

#include <QString>

#include <cstddef>
#include <vector>

namespace ui {

/// A row of a followed stream as it is shown.
struct StreamLine
{
    session::FollowedStream::Row row;
    QString text;
    QString before; ///< that bytes are missing before it
    QString behind; ///< or behind it, in either direction
    [[nodiscard]] QString whole() const;
};

/// Up to `count` rows from `first` on; none where they cannot be read.
[[nodiscard]] std::vector<StreamLine> readStreamLines(
    session::FollowedStream& stream, StreamMode mode, quint64 first, std::size_t count);
/// What is missing behind the last row, with the arrow of its direction, since the row may be of the other.
[[nodiscard]] QString missingAtEnd(const session::FollowedStream& stream);
[[nodiscard]] QString arrowOf(capture::Direction direction);

} // namespace ui
