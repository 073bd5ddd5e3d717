// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/recordprinter.h"

#include "exporter/recordjson.h"

#include <cstdio>
#include <vector>

namespace cli {

namespace {

/// Lines show the beginning of a payload, JSON shows all of it.
constexpr std::size_t PreviewBytes = 256;
constexpr std::size_t RecordsAtOnce = 1024;

} // namespace

RecordPrinter::RecordPrinter(std::unique_ptr<capture::Reader> reader, Output form, script::StandardOutput& output)
    : m_reader(std::move(reader))
    , m_form(form)
    , m_output(output)
{ }

bool RecordPrinter::printNew()
{
    const std::uint64_t count = m_reader->recordCount();
    if (m_form == Output::Quiet) {
        m_next = count;
        return true;
    }
    std::vector<capture::Record> records(RecordsAtOnce);
    while (m_next < count) {
        const auto read = m_reader->records(base::RecordIndex{m_next}, records);
        if (!read || *read == 0) {
            std::fprintf(stderr, "sockscope: the capture cannot be read%s%s\n", read ? "" : ": ",
                read ? "" : read.error().message().c_str());
            m_hasFailed = true;
            return false;
        }
        std::string out;
        for (std::size_t i = 0; i < *read; ++i)
            print(records[i], out);
        if (!m_output.write(out))
            return false;
    }
    return true;
}

void RecordPrinter::print(const capture::Record& record, std::string& out)
{
    const std::size_t wanted
        = m_form == Output::Json ? record.payloadSize : std::min<std::size_t>(record.payloadSize, PreviewBytes);
    std::vector<std::byte> payload(wanted);
    const auto size = m_reader->payload(record, 0, payload);
    payload.resize(size.value_or(0));
    if (!size) {
        m_hasFailed = true;
        std::fprintf(stderr, "sockscope: the bytes of record %llu cannot be read: %s\n",
            static_cast<unsigned long long>(m_next) + 1, size.error().message().c_str());
    }
    const capture::Detail detail = m_reader->detail(record.detail).value_or(capture::Detail());
    const exporter::RecordParts parts{
        base::RecordIndex{m_next++}, record, detail, m_reader->endpoint(record.endpoint), payload};
    out += m_form == Output::Json ? exporter::recordJson(parts) : exporter::recordLine(parts);
    out += '\n';
}

} // namespace cli
