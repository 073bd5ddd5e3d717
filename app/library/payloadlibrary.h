// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "library/libraryfile.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <optional>
#include <vector>

namespace library {

/// The saved payloads of a person, as all windows show them; what another program does to the file is seen within a
/// moment. A file that cannot be read is told of, and what was read before stays. What a person typed may be secret:
/// the file is readable by its owner alone. Owned by the application. Thread: the one that made it.
class PayloadLibrary final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PayloadLibrary)

public:
    /// Reads the file. With an empty path nothing is read or written.
    explicit PayloadLibrary(const QString& file, QObject* parent = nullptr);
    /// $XDG_DATA_HOME/sockscope/payloads.json
    [[nodiscard]] static QString defaultFile();

    /// In the order in which they are shown: first those without a group.
    [[nodiscard]] const std::vector<Payload>& payloads() const { return m_payloads; }
    /// Why the file could not be read last time, if it could not.
    [[nodiscard]] const std::optional<Problem>& problem() const { return m_problem; }
    /// Makes a change, and it is on the disk. Errors: those of LibraryFile::change; nothing has changed then.
    [[nodiscard]] Outcome<void> change(const Change& change);

Q_SIGNALS:
    /// Other payloads, or in another order, by whoever.
    void changed();
    /// The file can no longer be read: problem() says why.
    void problemFound();
    /// What stood in the file's place and was no library has this name now.
    void keptAside(const QString& path);

private:
    void watch();
    void reload();
    void take(PayloadList list);

    LibraryFile m_file;
    PayloadList m_list;
    std::vector<Payload> m_payloads; // of m_list
    std::optional<Problem> m_problem;
    FileStamp m_stamp; // of what was read last
    QFileSystemWatcher m_watcher;
    QTimer m_reloading; // several events, one reload
};

} // namespace library
