// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/composer/composer.h"

#include "codec/text.h"
#include "net/address.h"
#include "ui/composer/messagerow.h"
#include "ui/composer/payloadedit.h"
#include "ui/composer/receiverow.h"
#include "ui/composer/targetrow.h"
#include "ui/fields/flowlayout.h"
#include "ui/theme/tones.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QMimeData>
#include <QPushButton>
#include <QVBoxLayout>

#include <initializer_list>
#include <utility>

namespace ui {

using codec::LineEnding;
using session::PayloadFormat;
using session::SentPayload;

namespace {

/// What the engine takes of a file as one message; UDP has room for a little less, and says so.
constexpr qint64 LongestMessageFile = 64 * 1024;

/// The file of a drop, if it is one file of this machine.
QString fileOf(const QMimeData& data)
{
    const QList<QUrl> urls = data.urls();
    if (urls.size() != 1 || !urls.first().isLocalFile())
        return {};
    const QString path = urls.first().toLocalFile();
    return QFileInfo(path).isFile() ? path : QString();
}

/// Host and port of "host:port"; what has no port is the name of a Unix socket.
std::pair<QString, QString> splitAddress(const QString& address)
{
    const qsizetype colon = address.lastIndexOf(u':');
    const QString port = address.mid(colon + 1);
    const bool hasPort = colon >= 0 && net::parsePort(port.toStdString());
    return hasPort ? std::pair(address.left(colon), port) : std::pair(address, QString());
}

} // namespace

Composer::Composer(session::SendHistory& history, QWidget* parent)
    : QWidget(parent)
    , m_history(history)
    , m_targetRow(new TargetRow(this))
    , m_format(new QComboBox(this))
    , m_ending(new QComboBox(this))
    , m_edit(new PayloadEdit(this))
    , m_file(new QPushButton(tr("File..."), this))
    , m_send(new QPushButton(tr("Send"), this))
    , m_receiveRow(new ReceiveRow(this))
    , m_message(new MessageRow(this))
    , m_walk(history)
{
    fillChoices();
    m_edit->setToolTip(tr("Enter sends while there is one line, Ctrl+Enter always. Shift+Enter begins a line.\n"
                          "Up and Down go through what was sent before."));
    m_send->setDefault(true);
    setAcceptDrops(true);
    setFocusProxy(m_edit);
    applyIcons();
    buildRows();
    connectParts();
    validate();
    setTarget({});
}

void Composer::fillChoices()
{
    m_format->setAccessibleName(tr("Payload format"));
    for (const PayloadFormat format : {PayloadFormat::Text, PayloadFormat::Escaped, PayloadFormat::Hex})
        m_format->addItem(formatName(format), static_cast<int>(format));
    m_ending->setAccessibleName(tr("Line ending"));
    m_ending->setToolTip(tr("Sent after the payload"));
    for (const LineEnding ending :
        {LineEnding::None, LineEnding::Lf, LineEnding::Cr, LineEnding::CrLf, LineEnding::Nul})
        m_ending->addItem(endingName(ending), static_cast<int>(ending));
    m_ending->setItemData(m_ending->findData(static_cast<int>(LineEnding::None)), tr("None"), Qt::AccessibleTextRole);
}

void Composer::buildRows()
{
    auto* head = new FlowLayout(GridPixels, GridPixels / 2);
    for (QWidget* part : std::initializer_list<QWidget*>{m_targetRow, m_format, m_ending, m_message})
        head->addWidget(part);
    auto* row = new QHBoxLayout;
    row->setSpacing(GridPixels);
    row->addWidget(m_edit, 1);
    for (QPushButton* button : {m_file, m_send}) {
        button->setMinimumHeight(m_edit->height());
        row->addWidget(button, 0, Qt::AlignTop);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(GridPixels, GridPixels / 2, GridPixels, GridPixels / 2);
    column->setSpacing(GridPixels / 2);
    column->addLayout(head);
    column->addLayout(row);
    column->addWidget(m_receiveRow);
}

void Composer::applyIcons()
{
    m_send->setIcon(themedIcon(u"send", palette()));
    m_file->setIcon(themedIcon(u"file", palette()));
}

void Composer::connectParts()
{
    connect(m_edit, &PayloadEdit::textChanged, this, &Composer::onTextChanged);
    // A new step takes the place of those that were undone.
    connect(m_edit->document(), &QTextDocument::undoCommandAdded, this, [this] { m_marks.forgetAfter(m_steps); });
    connect(m_edit, &PayloadEdit::sendRequested, this, &Composer::send);
    connect(m_edit, &PayloadEdit::earlierRequested, this, &Composer::showEarlier);
    connect(m_edit, &PayloadEdit::laterRequested, this, &Composer::showLater);
    connect(m_edit, &PayloadEdit::pasteNoted, this,
        [this](const QString& note) { showMessage(note, Severity::Information); });
    connect(m_edit, &PayloadEdit::pasteRefused, this,
        [this](const QString& reason) { showMessage(reason, Severity::Warning); });
    connect(m_format, &QComboBox::activated, this, &Composer::onFormatChosen);
    connect(m_ending, &QComboBox::currentIndexChanged, this, &Composer::showState);
    connect(m_send, &QPushButton::clicked, this, &Composer::send);
    connect(m_file, &QPushButton::clicked, this, &Composer::chooseFile);
    connect(m_targetRow, &TargetRow::targetChosen, this, &Composer::targetChosen);
    connect(m_targetRow, &TargetRow::submitted, this, &Composer::send);
    connect(m_targetRow, &TargetRow::addressChanged, this, &Composer::showState);
    connect(m_receiveRow, &ReceiveRow::receiveRequested, this, &Composer::receiveRequested);
}

PayloadFormat Composer::format() const
{
    return static_cast<PayloadFormat>(m_format->currentData().toInt());
}

LineEnding Composer::ending() const
{
    return m_read == PayloadFormat::Hex ? LineEnding::None : static_cast<LineEnding>(m_ending->currentData().toInt());
}

SentPayload Composer::payload() const
{
    return {m_edit->payload(), m_read, ending()};
}

void Composer::setPayload(const SentPayload& payload)
{
    m_ending->setCurrentIndex(m_ending->findData(static_cast<int>(payload.ending)));
    replaceText(payload.text, payload.format);
}

QString Composer::address() const
{
    if (!m_target.needsAddress || m_targetRow->host().isEmpty())
        return {};
    const QString port = m_targetRow->port();
    return port.isEmpty() ? m_targetRow->host() : QString(m_targetRow->host() % u':' % port);
}

void Composer::setTarget(const Target& target)
{
    if (target.name != m_target.name)
        m_said.clear();
    m_target = target;
    m_targetRow->setTarget(target);
    m_receiveRow->setTarget(target);
    showState();
}

void Composer::showMessage(const QString& text, Severity severity)
{
    m_said = text;
    m_severity = severity;
    showState();
}

void Composer::onTextChanged()
{
    const QTextDocument& document = *m_edit->document();
    m_steps = document.availableUndoSteps();
    if (!document.isUndoAvailable() && !document.isRedoAvailable())
        m_marks.restart(m_read);
    adoptFormat(m_marks.formatAt(m_steps));
    m_said.clear();
    validate();
}

void Composer::adoptFormat(PayloadFormat format)
{
    m_read = format;
    m_edit->setFormat(format);
    m_format->setCurrentIndex(m_format->findData(static_cast<int>(format)));
    m_ending->setEnabled(format != PayloadFormat::Hex);
}

void Composer::onFormatChosen()
{
    const PayloadFormat wanted = format();
    if (wanted == m_read)
        return;
    // What stands for no bytes, such as words typed where hex was expected, is only read in another way.
    if (!m_bytes) {
        m_marks.restart(wanted);
        adoptFormat(wanted);
        return validate();
    }
    const auto text = payloadText(m_bytes->bytes, wanted);
    if (text && PayloadEdit::canHold(*text))
        return replaceText(*text, wanted);
    adoptFormat(m_read);
    const QString why = text           ? tr("the text would be too long for this field")
        : m_read == PayloadFormat::Hex ? tr("byte %1 is no visible text, which Escaped can write").arg(text.error() + 1)
                                       : tr("byte %1 is no visible text").arg(text.error() + 1);
    showMessage(tr("Still %1: %2.").arg(formatName(m_read), why), Severity::Warning);
}

void Composer::replaceText(const QString& text, PayloadFormat format)
{
    if (text.isEmpty() && m_edit->payload().isEmpty()) {
        m_marks.restart(format); // there is nothing that could be undone
        adoptFormat(format);
        return validate();
    }
    const int steps = m_steps;
    m_edit->replacePayload(text);
    m_marks.changeAfter(steps, format);
    adoptFormat(format);
    validate();
}

void Composer::validate()
{
    m_bytes = payloadBytes(m_edit->payload(), m_read);
    m_edit->markProblem(m_bytes ? std::nullopt : std::optional(m_bytes.error().offset));
    showState();
}

void Composer::showState()
{
    QString message = m_said;
    Severity severity = m_severity;
    if (message.isEmpty() && !m_bytes) {
        message = problemText(m_bytes.error(), m_edit->payload());
        severity = Severity::Error;
    }
    const bool urgent = !message.isEmpty();
    if (!urgent && !m_target.canSend)
        message = m_target.whyNot.isEmpty() ? tr("Select a connection to send to.") : m_target.whyNot;
    const bool isEmptyDatagram
        = m_target.datagram && m_bytes && m_bytes->bytes.isEmpty() && ending() == LineEnding::None;
    const QString count = isEmptyDatagram ? tr("empty datagram") : m_bytes ? countText(*m_bytes, ending()) : QString();
    m_message->setMessage(message, urgent ? std::optional(severity) : std::nullopt);
    m_message->setCount(count);
    m_edit->setAccessibleDescription(urgent ? message : count);
    m_edit->setPlaceholderText(m_targetRow->hint()); // where nothing is typed, and no row more

    m_send->setEnabled(m_target.canSend && m_bytes.has_value());
    m_send->setToolTip(m_target.canSend ? tr("Ctrl+Enter") : message);
    m_file->setEnabled(m_target.canSend && !m_target.needsAddress);
    m_file->setToolTip(fileHint());
}

QString Composer::fileHint() const
{
    if (m_target.needsAddress)
        return tr("A file is sent to the socket's peer, and this one has none.");
    return m_target.datagram ? tr("Send a file of at most 64 KiB as one message. It can also be dropped here.")
                             : tr("Send a file as it is. It can also be dropped here.");
}

void Composer::send()
{
    if (!m_target.canSend || !m_bytes)
        return showState();
    m_said.clear();
    if (const auto refusal = sendPayload(payload(), {}))
        return showMessage(refusal->text, refusal->severity);
    m_walk.end();
    showState();
    // The payload stays for the next time, and typing takes its place.
    m_edit->selectAll();
}

std::optional<Composer::Refusal> Composer::sendPayload(const SentPayload& payload, const QString& address)
{
    if (!m_target.canSend)
        return Refusal{m_target.whyNot.isEmpty() ? tr("Select a connection to send to.") : m_target.whyNot};
    auto read = payloadBytes(payload.text, payload.format);
    if (!read)
        return Refusal{problemText(read.error(), payload.text)};
    QByteArray bytes = std::move(read->bytes);
    for (const std::byte byte : codec::lineEndingBytes(payload.ending))
        bytes += static_cast<char>(byte);
    if (bytes.isEmpty() && !m_target.datagram)
        return Refusal{tr("Nothing to send: a stream has no empty messages."), Severity::Information};
    if (!m_target.needsAddress) {
        m_history.add(payload);
        Q_EMIT sendRequested(bytes);
        return {};
    }
    auto [host, port] = splitAddress(address);
    if (address.isEmpty()) {
        if (const QString problem = m_targetRow->addressProblem(); !problem.isEmpty())
            return Refusal{problem};
        host = m_targetRow->host();
        port = m_targetRow->port();
    }
    m_history.add(payload);
    Q_EMIT sendToRequested(bytes, host, port);
    return {};
}

void Composer::showEarlier()
{
    if (const auto earlier = m_walk.earlier(payload()))
        setPayload(*earlier);
}

void Composer::showLater()
{
    if (const auto later = m_walk.later())
        setPayload(*later);
}

void Composer::chooseFile()
{
    auto* dialog = new QFileDialog(this, tr("Send File"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setLabelText(QFileDialog::Accept, tr("Send"));
    connect(dialog, &QFileDialog::fileSelected, this, &Composer::sendFile);
    dialog->show();
}

void Composer::sendFile(const QString& path)
{
    if (!m_target.canSend)
        return showState();
    const QFileInfo file(path);
    if (m_target.datagram && file.size() > LongestMessageFile)
        return showMessage(tr("%1 is too long for one message: it has %2 bytes.")
                               .arg(file.fileName(), QLocale().toString(file.size())),
            Severity::Error);
    showMessage(tr("Sending %1 to %2.").arg(file.fileName(), m_target.name), Severity::Information);
    Q_EMIT sendFileRequested(path);
}

void Composer::dragEnterEvent(QDragEnterEvent* event)
{
    if (m_file->isEnabled() && !fileOf(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void Composer::dropEvent(QDropEvent* event)
{
    const QString path = fileOf(*event->mimeData());
    if (path.isEmpty() || !m_file->isEnabled())
        return;
    event->acceptProposedAction();
    sendFile(path);
}

void Composer::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    applyIcons();
    validate();
}

} // namespace ui
