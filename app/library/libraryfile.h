// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "library/payloadlist.h"

#include <QByteArray>
#include <QString>

#include <cstdint>

namespace library {

/// Which file it is, and of when: two reads that give the same have the same bytes.
struct FileStamp
{
    std::uint64_t device = 0;
    std::uint64_t inode = 0; ///< 0: there is no file
    std::int64_t bytes = 0;
    std::int64_t changedNs = 0;

    friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

/// The file that a library is in, shared by all windows and programs that have it open. Each change is made under a
/// lock (flock(2) on a file beside it), to what the file says by then, and replaces the file as a whole, with the bytes
/// on the disk before the name is theirs. Values only, no thread of its own.
class LibraryFile final
{
public:
    explicit LibraryFile(QString path);

    [[nodiscard]] const QString& path() const { return m_path; }
    [[nodiscard]] FileStamp stamp() const;
    /// A file that is not there is an empty list. Errors: Unreadable with those of open(2) and read(2), EINVAL for what
    /// is no regular file; TooLarge before any of it is read; those of PayloadList::parse.
    [[nodiscard]] Outcome<PayloadList> read() const;

    struct Written
    {
        PayloadList list; ///< as it is in the file now
        QString keptAs; ///< the new name of what stood there and was no library; empty where it was one
    };
    /// Waits at most two seconds for others who write.
    /// @param known  what is changed where the file is no library: that is kept under another name first.
    /// Errors: InUse, TooLarge, LaterVersion, Unreadable, Unwritable; the file is then as it was.
    [[nodiscard]] Outcome<Written> change(const Change& change, const PayloadList& known) const;

private:
    [[nodiscard]] Outcome<QString> write(const PayloadList& list, bool keepsOld) const;

    QString m_path;
};

/// Reads a file whole. Errors: as LibraryFile::read.
[[nodiscard]] Outcome<QByteArray> readFile(const QString& path);
/// Writes a file whole: mode 0600, in its place only when all of it is on the disk. Errors: Unwritable.
[[nodiscard]] Outcome<void> writeFile(const QString& path, const QByteArray& bytes);

} // namespace library
