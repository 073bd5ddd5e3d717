// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"
#include "engine/status.h"
#include "ui/composer/target.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace session {
class Session;
}

namespace ui {

class Composer;
class FileSendings;
class RecordWatch;

/// One line that says why nothing can be sent on an endpoint in this state; empty where it can.
[[nodiscard]] QString whyNotSend(const engine::EndpointStatus& status);

/// Decides which endpoints the composer sends on: the current one; of a listener its latest client, another of them, or
/// all. Owned by the window. Thread: GUI.
class SendTargets final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SendTargets)

public:
    /// So many clients are offered by name, the latest first; all of them can always be sent to together.
    static constexpr std::size_t MaxOffered = 50;

    /// All must outlive it.
    SendTargets(session::Session& session, RecordWatch& watch, Composer* composer, QObject* parent = nullptr);

    void setCurrentEndpoint(base::EndpointId id);

Q_SIGNALS:
    /// What the composer would send on, and whether it can.
    void targetChanged(const Target& target);

private:
    using Ids = std::vector<base::EndpointId>;
    struct Candidate
    {
        Ids ids;
        QString name; // which one was chosen is known by it
        QString label; // as people are told: with address, or with how many they are
    };
    [[nodiscard]] const Candidate& chosen() const { return m_candidates[std::size_t(m_index)]; }
    [[nodiscard]] static Candidate candidateOf(const engine::EndpointStatus& status);
    void refresh();
    void collect();
    void collectClients(const engine::EndpointStatus& listener);
    [[nodiscard]] Target describe(base::EndpointId id) const;
    [[nodiscard]] QString whyNot(const engine::EndpointStatus& status) const;
    void suggestAddress(Target& target, base::EndpointId id) const;
    void send(const QByteArray& bytes);
    void sendFile(const QString& path);
    void sendTo(const QByteArray& bytes, const QString& host, const QString& portText);

    session::Session& m_session;
    Composer* m_composer;
    FileSendings* m_files;
    std::shared_ptr<capture::Reader> m_reader; // null where the capture cannot be read
    base::EndpointId m_current;
    std::vector<Candidate> m_candidates; // for the current endpoint; at least one, which may be nobody
    QString m_chosen; // name of the candidate that was chosen by hand
    int m_index = 0;
    QTimer m_refresh; // many changes, one refresh
    QTimer m_clock; // runs while the one that would send waits to be opened again, and it is told for how long
};

} // namespace ui
