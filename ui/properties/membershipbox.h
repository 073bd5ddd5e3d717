// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/status.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;
class QTreeWidget;

namespace session {
class Session;
}

namespace ui {

/// The multicast groups of one UDP endpoint: a heading that says how many, and below it, when it is opened, a table of
/// the memberships and fields to join another. Hidden for endpoints that can have none. Owned by the property panel.
/// Thread: GUI.
class MembershipBox final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MembershipBox)

public:
    /// @param session  must outlive the box.
    explicit MembershipBox(session::Session& session, QWidget* parent = nullptr);

    /// Whose memberships are shown; null for nobody's.
    void setEndpoint(const engine::EndpointStatus* status);

Q_SIGNALS:
    /// A person wants to know more about the errno of a membership that the kernel refused.
    void explanationRequested(int code);

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildHeading();
    void buildTable();
    void buildFields();
    void arrange();
    void listInterfaces();
    void showMemberships();
    void updateButtons();
    void join();
    void leave();
    void change(const net::Membership& membership, bool joins);
    void tell(const QString& text, int code = 0);
    void tellRefusal(const engine::Properties& properties, const net::Membership& membership, bool joins);

    session::Session& m_session;
    base::EndpointId m_endpoint;
    std::vector<net::Membership> m_memberships;
    QToolButton* m_heading; // opens and closes what is below it
    QWidget* m_body;
    QTreeWidget* m_table;
    QLineEdit* m_group;
    QLineEdit* m_source;
    QComboBox* m_interface;
    QPushButton* m_join;
    QPushButton* m_leave;
    QLabel* m_message;
    QToolButton* m_explain;
    int m_code = 0; // the errno that the message tells of
};

} // namespace ui
