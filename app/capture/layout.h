// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace capture {

/// How the two large streams of a capture are cut into files. It is kept in the commit file, so that a reader need not
/// guess. Segments are what retention drops and what a later capture can write over: a file that has its blocks already
/// takes bytes faster than one that grows.
struct Layout
{
    std::uint64_t recordsPerSegment = std::uint64_t{1} << 20;
    std::uint64_t payloadSegmentBytes = std::uint64_t{64} << 20;

    friend bool operator==(const Layout&, const Layout&) = default;
};

/// The files in a capture's folder; nothing else in it is ours.
inline constexpr const char* LockName = "lock";
inline constexpr const char* CommitName = "commit";
inline constexpr const char* DetailsName = "details";
inline constexpr const char* EndpointsName = "endpoints";
inline constexpr const char* OrderName = "order"; ///< only of a capture whose bytes are in an order of their own
inline constexpr std::string_view RecordsPrefix = "records";
inline constexpr std::string_view PayloadPrefix = "payload";

/// "records.0000": at least four digits, so that a listing is in order.
[[nodiscard]] std::string segmentName(std::string_view prefix, std::uint64_t index);
/// True for the names that segmentName gives, for either prefix.
[[nodiscard]] bool isSegmentName(std::string_view name);

} // namespace capture
