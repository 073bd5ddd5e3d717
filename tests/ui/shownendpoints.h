// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "net/address.h"
#include "session/models/endpointmodel.h"
#include "ui/sockets/endpointspane.h"

#include <QTest>
#include <QTreeView>

#include <memory>
#include <string>

namespace shown {

inline net::Address address(const char* host, std::uint16_t port)
{
    return *net::Address::fromIp(host, port);
}

inline engine::EndpointStatus listener(std::uint32_t id = 1)
{
    engine::EndpointStatus status;
    status.id = {id};
    status.info.name = "server";
    status.info.role = capture::Role::Listener;
    status.info.local = address("127.0.0.1", 50007);
    status.state = engine::State::Listening;
    return status;
}

inline engine::EndpointStatus accepted(std::uint32_t id, std::uint32_t parent = 1)
{
    engine::EndpointStatus status;
    status.id = {id};
    status.info.name = "server/" + std::to_string(id);
    status.info.parent = {parent};
    status.info.role = capture::Role::Accepted;
    status.info.local = address("127.0.0.1", 50007);
    status.info.peer = address("127.0.0.1", 40112);
    status.state = engine::State::Connected;
    return status;
}

inline engine::EndpointStatus ended(engine::EndpointStatus status)
{
    status.state = engine::State::Closed;
    return status;
}

inline engine::EndpointStatus connection(engine::State state, std::uint32_t id = 9)
{
    engine::EndpointStatus status;
    status.id = {id};
    status.info.name = "client";
    status.info.peer = address("::1", 80);
    status.state = state;
    if (state == engine::State::Connecting)
        status.waiting = {{capture::Operation::Connect, 0, base::Monotonic::now(), false}};
    return status;
}

/// Of the connection with number 9, opened again.
inline engine::EndpointStatus attempt(unsigned number, engine::State state)
{
    engine::EndpointStatus status = connection(state, 9 + number);
    status.info.name = "client/" + std::to_string(number);
    status.info.parent = {9};
    return status;
}

inline engine::EndpointStatus wasConnected(engine::EndpointStatus status)
{
    status.steps = {{engine::State::Connected, {}}, {status.state, {}}};
    return status;
}

/// The tree of endpoints on the (offscreen) screen, over a model that tests tell what there is. Tests inherit it.
class Endpoints
{
protected:
    void open()
    {
        m_model = std::make_unique<session::EndpointModel>();
        m_pane = std::make_unique<ui::EndpointsPane>();
        m_pane->setModel(m_model.get());
        m_pane->resize(280, 300);
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
    }
    void end()
    {
        m_pane.reset();
        m_model.reset();
    }

    [[nodiscard]] QTreeView* tree() const { return m_pane->findChild<QTreeView*>(); }
    [[nodiscard]] QModelIndex find(base::EndpointId id) const
    {
        const QAbstractItemModel& rows = *tree()->model();
        const auto found = rows.match(
            rows.index(0, 0), session::EndpointModel::IdRole, id.value, 1, Qt::MatchExactly | Qt::MatchRecursive);
        return found.value(0);
    }
    [[nodiscard]] QModelIndex parentOf(base::EndpointId id) const { return find(id).parent(); }

    std::unique_ptr<session::EndpointModel> m_model;
    std::unique_ptr<ui::EndpointsPane> m_pane;
};

} // namespace shown
