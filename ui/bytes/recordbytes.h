// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"
#include "capture/record.h"
#include "ui/bytes/bytesource.h"

#include <memory>

namespace ui {

/// The payload of one record, read from its capture. Keeps the reader alive as long as the bytes are shown.
/// The reader must belong to the GUI's thread.
class RecordBytes final : public ByteSource
{
public:
    RecordBytes(std::shared_ptr<capture::Reader> reader, const capture::Record& record);

    [[nodiscard]] std::uint64_t size() const override { return m_record.payloadSize; }
    [[nodiscard]] std::size_t read(std::uint64_t offset, std::span<std::byte> bytes) override;

private:
    std::shared_ptr<capture::Reader> m_reader;
    capture::Record m_record;
};

} // namespace ui
