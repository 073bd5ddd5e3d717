// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/bytes/recordbytes.h"

namespace ui {

RecordBytes::RecordBytes(std::shared_ptr<capture::Reader> reader, const capture::Record& record)
    : m_reader(std::move(reader))
    , m_record(record)
{ }

std::size_t RecordBytes::read(std::uint64_t offset, std::span<std::byte> bytes)
{
    // What cannot be read is shown as such by the view; the reader's error has no place between two digits.
    return m_reader->payload(m_record, offset, bytes).value_or(0);
}

} // namespace ui
