// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace workspace {

/// The name of a capture's folder below `captureParent` that this process has not given before. The parent is made
/// where it is missing, and is then the user's alone. Thread: any.
[[nodiscard]] QString newCaptureFolder(const QString& captureParent);
/// Makes a folder, with those above it, that is the user's alone; one that is there stays as it is. Thread: any.
void makePrivateFolder(const QString& path);

} // namespace workspace
