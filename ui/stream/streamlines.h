// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/stream/streamtext.h"
#include "workspace/followedstream.h"

#include <QString>

#include <cstddef>
#include <vector>

namespace ui {

/// A row of a followed stream as it is shown.
struct StreamLine
{
    workspace::FollowedStream::Row row;
    QString text;
    QString before; ///< that bytes are missing before it
    QString behind; ///< or behind it, in either direction
    [[nodiscard]] QString whole() const;
};

/// Up to `count` rows from `first` on; none where they cannot be read.
[[nodiscard]] std::vector<StreamLine> readStreamLines(
    workspace::FollowedStream& stream, StreamMode mode, quint64 first, std::size_t count);
/// What is missing behind the last row, with the arrow of its direction, since the row may be of the other.
[[nodiscard]] QString missingAtEnd(const workspace::FollowedStream& stream);
[[nodiscard]] QString arrowOf(capture::Direction direction);

} // namespace ui
