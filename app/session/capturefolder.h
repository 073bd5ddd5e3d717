// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

#include <QString>

#include <functional>
#include <string>

namespace session {

/// The name of a capture's folder below `captureParent` that this process has not given before. The parent is made
/// where it is missing, and is then the user's alone. Thread: any.
[[nodiscard]] QString newCaptureFolder(const QString& captureParent);
/// Makes a folder, with those above it, that is the user's alone; one that is there stays as it is. Thread: any.
void makePrivateFolder(const QString& path);

/// Told of a capture that could not be removed with its owner: it stays in this folder, and is offered at the next
/// start. Thread: the one that ends the owner.
using CaptureLeft = std::function<void(const std::string& directory, const base::Error& error)>;

/// Removes the capture in a folder that nobody writes any more; `tell` may be empty.
void removeOrTell(const std::string& directory, const CaptureLeft& tell);

} // namespace session
