// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>

namespace faults {

/// What is to happen to one call.
struct Plan
{
    bool isOurs = false; ///< the program's own code makes it
    int error = 0; ///< instead of the call, or 0
    bool isShort = false; ///< it moves as little as it can
};

/// A function of libc under all its names, and how often the program has called it.
class Call final
{
public:
    /// One more call, which returns to that address. Thread: any.
    Plan made(const void* caller);

    [[nodiscard]] const char* name() const { return m_name; }
    [[nodiscard]] std::uint64_t count() const { return m_count; }

private:
    friend Call& callOf(const char* name);

    const char* m_name = nullptr;
    std::atomic<std::uint64_t> m_count = 0;
};

/// The one of this name, which must be a literal.
[[nodiscard]] Call& callOf(const char* name);

/// The function that comes behind ours: libc's, or a sanitizer's.
[[nodiscard]] void* next(const char* symbol);

/// A descriptor of the program's was opened, or closed by whomever; or closed without being open.
void opened(int fd);
void closed(int fd);
void closedInVain(int fd);

} // namespace faults
