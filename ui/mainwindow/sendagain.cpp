// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/sendagain.h"

#include "capture/reader.h"
#include "session/endpointnames.h"
#include "session/models/endpointmodel.h"
#include "session/session.h"
#include "ui/composer/composer.h"
#include "ui/composer/payloadedit.h"
#include "ui/mainwindow/sendtargets.h"
#include "ui/theme/quantity.h"
#include "ui/traffic/logview.h"

#include <QMenu>

#include <span>
#include <utility>

namespace ui {

using namespace Qt::StringLiterals;
using session::PayloadFormat;

namespace {

constexpr qsizetype DigitsInLine = 3 * 32; // of hex that is too long for one line, with the spaces between bytes

QString inLines(QString hex)
{
    for (qsizetype at = DigitsInLine - 1; at < hex.size(); at += DigitsInLine)
        hex[at] = u'\n';
    return hex;
}

/// The bytes in the first format that can write them: as text if they are some.
std::optional<session::SentPayload> asPayload(const QByteArray& bytes)
{
    if (bytes.size() > PayloadEdit::MaxLength)
        return {};
    for (const PayloadFormat format : {PayloadFormat::Text, PayloadFormat::Escaped, PayloadFormat::Hex}) {
        auto text = payloadText(bytes, format);
        if (text && format == PayloadFormat::Hex && !PayloadEdit::canHold(*text))
            text = inLines(*text);
        if (text && PayloadEdit::canHold(*text))
            return session::SentPayload{*std::move(text), format, codec::LineEnding::None};
    }
    return {};
}

/// To whom a datagram was sent by a call that names its receiver.
std::optional<net::Address> receiverOf(capture::Reader& reader, const capture::Record& record)
{
    const auto detail = reader.detail(record.detail);
    const auto* address = detail ? std::get_if<capture::AddressDetail>(&*detail) : nullptr;
    return address && !address->address.isEmpty() ? std::optional(address->address) : std::nullopt;
}

} // namespace

SendAgain::SendAgain(session::Session& session, LogView& view, Composer* composer, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_view(view)
    , m_composer(composer)
{ }

void SendAgain::addTo(QMenu* menu, quint64 index)
{
    const auto record = m_view.reader()->record({index});
    if (!record || !capture::movesBytes(*record))
        return;
    if (record->payloadSize > 0) {
        connect(menu->addAction(tr("Put into Payload")), &QAction::triggered, this,
            [this, record = *record] { putIntoPayload(record); });
        connect(
            menu->addAction(tr("Save Payload")), &QAction::triggered, this, [this, record = *record] { save(record); });
    }
    QAction* again = menu->addAction(tr("Send Again"));
    const QString problem = whyNot(*record);
    again->setEnabled(problem.isEmpty());
    again->setToolTip(problem.isEmpty() ? tr("The same bytes, to whom they were sent") : problem);
    menu->setToolTipsVisible(true);
    connect(again, &QAction::triggered, this, [this, record = *record] { send(record); });
}

/// A connection that has been opened again sends for those before it.
base::EndpointId SendAgain::senderOf(const capture::Record& record) const
{
    const capture::EndpointInfo info = m_view.reader()->endpoint(record.endpoint);
    return m_session.endpoints()->latestAttempt(session::firstAttempt(record.endpoint, info));
}

QString SendAgain::whyNot(const capture::Record& record) const
{
    if (capture::directionOf(record.operation) != capture::Direction::Out)
        return tr("These bytes were received: put them into the payload to send them");
    if (record.payloadSize < capture::movedSize(record).value_or(record.asked))
        return tr("The capture does not have all of these bytes");
    const engine::EndpointStatus* status = m_session.endpoints()->status(senderOf(record));
    return status ? whyNotSend(*status) : tr("The endpoint is not there any more");
}

std::optional<QByteArray> SendAgain::bytesOf(const capture::Record& record)
{
    QByteArray bytes(qsizetype(record.payloadSize), Qt::Uninitialized);
    const auto read = m_view.reader()->payload(record, 0, std::as_writable_bytes(std::span(bytes)));
    if (read && *read == record.payloadSize)
        return bytes;
    const QString reason = read ? tr("the capture ends before them") : QString::fromStdString(read.error().message());
    m_composer->showMessage(tr("The bytes cannot be read: %1").arg(reason), Severity::Error);
    return {};
}

std::optional<session::SentPayload> SendAgain::payloadOf(const capture::Record& record)
{
    const auto bytes = bytesOf(record);
    if (!bytes)
        return {};
    auto payload = asPayload(*bytes);
    if (!payload)
        m_composer->showMessage(
            tr("%1 bytes are too many for this field: save them from the row's menu, and send the file.")
                .arg(countText(quint64(bytes->size()))),
            Severity::Warning);
    return payload;
}

void SendAgain::putIntoPayload(const capture::Record& record)
{
    if (const auto payload = payloadOf(record)) {
        m_composer->setPayload(*payload);
        m_composer->setFocus(Qt::OtherFocusReason);
    }
}

void SendAgain::save(const capture::Record& record)
{
    const auto payload = payloadOf(record);
    if (!payload)
        return;
    const bool isSent = capture::directionOf(record.operation) == capture::Direction::Out;
    const auto receiver = isSent ? receiverOf(*m_view.reader(), record) : std::nullopt;
    Q_EMIT saveRequested(*payload, receiver ? QString::fromStdString(receiver->toString()) : QString());
}

void SendAgain::send(const capture::Record& record)
{
    const auto bytes = bytesOf(record);
    if (!bytes)
        return;
    const base::EndpointId sender = senderOf(record);
    const engine::EndpointStatus* status = m_session.endpoints()->status(sender);
    const bool isDatagram = status && !net::hasConnections(status->info.protocol);
    const auto receiver = isDatagram ? receiverOf(*m_view.reader(), record) : std::nullopt;
    if (receiver)
        m_session.sendTo(sender, *bytes, *receiver);
    else
        m_session.send(sender, *bytes);
}

} // namespace ui
