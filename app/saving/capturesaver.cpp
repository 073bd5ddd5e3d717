// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "saving/capturesaver.h"

#include "packets/pcapngwriter.h"
#include "saving/textsinks.h"

#include <utility>

namespace saving {

namespace {

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

} // namespace

CaptureSaver::CaptureSaver(query::RecordSource source, std::unique_ptr<query::RecordSink> sink, base::SaveFile file)
    : m_source(std::move(source))
    , m_sink(std::move(sink))
    , m_file(std::move(file))
{
    m_sink->begin(m_file);
}

base::Result<std::unique_ptr<CaptureSaver>> CaptureSaver::create(capture::Reader& reader, query::RangeSource ranges,
    SaveFormat format, const std::string& path, std::stop_token stop)
{
    auto file = base::SaveFile::create(path);
    if (!file)
        return base::failure(file.error());
    return std::unique_ptr<CaptureSaver>(new CaptureSaver(
        query::RecordSource(reader, std::move(ranges), std::move(stop)), makeSink(format), std::move(*file)));
}

base::Result<std::uint64_t> CaptureSaver::step(std::uint64_t maxRecords)
{
    std::uint64_t count = 0;
    for (; count < maxRecords; ++count) {
        const auto saved = m_source.next();
        if (!saved)
            return base::failure(saved.error());
        if (!*saved)
            break;
        if (const auto written = m_sink->write(**saved, m_source, m_file); !written)
            return base::failure(written.error());
        if (m_file.failure())
            return base::failure(*m_file.failure());
    }
    return count;
}

base::Result<void> CaptureSaver::finish()
{
    m_sink->end(m_file);
    return m_file.finish();
}

} // namespace saving
