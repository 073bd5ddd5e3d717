// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"
#include "capture/writer.h"
#include "tests/capture/samples.h"

#include <functional>
#include <string>

#include <unistd.h>

/// Records without end, for a process that is killed meanwhile: samples, with a detail each and now and then a new
/// endpoint; and the check of what it left behind.
namespace endless {

inline constexpr std::uint64_t RecordsPerEndpoint = 10;

inline capture::EndpointInfo infoOf(std::uint32_t number)
{
    return {"endpoint " + std::to_string(number), {}, net::Protocol::Tcp, capture::Role::Listener,
        net::Address::fromIp("127.0.0.1", static_cast<std::uint16_t>(number)).value(), {}};
}

/// Tells how many records are committed, each time when there are more.
[[noreturn]] inline void write(const std::string& directory, const capture::Layout& layout,
    const std::function<void(std::uint64_t committed)>& tell)
{
    auto writer = capture::Writer::create(directory, layout);
    if (!writer)
        ::_exit(1);
    std::uint64_t told = 0;
    for (std::uint64_t i = 0;; ++i) {
        if (const auto number = static_cast<std::uint32_t>(i / RecordsPerEndpoint); i % RecordsPerEndpoint == 0)
            (*writer)->describe({number + 1}, infoOf(number));
        capture::Record record = samples::record(i);
        record.detail = (*writer)->intern(capture::TextDetail{std::to_string(i)});
        (*writer)->append(record, samples::payload(i, samples::payloadSize(i)));
        if (i % 17 == 3)
            (*writer)->flush();
        if (const std::uint64_t committed = (*writer)->committed()->records(); committed > told) {
            tell(committed);
            told = committed;
        }
    }
}

/// Whether all records below the reader's count, their payloads, details and endpoints are those that were written, and
/// there are none above.
inline bool isWhole(capture::Reader& reader)
{
    const std::uint64_t count = reader.recordCount();
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto record = reader.record({i});
        if (!record || !samples::isSample(reader, *record, i)
            || reader.detail(record->detail) != capture::Detail(capture::TextDetail{std::to_string(i)}))
            return false;
        const auto number = static_cast<std::uint32_t>(i / RecordsPerEndpoint);
        if (i % RecordsPerEndpoint == 0 && reader.endpoint({number + 1}) != infoOf(number))
            return false;
    }
    return reader.record({count}) == base::failure({ERANGE, "read record"});
}

} // namespace endless
