// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/windowtitle.h"

#include "session/models/endpointmodel.h"
#include "ui/sockets/endpointtext.h"

#include <QStringBuilder>
#include <QWidget>

namespace ui {

using namespace Qt::StringLiterals;
using session::EndpointModel;

WindowTitle::WindowTitle(QWidget* window, const EndpointModel* endpoints, std::size_t number)
    : QObject(window)
    , m_window(window)
    , m_endpoints(endpoints)
    , m_program(number < 2 ? u"Sockscope"_s : u"Sockscope %1"_s.arg(number))
{
    window->setAccessibleName(m_program); // it stays what it is called by, whatever happens in it
    connect(endpoints, &EndpointModel::rowsInserted, this, &WindowTitle::update);
    connect(endpoints, &EndpointModel::rowsRemoved, this, &WindowTitle::update);
    connect(endpoints, &EndpointModel::dataChanged, this, &WindowTitle::update);
    connect(endpoints, &EndpointModel::modelReset, this, &WindowTitle::update);
    update();
}

QString WindowTitle::firstEndpoint() const
{
    for (int row = 0; row < m_endpoints->rowCount({}); ++row) {
        const auto status
            = m_endpoints->index(row, 0, {}).data(EndpointModel::StatusRole).value<engine::EndpointStatus>();
        if (!engine::isEnded(status.state))
            return QString(endpointName(status) % u' ' % endpointPlainAddress(status)).trimmed();
    }
    return {};
}

void WindowTitle::update()
{
    const QString endpoint = firstEndpoint();
    QString title = endpoint.isEmpty() ? m_program : QString(m_program % " - "_L1 % endpoint);
    title.replace("[*]"_L1, "[*][*]"_L1); // twice is a placeholder that shows as itself
    if (title != m_window->windowTitle())
        m_window->setWindowTitle(title);
}

} // namespace ui
