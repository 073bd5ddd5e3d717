// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/stream/streamlines.h"

#include <QCoreApplication>
#include <QStringList>

namespace ui {

using namespace Qt::StringLiterals;
using capture::Direction;

namespace {

struct StreamLines
{
    Q_DECLARE_TR_FUNCTIONS(ui::StreamLines)
};

} // namespace

QString arrowOf(Direction direction)
{
    return direction == Direction::Out ? u"\u2192"_s : u"\u2190"_s;
}

QString StreamLine::whole() const
{
    QStringList parts{before, text, behind};
    parts.removeAll(QString());
    return parts.join(u' ');
}

std::vector<StreamLine> readStreamLines(
    session::FollowedStream& stream, StreamMode mode, quint64 first, std::size_t count)
{
    std::vector<StreamLine> found;
    const auto rows = stream.rows(first, count);
    if (!rows)
        return found;
    std::vector<std::byte> bytes;
    for (const auto& row : *rows) {
        bytes.resize(row.size);
        const auto read = stream.read(row.offset, bytes);
        bytes.resize(read.value_or(0));
        const std::uint64_t offset = row.part.directionStart + (row.offset - row.part.start);
        found.push_back({row, read ? rowText(mode, bytes, offset) : StreamLines::tr("cannot be read"),
            row.beginsPart ? missingText(row.part.missing) : QString(), {}});
    }
    if (!found.empty() && first + found.size() == stream.rowCount())
        found.back().behind = missingAtEnd(stream);
    return found;
}

QString missingAtEnd(const session::FollowedStream& stream)
{
    QStringList parts;
    for (const Direction direction : {Direction::Out, Direction::In}) {
        if (const QString text = missingText(stream.missingAtEnd(direction)); !text.isEmpty())
            parts << arrowOf(direction) % u' ' % text;
    }
    return parts.join(u' ');
}

} // namespace ui
