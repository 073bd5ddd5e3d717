// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/record.h"
#include "session/sentpayload.h"

#include <QByteArray>
#include <QObject>
#include <QString>

#include <optional>

class QMenu;

namespace session {
class Session;
}

namespace ui {

class Composer;
class LogView;

/// What can be done again with the bytes of the log's current record: put them into the composer, keep them, or send
/// them to whom they were sent. Owned by the window. Thread: GUI.
class SendAgain final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SendAgain)

public:
    /// All must outlive it.
    SendAgain(session::Session& session, LogView& view, Composer* composer, QObject* parent = nullptr);

    /// Offers both in a record's menu; what cannot be done is there, and says why not.
    void addTo(QMenu* menu, quint64 index);

Q_SIGNALS:
    /// A record's bytes are to be kept.
    /// @param address  to whom a datagram was sent; empty where the call named nobody.
    void saveRequested(const session::SentPayload& payload, const QString& address);

private:
    void save(const capture::Record& record);
    /// The record's bytes as a person would type them; none where that cannot be done, which is said.
    [[nodiscard]] std::optional<session::SentPayload> payloadOf(const capture::Record& record);
    void putIntoPayload(const capture::Record& record);
    void send(const capture::Record& record);
    /// Why it cannot be sent again; empty where it can.
    [[nodiscard]] base::EndpointId senderOf(const capture::Record& record) const;
    [[nodiscard]] QString whyNot(const capture::Record& record) const;
    /// The record's bytes; none where they cannot be read, which is said.
    [[nodiscard]] std::optional<QByteArray> bytesOf(const capture::Record& record);

    session::Session& m_session;
    LogView& m_view;
    Composer* m_composer;
};

} // namespace ui
