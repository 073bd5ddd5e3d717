// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <string>

namespace cli::script {

/// A line on standard error, behind the program's name. What is from outside in it must have been made inert.
inline void tell(const std::string& text)
{
    std::fputs(("sockscope: " + text + '\n').c_str(), stderr);
}

} // namespace cli::script
