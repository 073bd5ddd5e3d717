// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/fuzz/fuzz.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

namespace {

/// Each input is the end of a block of its own, so that a sanitizer sees what is read behind it.
void replay(std::span<const char> bytes)
{
    const auto copy = std::make_unique<std::uint8_t[]>(bytes.size());
    std::copy(bytes.begin(), bytes.end(), copy.get());
    LLVMFuzzerTestOneInput(copy.get(), bytes.size());
}

} // namespace

/// Replays a folder of inputs as they are, and small ones cut at every byte too. For compilers without libFuzzer.
int main(int argc, char** argv)
{
    constexpr std::size_t CutUpTo = 512;
    if (argc != 2) {
        std::fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 2;
    }
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(argv[1], error))
        files.push_back(entry.path());
    if (files.empty()) {
        std::fprintf(stderr, "%s: no inputs\n", argv[1]);
        return 1;
    }
    std::ranges::sort(files);
    std::size_t runs = 0;
    for (const auto& path : files) {
        std::ifstream file(path, std::ios::binary);
        const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
        // What is cut is told apart in a crash by its size alone.
        std::fprintf(stderr, "%s: %zu bytes\n", path.filename().c_str(), bytes.size());
        for (std::size_t size = bytes.size() <= CutUpTo ? 0 : bytes.size(); size <= bytes.size(); ++size, ++runs)
            replay(std::span(bytes).first(size));
    }
    std::printf("%zu inputs, %zu runs\n", files.size(), runs);
    return 0;
}
