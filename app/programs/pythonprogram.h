// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "programs/program.h"

#include <string>

namespace programs {

/// The steps as a Python 3 program that needs the standard library only. It prints what it receives, and ends with
/// status 1 when a call fails that had not failed. Pure ASCII. Thread: any.
[[nodiscard]] std::string pythonProgram(const Program& program);

} // namespace programs
