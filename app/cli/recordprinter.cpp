// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/recordprinter.h"

#include "cli/script/tell.h"
#include "words/recordjson.h"

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

bool RecordPrinter::print(bool isLast)
{
    const std::uint64_t count = m_reader->recordCount();
    if (m_form == Output::Quiet) {
        m_next = count;
        return true;
    }
    std::vector<capture::Record> records(RecordsAtOnce);
    while (m_next < count) {
        auto read = m_reader->records(base::RecordIndex{m_next}, records);
        if (read && *read == 0)
            read = base::failure({EBADMSG, "read"});
        std::string out;
        base::Result<void> printed = read ? base::Result<void>() : base::failure(read.error());
        for (std::size_t i = 0; printed && i < *read; ++i)
            printed = print(records[i], out);
        if (!m_output.write(out))
            return false;
        if (printed)
            continue;
        if (!isLast && base::mayPass(printed.error().code))
            return true;
        m_hasFailed = true;
        script::tell("the capture cannot be read from record " + std::to_string(m_next + 1)
            + " on: " + printed.error().message());
        return false;
    }
    return true;
}

base::Result<void> RecordPrinter::print(const capture::Record& record, std::string& out)
{
    const std::size_t wanted
        = m_form == Output::Json ? record.payloadSize : std::min<std::size_t>(record.payloadSize, PreviewBytes);
    std::vector<std::byte> payload(wanted);
    const auto size = m_reader->payload(record, 0, payload);
    if (!size)
        return base::failure(size.error());
    payload.resize(*size);
    const capture::Detail detail = m_reader->detail(record.detail).value_or(capture::Detail());
    const words::RecordParts parts{
        base::RecordIndex{m_next++}, record, detail, m_reader->endpoint(record.endpoint), payload};
    out += m_form == Output::Json ? words::recordJson(parts) : words::recordLine(parts);
    out += '\n';
    return {};
}

} // namespace cli
