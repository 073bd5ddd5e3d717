// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"

#include <QString>

namespace cli {

/// Saves all records as a file, in the format that its suffix says. What goes wrong is told on standard error, and a
/// signal that comes meanwhile (readable on `signals`) cancels: then there is no file.
/// @param path  with one of the suffixes of exporter::saveFormatOf.
/// Thread: the reader's. Gives whether the file is there.
[[nodiscard]] bool saveCapture(capture::Reader& reader, const QString& path, int signals);

} // namespace cli
