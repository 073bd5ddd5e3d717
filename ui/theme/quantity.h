// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace ui {

/// A size at a glance: "12 B", "1.5 KiB", "640 MiB", never over five digits; powers of 1024. Exact below 1024 bytes,
/// cut (not rounded up) above, so that a total is never shown that was not reached.
[[nodiscard]] QString bytesText(quint64 bytes);

/// The same in the least room, for a narrow column: "12B", "1.5K", "640M".
[[nodiscard]] QString shortBytesText(quint64 bytes);

/// A number in full with the separators of the locale: "3,412".
[[nodiscard]] QString countText(quint64 count);

} // namespace ui
