// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/sentpayload.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <vector>

namespace session {

/// What was sent, the oldest first, across windows and starts of the program. The file holds what a person typed, which
/// may be secret: it is readable by its owner alone. A file that is damaged reads as empty; one of a later version is
/// not written over. Thread: the one that made it.
class SendHistory final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SendHistory)

public:
    static constexpr std::size_t MaxEntries = 200;
    /// UTF-16 units of one entry, and of all together. A longer payload is not kept.
    static constexpr qsizetype MaxEntryLength = 16 * 1024;
    static constexpr qsizetype MaxLength = 512 * 1024;

    /// Reads the file. With an empty path nothing is read or written.
    explicit SendHistory(QString file, QObject* parent = nullptr);
    /// Saves what is not saved yet.
    ~SendHistory() override;
    /// $XDG_STATE_HOME/sockscope/sent.json
    [[nodiscard]] static QString defaultFile();

    [[nodiscard]] const std::vector<SentPayload>& entries() const { return m_entries; }
    /// Adds an entry, unless it is empty or the same as the last one. It is on disk a second later.
    void add(const SentPayload& sent);
    void clear();
    /// Writes the file now, if there is anything new. False when it could not be written.
    bool save();

private:
    void load();
    void trim();

    QString m_file;
    std::vector<SentPayload> m_entries;
    QTimer m_saveTimer;
    bool m_changed = false;
    bool m_isOurs = true; // false for a file of a later version
};

} // namespace session
