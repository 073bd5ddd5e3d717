// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/fuzz/fuzz.h"

#include <filesystem>

#include <fcntl.h>

namespace fuzz {

/// A folder in memory, where there is one, that goes with the process.
class Folder final
{
public:
    Folder()
    {
        std::error_code error;
        const bool hasMemory = std::filesystem::is_directory("/dev/shm", error);
        std::string path = (hasMemory ? std::filesystem::path("/dev/shm") : std::filesystem::temp_directory_path())
            / "sockscope-fuzz.XXXXXX";
        require(::mkdtemp(path.data()) != nullptr, "a folder can be made");
        m_path = path;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { clear(m_path); }

    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] std::string path(std::string_view name) const { return m_path + '/' + std::string(name); }
    static void clear(const std::string& path)
    {
        std::error_code error;
        std::filesystem::remove_all(path, error);
    }
    static void write(const std::string& path, std::span<const std::byte> bytes)
    {
        const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        const bool isWritten = ::write(fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
        require(::close(fd) == 0 && isWritten, "a file can be written");
    }

private:
    std::string m_path;
};

} // namespace fuzz
