// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/logcopy.h"

#include "capture/reader.h"
#include "ui/traffic/logview.h"

#include <QStringList>

#include <algorithm>
#include <span>
#include <vector>

namespace ui {

namespace {

using Bytes = std::vector<std::byte>;

/// Appends a record's payload up to the bound. Gives false when there is more.
base::Result<bool> appendPayload(Bytes& bytes, capture::Reader& reader, const capture::Record& record)
{
    const std::size_t old = bytes.size();
    const std::size_t wanted = std::min<std::size_t>(record.payloadSize, MaxCopiedBytes - old);
    bytes.resize(old + wanted);
    const auto read = reader.payload(record, 0, std::span(bytes).subspan(old));
    if (!read) {
        bytes.resize(old);
        return base::failure(read.error());
    }
    bytes.resize(old + *read);
    return wanted == record.payloadSize;
}

} // namespace

CopiedText copyRows(const LogView& view)
{
    CopiedText copied;
    QStringList lines;
    for (const RowRange& range : view.selection().ranges()) {
        for (std::uint64_t row = range.first; row <= range.last && !copied.cut; ++row) {
            const LogRow shown = view.row(row);
            lines << QStringList(shown.cells.begin(), shown.cells.end()).join(u'\t');
            copied.cut = static_cast<std::uint64_t>(lines.size()) == MaxCopiedRows;
        }
    }
    copied.cut = copied.cut && view.selection().count() > MaxCopiedRows;
    copied.text = lines.join(u'\n');
    return copied;
}

CopiedText copyPayload(const LogView& view, codec::CopyFormat format)
{
    CopiedText copied;
    Bytes bytes;
    capture::Reader* reader = view.reader();
    for (const RowRange& range : view.selection().ranges()) {
        for (std::uint64_t row = range.first; row <= range.last && !copied.cut && copied.error.isEmpty(); ++row) {
            const auto record = reader->record(view.recordAt(row));
            const auto whole = record ? appendPayload(bytes, *reader, *record) : base::failure(record.error());
            if (whole)
                copied.cut = !*whole;
            else
                copied.error = QString::fromStdString(whole.error().message());
        }
    }
    copied.text = QString::fromStdString(codec::copyAs(bytes, format));
    return copied;
}

} // namespace ui
