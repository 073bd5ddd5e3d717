// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace programs {

/// Gives names that are identifiers in C and in Python, each once: "server/1" becomes server_1. Words of either
/// language and names that the programs use themselves are avoided.
class ProgramNames final
{
public:
    [[nodiscard]] std::string take(std::string_view wanted);

private:
    std::set<std::string, std::less<>> m_taken;
};

} // namespace programs
