// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

/// What the targets share. Each defines LLVMFuzzerTestOneInput - llvm.org/docs/LibFuzzer.html.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace fuzz {

/// Ends the process with a word where something does not hold that must: the fuzzer then keeps the input.
inline void require(bool holds, const char* what)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

/// An input, taken apart from its front. What is not there is 0 or empty.
class Input final
{
public:
    Input(const std::uint8_t* data, std::size_t size)
        : m_rest(reinterpret_cast<const std::byte*>(data), size)
    { }

    template <class Integer> [[nodiscard]] Integer number()
    {
        Integer value{};
        const auto bytes = take(sizeof(value));
        if (!bytes.empty())
            std::memcpy(&value, bytes.data(), bytes.size());
        return value;
    }
    [[nodiscard]] std::span<const std::byte> take(std::size_t size)
    {
        const auto taken = m_rest.first(std::min(size, m_rest.size()));
        m_rest = m_rest.subspan(taken.size());
        return taken;
    }
    /// Up to the next line feed, which is taken too.
    [[nodiscard]] std::string_view line()
    {
        const std::string_view all = text();
        const std::string_view line = all.substr(0, all.find('\n'));
        m_rest = m_rest.subspan(std::min(line.size() + 1, m_rest.size()));
        return line;
    }
    [[nodiscard]] std::span<const std::byte> rest() const { return m_rest; }
    [[nodiscard]] std::string_view text() const
    {
        return {reinterpret_cast<const char*>(m_rest.data()), m_rest.size()};
    }

private:
    std::span<const std::byte> m_rest;
};

inline bool equal(std::span<const std::byte> a, std::span<const std::byte> b)
{
    return std::ranges::equal(a, b);
}

/// One line that can do nothing on a terminal.
inline bool isInertLine(std::string_view text)
{
    return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7f'; });
}

} // namespace fuzz
