// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "exporter/program.h"

#include <string>

namespace exporter {

/// The steps as a Python 3 program that needs the standard library only. It prints what it receives, and ends with
/// status 1 when a call fails that had not failed. Pure ASCII. Thread: any.
[[nodiscard]] std::string pythonProgram(const Program& program);

} // namespace exporter
