// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/clock.h"

#include <sched.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// Ends the benchmark when what it needs is not to be had: a figure from a broken run is worse than none.
inline void check(bool holds, const char* what)
{
    if (holds)
        return;
    std::perror(what);
    std::exit(1);
}

class Stopwatch final
{
public:
    [[nodiscard]] double seconds() const
    {
        return std::chrono::duration<double>(base::Monotonic::now() - m_start).count();
    }

private:
    base::Monotonic::time_point m_start = base::Monotonic::now();
};

/// The value below which so large a part of the values lies; 0.5 is the median. The values are sorted.
inline double quantile(std::vector<double>& values, double part)
{
    check(!values.empty(), "no values");
    std::ranges::sort(values);
    return values[std::min(values.size() - 1, static_cast<std::size_t>(part * static_cast<double>(values.size())))];
}

inline double median(std::vector<double> values)
{
    return quantile(values, 0.5);
}

/// Says what was measured, on a line of its own that table.py reads: all values, so that their spread can be seen.
/// @param row  of the table. @param subject  whose values these are, ours or a reference's.
inline void report(const char* row, const std::string& subject, const char* unit, const std::vector<double>& values)
{
    std::printf("@ {\"row\": \"%s\", \"subject\": \"%s\", \"unit\": \"%s\", \"values\": [", row, subject.c_str(), unit);
    for (std::size_t i = 0; i < values.size(); ++i)
        std::printf("%s%.6g", i > 0 ? ", " : "", values[i]);
    std::puts("]}");
    std::fflush(stdout);
}

/// Pins this process and what it starts to one core, so that nothing depends on where the scheduler puts the two ends.
inline void pinToOneCore()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(0, &set);
    check(::sched_setaffinity(0, sizeof(set), &set) == 0, "sched_setaffinity");
}

/// A folder that is removed with all in it.
class TemporaryFolder final
{
public:
    TemporaryFolder()
        : m_path((std::filesystem::temp_directory_path() / "sockscope-bench-XXXXXX").string())
    {
        check(::mkdtemp(m_path.data()) != nullptr, "mkdtemp");
    }
    ~TemporaryFolder() { std::filesystem::remove_all(m_path); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

/// Whether a program that is compared with is there.
inline bool isInstalled(const std::string& program)
{
    return std::system(("command -v " + program + " >/dev/null 2>&1").c_str()) == 0;
}

/// "--name value" from the command line; a fallback when it is not there.
inline std::string argument(int argc, char* argv[], std::string_view name, const std::string& fallback)
{
    for (int i = 1; i + 1 < argc; ++i) {
        if (argv[i] == name)
            return argv[i + 1];
    }
    return fallback;
}

inline std::size_t number(int argc, char* argv[], std::string_view name, std::size_t fallback)
{
    return std::stoul(argument(argc, argv, name, std::to_string(fallback)));
}

} // namespace bench
