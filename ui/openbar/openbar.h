// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/openrequest.h"

#include <QStringList>
#include <QWidget>

class QActionGroup;
class QBoxLayout;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStringListModel;
class QToolButton;

namespace ui {

/// The row on top of the window where endpoints are opened: protocol, address, port, Listen, Connect. What cannot be
/// used is said under the field, never in a box. Thread: GUI.
class OpenBar final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OpenBar)

public:
    explicit OpenBar(QWidget* parent = nullptr);

    /// Addresses offered while typing: those used before, then this machine's own.
    void setSuggestions(const QStringList& addresses);
    [[nodiscard]] QString port() const;
    void setPort(const QString& port);
    /// Puts an address to connect to (or to listen on) into the fields, as if it had been typed.
    void fill(net::Protocol protocol, const QString& address, const QString& port);
    /// Selects the address for typing over it; `as` is what Enter will do.
    void focusAddress();
    void focusAddress(workspace::OpenAs as);
    /// Adds a widget at the right end of the row.
    void addTrailing(QWidget* widget);

Q_SIGNALS:
    void openRequested(const workspace::OpenRequest& request);

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildFields();
    void buildButtons();
    void buildTimeoutMenu();
    void layOut();
    [[nodiscard]] net::Protocol protocol() const;
    void onProtocolChanged();
    void onAddressEdited();
    void takePortFromAddress();
    void onEnter();
    void open(workspace::OpenAs as);
    void setEnterAction(workspace::OpenAs as);
    void showProblem(const workspace::OpenError& error);
    void showReach();
    void showMessage(const QString& text, const QLineEdit* below);
    void applyTones();

    QComboBox* m_protocol;
    QLineEdit* m_address;
    QLineEdit* m_port;
    QPushButton* m_listen;
    QPushButton* m_connect;
    QToolButton* m_timeout;
    QActionGroup* m_timeouts;
    QBoxLayout* m_row;
    QLabel* m_message; // under the fields: what is wrong, or what a wildcard means
    QStringListModel* m_suggestions;
    qsizetype m_addressSize = 0; // before the last change
    bool m_wasUnix = false;
    QString m_otherAddress; // what the address field held for the other family
    workspace::OpenAs m_enterAction = workspace::OpenAs::Connection;
};

/// Does this address stand for every interface: 0.0.0.0, ::? Others can then reach a listener there.
[[nodiscard]] bool isWildcard(net::Protocol protocol, const QString& address);

} // namespace ui
