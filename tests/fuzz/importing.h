// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"
#include "packets/captureimport.h"
#include "query/deliverycursor.h"
#include "tests/fuzz/folder.h"
#include "words/recordjson.h"

#include <memory>
#include <optional>

namespace fuzz {

/// Imports files into one capture for some time, since making one costs more than reading a small file.
class Importing final
{
public:
    explicit Importing(const std::string& folder)
        : m_directory(folder)
    { }

    /// What came of one file: the records from `first` on.
    struct Imported
    {
        packets::ImportReport report;
        std::uint64_t first = 0;
        std::uint64_t count = 0;
        std::uint64_t payloadBytes = 0;
    };
    [[nodiscard]] Imported import(const std::string& path)
    {
        renew();
        const capture::Extent before = m_writer->extent();
        const auto import = packets::CaptureImport::open(path, *m_writer).value();
        for (bool goesOn = true; goesOn;) {
            const auto more = import->step(3);
            require(more.has_value(), "a file in memory can be read and imported");
            goesOn = *more;
        }
        const capture::Extent after = m_writer->extent();
        require(m_reader->recordCount() == after.records, "everything is committed at the end");
        return {
            import->report(), before.records, after.records - before.records, after.payloadBytes - before.payloadBytes};
    }
    [[nodiscard]] capture::Reader& reader() { return *m_reader; }
    /// Goes on through what is handed up, and gives how many bytes that were.
    [[nodiscard]] std::uint64_t handedUp()
    {
        std::uint64_t bytes = 0;
        for (;;) {
            const auto block = m_cursor.next(*m_reader, 5);
            require(block.has_value(), "what is handed up can be read");
            if (block->empty())
                return bytes;
            for (const capture::Record& record : *block)
                bytes += record.payloadSize;
        }
    }
    /// The next file comes into a capture of its own.
    void startAnew() { m_writer.reset(); }

private:
    void renew()
    {
        constexpr std::uint64_t MaxFiles = 256;
        constexpr std::uint64_t MaxPayload = std::uint64_t{8} << 20;
        if (m_writer && ++m_files < MaxFiles && m_writer->extent().payloadBytes < MaxPayload)
            return;
        m_reader.reset();
        m_writer.reset();
        Folder::clear(m_directory);
        m_writer = capture::Writer::create(m_directory).value();
        m_reader = capture::Reader::attach(m_directory, m_writer->committed()).value();
        m_cursor = query::DeliveryCursor();
        m_files = 0;
    }

    std::string m_directory;
    std::unique_ptr<capture::Writer> m_writer;
    std::unique_ptr<capture::Reader> m_reader;
    query::DeliveryCursor m_cursor;
    std::uint64_t m_files = 0;
};

/// All that there is of a record, but for its places in the files.
struct WholeRecord
{
    capture::Record record;
    capture::Detail detail;
    capture::EndpointInfo endpoint;
    std::vector<std::byte> payload;

    friend bool operator==(const WholeRecord& a, const WholeRecord& b)
    {
        return std::memcmp(&a.record, &b.record, sizeof(a.record)) == 0 && a.detail == b.detail
            && a.endpoint == b.endpoint && a.payload == b.payload;
    }
};

/// Reads a record and writes it as text; nothing where it cannot be read.
inline std::optional<WholeRecord> readWhole(capture::Reader& reader, std::uint64_t index)
{
    const auto record = reader.record({index});
    if (!record)
        return std::nullopt;
    std::vector<std::byte> payload(record->payloadSize);
    const auto read = reader.payload(*record, 0, payload);
    const auto detail = reader.detail(record->detail);
    if (!read || *read != payload.size() || !detail)
        return std::nullopt;
    WholeRecord whole{*record, *detail, reader.endpoint(record->endpoint), std::move(payload)};
    const words::RecordParts parts{{index}, whole.record, whole.detail, whole.endpoint, whole.payload};
    require(isInertLine(words::recordLine(parts)), "a record's line is inert");
    require(isInertLine(words::recordJson(parts)), "a record's JSON is one line");
    whole.record.payloadOffset = 0;
    whole.record.detail = {};
    return whole;
}

} // namespace fuzz
