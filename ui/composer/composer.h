// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/composer/formatmarks.h"
#include "ui/composer/historywalk.h"
#include "ui/composer/payloadcode.h"
#include "ui/composer/target.h"
#include "ui/notice/severitymark.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QPushButton;

namespace ui {

class MessageRow;
class PayloadEdit;
class ReceiveRow;
class TargetRow;

/// Where a payload is written and sent. It makes bytes and says what is to be done with them; it knows no socket.
class Composer final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Composer)

public:
    /// @param history  what was sent before; it must live longer than the composer.
    explicit Composer(session::SendHistory& history, QWidget* parent = nullptr);

    /// Says which endpoint would send. May be called as often as anything changes: what is typed stays.
    void setTarget(const Target& target);
    /// One line about the last thing done, such as "Send refused: queue full", until the payload changes.
    void showMessage(const QString& text, Severity severity);
    /// Puts a payload in, as if it were typed.
    void setPayload(const session::SentPayload& payload);
    [[nodiscard]] session::SentPayload payload() const;
    /// Where the payload goes to as "host:port", where the endpoint has no peer; empty where it has one.
    [[nodiscard]] QString address() const;
    /// One line that says why nothing was sent.
    struct Refusal
    {
        QString text;
        Severity severity = Severity::Error;
    };
    /// Sends a payload to whom the button would; what is typed stays.
    /// @param address  "host:port" for an endpoint without a peer; where it is empty, what is typed.
    [[nodiscard]] std::optional<Refusal> sendPayload(const session::SentPayload& payload, const QString& address);

public Q_SLOTS:
    /// Does what the button does, and says why where nothing can be sent.
    void send();
    /// Asks for a file to send. The dialog is not modal.
    void chooseFile();

Q_SIGNALS:
    void sendRequested(const QByteArray& bytes);
    void sendToRequested(const QByteArray& bytes, const QString& host, const QString& portText);
    void sendFileRequested(const QString& path);
    void receiveRequested(quint32 size, int flags);
    /// Another candidate was chosen; the answer is setTarget().
    void targetChosen(int candidate);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fillChoices();
    void buildRows();
    void connectParts();
    void applyIcons();
    [[nodiscard]] session::PayloadFormat format() const;
    [[nodiscard]] codec::LineEnding ending() const;
    void onTextChanged();
    void onFormatChosen();
    void adoptFormat(session::PayloadFormat format);
    /// Replaces the text as one step, which also changes how it is read.
    void replaceText(const QString& text, session::PayloadFormat format);
    void validate();
    void showState();
    [[nodiscard]] QString fileHint() const;
    void showEarlier();
    void showLater();
    void sendFile(const QString& path);

    session::SendHistory& m_history;
    Target m_target;
    TargetRow* m_targetRow; // the parts in the order of the Tab key
    QComboBox* m_format;
    QComboBox* m_ending;
    PayloadEdit* m_edit;
    QPushButton* m_file;
    QPushButton* m_send;
    ReceiveRow* m_receiveRow;
    MessageRow* m_message;

    FormatMarks m_marks{session::PayloadFormat::Text};
    int m_steps = 0; // of the undo history, before the edit that is under way
    session::PayloadFormat m_read = session::PayloadFormat::Text; // how the text is read now
    codec::Parsed<PayloadBytes> m_bytes;
    QString m_said; // by showMessage
    Severity m_severity = Severity::Information;
    HistoryWalk m_walk;
};

} // namespace ui
