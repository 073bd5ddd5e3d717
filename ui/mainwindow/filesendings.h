// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "ui/notice/severitymark.h"

#include <QElapsedTimer>
#include <QObject>

#include <memory>
#include <vector>

namespace session {
class Session;
}

namespace ui {

class RecordWatch;

/// Follows files that are being sent, by the records of their calls, and says how they get on: how much went, that all
/// of it did and how long it took, or what stopped it. Owned by the window. Thread: GUI.
class FileSendings final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FileSendings)

public:
    /// Both must outlive it.
    FileSendings(session::Session& session, RecordWatch& watch, QObject* parent = nullptr);

    /// The file is sent on these endpoints from now on; call it before they are told so.
    /// @param target  what they are called together.
    void follow(const std::vector<base::EndpointId>& endpoints, const QString& path, const QString& target);

Q_SIGNALS:
    /// One line about the file that was sent last, a few times a second while it goes.
    void said(const QString& text, ui::Severity severity);

private:
    struct Way;
    struct Job;
    void tell(const Job& job);

    session::Session& m_session;
    RecordWatch& m_watch;
    std::weak_ptr<Job> m_latest; // only the latest one is told of
    QElapsedTimer m_sinceTold;
};

} // namespace ui
