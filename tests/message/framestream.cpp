// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// framestream: reads lines "RULE<tab>PIECE PIECE ..." and prints for each the messages "OFFSET+LENGTH:FIT ...", those
// that are open at the end of the stream too. A piece is "HEX@NANOSECONDS". What cannot be read ends it with status 2.
#include "codec/hex.h"
#include "message/framer.h"
#include "message/ruletext.h"

#include <array>
#include <iostream>
#include <sstream>
#include <string>

namespace {

constexpr std::array<const char*, 4> FitNames{"complete", "oversize", "malformed", "torn"};

bool frameLine(const std::string& line)
{
    const std::size_t tab = line.find('\t');
    const auto rule = message::parseRule(std::string_view(line).substr(0, tab));
    if (!rule || tab == std::string::npos)
        return false;
    message::Framer framer(*rule);
    std::vector<message::Mark> marks;
    std::istringstream pieces(line.substr(tab + 1));
    for (std::string piece; pieces >> piece;) {
        const std::size_t at = piece.find('@');
        const auto bytes = codec::parseHex(std::string_view(piece).substr(0, at));
        if (!bytes || at == std::string::npos)
            return false;
        framer.feed(*bytes, std::stoll(piece.substr(at + 1)), marks);
    }
    framer.finish(marks);
    for (const message::Mark& mark : marks)
        std::cout << mark.offset << '+' << mark.length << ':' << FitNames[static_cast<std::size_t>(mark.fit)] << ' ';
    std::cout << '\n';
    return true;
}

} // namespace

int main()
{
    for (std::string line; std::getline(std::cin, line);) {
        if (!frameLine(line)) {
            std::cerr << "cannot read: " << line << '\n';
            return 2;
        }
    }
    return 0;
}
