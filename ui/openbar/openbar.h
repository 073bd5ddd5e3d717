// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/openrequest.h"

#include <QStringList>
#include <QWidget>

#include <optional>

class QAbstractButton;
class QComboBox;
class QLineEdit;
class QPushButton;

namespace ui {

class AddressEdit;
class BeforeButton;
class FoldingRow;
class OpenMessage;
class RecentButton;

/// The row on top of the window where endpoints are opened: protocol, address, port, Listen, Connect, and what is set
/// before opening. What cannot be used is said under the field, never in a box. Thread: GUI.
class OpenBar final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OpenBar)

public:
    explicit OpenBar(QWidget* parent = nullptr);

    /// Offers endpoints that were opened before, beside the address: their URLs, the latest first.
    void setRecent(const QStringList& urls);
    /// Addresses offered while typing: those used before, then this machine's own.
    void setSuggestions(const QStringList& addresses);
    /// Begins with this address and port, which belong together; without an address with loopback.
    void setPlace(const QString& address, const QString& port);
    /// Selects the address for typing over it.
    void focusAddress();
    /// Leads to the field that is next to be filled, with a port to begin with, and says what Enter will do.
    void prepare(session::OpenAs as);
    /// Adds a button at the right end of the row. Where there is no room for those they are in a menu.
    void addTrailing(QAbstractButton* button);
    /// Of the row as it is with all folded that can be.
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void openRequested(const session::OpenRequest& request);
    /// The recent endpoints are about to be seen.
    void recentWanted();
    /// These are not to be offered any more.
    void recentForgotten(const QStringList& urls);
    /// A person types something else.
    void edited();

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildFields();
    void buildButtons();
    void layOut();
    [[nodiscard]] net::Protocol protocol() const;
    void onProtocolChanged();
    void exchangeFields(bool isUnix);
    void onAddressEdited();
    void takePortFromAddress();
    void onEnter();
    void open(session::OpenAs as);
    [[nodiscard]] std::optional<session::OpenRequest> read();
    /// Puts it into the fields; its options are added to those that are set.
    void fill(const session::OpenRequest& request);
    void takeRecent(const session::OpenRequest& request);
    void copyUrl();
    void setEnterAction(session::OpenAs as);
    void showProblem(const session::OpenError& error);
    void showReach();
    void applyIcons();

    QComboBox* m_protocol;
    AddressEdit* m_address;
    QLineEdit* m_port;
    QPushButton* m_listen;
    QPushButton* m_connect;
    RecentButton* m_recent;
    BeforeButton* m_before;
    FoldingRow* m_trailing;
    QWidget* m_lastForTab; // of the row
    OpenMessage* m_message;
    qsizetype m_addressSize = 0; // before the last change
    bool m_wasUnix = false;
    QString m_otherAddress; // what the fields held for the other family
    QString m_otherPort;
    session::OpenAs m_enterAction = session::OpenAs::Connection;
};

} // namespace ui
