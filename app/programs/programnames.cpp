// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "programs/programnames.h"

namespace programs {

namespace {

constexpr std::size_t LongestName = 40;

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

std::string ProgramNames::take(std::string_view wanted)
{
    std::string name;
    for (const char c : wanted.substr(0, LongestName)) {
        const bool fits = isLetter(c) || isDigit(c);
        if (fits || (!name.empty() && name.back() != '_'))
            name += fits ? c : '_';
    }
    name.erase(name.find_last_not_of('_') + 1);
    // What the engine calls its endpoints is no word of either language; anything else gets an ending that none has.
    const std::string_view root = std::string_view(name).substr(0, name.find_first_of("_0123456789"));
    if (root.empty())
        name.insert(0, "socket_");
    else if (root != "server" && root != "client")
        name += "_socket";
    std::string unique = name;
    for (int number = 2; !m_taken.insert(unique).second; ++number)
        unique = name + '_' + std::to_string(number);
    return unique;
}

} // namespace programs
