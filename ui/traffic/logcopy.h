// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "codec/copyformat.h"
#include "ui/traffic/logselection.h"

#include <QString>

#include <cstddef>
#include <cstdint>

namespace ui {

class LogView;

/// Bounds of what is copied at once: what a clipboard and the programs at its other end take without trouble.
inline constexpr std::size_t MaxCopiedBytes = 16 * 1024 * 1024;
inline constexpr std::uint64_t MaxCopiedRows = 20'000;

/// What is to go to the clipboard: inert text, whatever the payload was.
struct CopiedText
{
    QString text;
    bool cut = false; ///< there was more than the bound
    QString error; ///< why nothing, or not all, could be read
};

/// The selected rows, a line each, cells apart by tabulators. The line break of the last one is left out.
[[nodiscard]] CopiedText copyRows(const LogView& view);
/// The payload of the selected records, one after the other.
[[nodiscard]] CopiedText copyPayload(const LogView& view, codec::CopyFormat format);

} // namespace ui
