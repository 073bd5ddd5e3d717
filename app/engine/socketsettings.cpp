// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/socketsettings.h"

namespace engine {

SocketSettings::SocketSettings(Journal& journal, const base::UniqueFd& fd)
    : m_journal(journal)
    , m_fd(fd)
{ }

void SocketSettings::adopt(const Setup& setup)
{
    EndpointStatus& status = m_journal.edit();
    status.mode = setup.mode;
    status.receive = setup.receive;
    if (setup.receiveSize != 0)
        status.receiveSize = setup.receiveSize;
    status.oneLane = setup.oneLane;
}

void SocketSettings::apply()
{
    const net::ModeSetting& mode = m_journal.status().mode;
    const Call call = m_journal.begin(capture::Operation::SetTimeout);
    const auto applied = m_fd ? net::setMode(m_fd.get(), mode) : base::Result<void>();
    m_journal.write(Recorder::end(call, applied), capture::ModeDetail{mode});
    if (!applied)
        m_journal.setError(applied.error());
}

void SocketSettings::setMode(const net::ModeSetting& mode)
{
    m_journal.edit().mode = mode;
    apply();
    m_journal.publish(Urgency::AtOnce);
}

void SocketSettings::setLanes(bool oneLane)
{
    m_journal.edit().oneLane = oneLane;
    m_journal.publish(Urgency::AtOnce);
}

void SocketSettings::setReceive(const SetReceive& command)
{
    EndpointStatus& status = m_journal.edit();
    status.receive = command.mode;
    if (command.size != 0)
        status.receiveSize = command.size;
    m_journal.publish(Urgency::AtOnce);
}

} // namespace engine
