// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"

#include <QString>

namespace cli {

/// Whether a file can be made there, so that nobody learns of it only when the run is over. Why not is told on standard
/// error; nothing is left of the attempt. Thread: any.
[[nodiscard]] bool canSave(const QString& path);

/// Saves all records as a file, in the format that its suffix says. What goes wrong is told on standard error, and a
/// signal that comes meanwhile (readable on `signals`) cancels: then there is no file.
/// @param path  with one of the suffixes of saving::saveFormatOf.
/// Thread: the reader's. Gives whether the file is there.
[[nodiscard]] bool saveCapture(capture::Reader& reader, const QString& path, int signals);

} // namespace cli
