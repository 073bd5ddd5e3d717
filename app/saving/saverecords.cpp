// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "saving/saverecords.h"

#include "base/savefile.h"
#include "packets/pcapngwriter.h"
#include "saving/textsinks.h"

#include <cerrno>
#include <memory>
#include <utility>

namespace saving {

namespace {

constexpr std::uint64_t RecordsPerStep = 4096;

std::unique_ptr<query::RecordSink> makeSink(SaveFormat format)
{
    switch (format) {
    case SaveFormat::Pcapng: return std::make_unique<packets::PcapngWriter>();
    case SaveFormat::JsonLines: return std::make_unique<JsonLinesSink>();
    case SaveFormat::Csv: return std::make_unique<CsvSink>();
    case SaveFormat::Text: break;
    }
    return std::make_unique<LineSink>();
}

/// Gives how many there were: less than a step at the end.
base::Result<std::uint64_t> saveStep(query::RecordSource& source, query::RecordSink& sink, base::SaveFile& file)
{
    std::uint64_t count = 0;
    for (; count < RecordsPerStep; ++count) {
        const auto saved = source.next();
        if (!saved)
            return base::failure(saved.error());
        if (!*saved)
            break;
        if (const auto written = sink.write(**saved, source, file); !written)
            return base::failure(written.error());
        if (file.failure())
            return base::failure(*file.failure());
    }
    return count;
}

} // namespace

base::Result<std::uint64_t> saveRecords(capture::Reader& reader, query::RangeSource ranges, SaveFormat format,
    const std::string& path, const SaveProgress& progress, const std::stop_token& stop)
{
    auto file = base::SaveFile::create(path);
    if (!file)
        return base::failure(file.error());
    query::RecordSource source(reader, std::move(ranges), stop);
    const auto sink = makeSink(format);
    sink->begin(*file);
    std::uint64_t saved = 0;
    for (std::uint64_t step = RecordsPerStep; step == RecordsPerStep;) {
        const auto done = saveStep(source, *sink, *file);
        if (!done)
            return base::failure(done.error());
        step = *done;
        saved += step;
        if (stop.stop_requested() || (progress && !progress(saved)))
            return base::failure({ECANCELED, "save"});
    }
    sink->end(*file);
    return file->finish().map([saved] { return saved; });
}

} // namespace saving
