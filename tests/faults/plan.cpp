// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// Which call fails, who made it, and the report at the end. It may run before libc and the sanitizers are ready, and
// in any thread: no allocation, no exception, no stream.
#include "faults.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <link.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <string_view>

namespace faults {

namespace {

constexpr std::size_t MostCalls = 96;
constexpr std::size_t MostDescriptors = 65'536;

struct Range
{
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;

    [[nodiscard]] bool holds(const void* address) const
    {
        const auto at = reinterpret_cast<std::uintptr_t>(address);
        return at >= begin && at < end;
    }
};

/// What the environment says.
struct Orders
{
    std::array<char, 64> name{};
    std::uint64_t first = 0;
    std::uint64_t times = 1; ///< 0 is for ever
    int error = 0;
    bool isShort = false;
    std::array<char, 4096> report{};
};

std::mutex callsMutex;
std::array<Call, MostCalls> calls;
std::size_t callCount = 0;
std::array<std::atomic<bool>, MostDescriptors> isOpen;
std::atomic<std::uint64_t> closesInVain = 0;
std::atomic<std::uint64_t> failures = 0;
std::atomic<std::uintptr_t> failedAt = 0; // within the program

Range program;
Range standardLibrary;

Range rangeOf(const dl_phdr_info& info)
{
    Range range{UINTPTR_MAX, 0};
    for (std::size_t i = 0; i < info.dlpi_phnum; ++i) {
        const ElfW(Phdr)& header = info.dlpi_phdr[i];
        if (header.p_type != PT_LOAD)
            continue;
        range.begin = std::min<std::uintptr_t>(range.begin, info.dlpi_addr + header.p_vaddr);
        range.end = std::max<std::uintptr_t>(range.end, info.dlpi_addr + header.p_vaddr + header.p_memsz);
    }
    return range;
}

/// The program comes first - dl_iterate_phdr(3).
int lookAt(dl_phdr_info* info, std::size_t, void*)
{
    if (program.end == 0)
        program = rangeOf(*info);
    else if (std::string_view(info->dlpi_name).find("/libstdc++.so") != std::string_view::npos)
        standardLibrary = rangeOf(*info);
    return 0;
}

Orders readOrders()
{
    ::dl_iterate_phdr(lookAt, nullptr);
    Orders read;
    if (const char* report = std::getenv("FAULTS_REPORT"))
        std::snprintf(read.report.data(), read.report.size(), "%s", report);
    if (const char* plan = std::getenv("FAULTS_PLAN")) {
        std::array<char, 16> what{};
        unsigned long long first = 0;
        unsigned long long times = 1;
        if (std::sscanf(plan, "%63[^:]:%llu:%15[^:]:%llu", read.name.data(), &first, what.data(), &times) < 3)
            std::abort();
        read.first = first;
        read.times = times;
        read.isShort = std::strcmp(what.data(), "short") == 0;
        read.error = read.isShort ? 0 : std::atoi(what.data());
    }
    // A program that this one starts is none of our business.
    for (const char* name : {"FAULTS_REPORT", "FAULTS_PLAN", "LD_PRELOAD"})
        ::unsetenv(name);
    return read;
}

Orders orders;
std::atomic<bool> isReady = false;

/// Calls that are made before, by sanitizers for one, come before libc has its environment.
[[gnu::constructor]] void begin()
{
    orders = readOrders();
    isReady = true;
}

/// Where a descriptor leads, as /proc says.
void describe(std::FILE* report, std::size_t fd)
{
    std::array<char, 32> path{};
    std::array<char, 512> target{};
    std::snprintf(path.data(), path.size(), "/proc/self/fd/%zu", fd);
    if (::readlink(path.data(), target.data(), target.size() - 1) > 0)
        std::fprintf(report, "open %zu %s\n", fd, target.data());
}

[[gnu::destructor]] void end()
{
    if (orders.report[0] == '\0')
        return;
    std::FILE* report = std::fopen(orders.report.data(), "we");
    if (report == nullptr)
        return;
    for (std::size_t i = 0; i < callCount; ++i) {
        if (calls[i].count() > 0)
            std::fprintf(report, "calls %s %llu\n", calls[i].name(), static_cast<unsigned long long>(calls[i].count()));
    }
    if (failures > 0)
        std::fprintf(report, "failed %llu 0x%llx\n", static_cast<unsigned long long>(failures),
            static_cast<unsigned long long>(failedAt));
    if (closesInVain > 0)
        std::fprintf(report, "closed-in-vain %llu\n", static_cast<unsigned long long>(closesInVain));
    for (std::size_t fd = 0; fd < isOpen.size(); ++fd) {
        if (isOpen[fd])
            describe(report, fd);
    }
    std::fprintf(report, "end\n");
    std::fclose(report);
}

} // namespace

Plan Call::made(const void* caller)
{
    if (!isReady)
        return {};
    const bool isThread = std::strcmp(m_name, "pthread_create") == 0;
    if (!(isThread ? standardLibrary : program).holds(caller))
        return {};
    const std::uint64_t number = ++m_count;
    Plan plan{.isOurs = true};
    if (number < orders.first || (orders.times != 0 && number >= orders.first + orders.times)
        || std::strcmp(m_name, orders.name.data()) != 0)
        return plan;
    ++failures;
    failedAt = reinterpret_cast<std::uintptr_t>(caller) - program.begin;
    plan.error = orders.error;
    plan.isShort = orders.isShort;
    return plan;
}

Call& callOf(const char* name)
{
    const std::scoped_lock lock(callsMutex);
    for (std::size_t i = 0; i < callCount; ++i) {
        if (std::strcmp(calls[i].m_name, name) == 0)
            return calls[i];
    }
    if (callCount == MostCalls)
        std::abort();
    calls[callCount].m_name = name;
    return calls[callCount++];
}

void* next(const char* symbol)
{
    void* const function = ::dlsym(RTLD_NEXT, symbol);
    if (function == nullptr)
        std::abort();
    return function;
}

void opened(int fd)
{
    if (fd >= 0 && static_cast<std::size_t>(fd) < isOpen.size())
        isOpen[static_cast<std::size_t>(fd)] = true;
}

void closed(int fd)
{
    if (fd >= 0 && static_cast<std::size_t>(fd) < isOpen.size())
        isOpen[static_cast<std::size_t>(fd)] = false;
}

void closedInVain(int)
{
    ++closesInVain;
}

} // namespace faults
