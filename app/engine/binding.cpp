// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/binding.h"

namespace engine {

using capture::Operation;

Binding::Binding(Journal& journal, const base::UniqueFd& fd)
    : m_journal(journal)
    , m_fd(fd)
{ }

base::Result<void> Binding::bind(const net::Address& address, std::optional<net::FileMode> mode)
{
    const std::string path = address.path();
    if (!path.empty()) {
        if (auto made = net::setBindMode(m_fd.get(), mode.value_or(net::PrivateFile)); !made)
            return made;
    }
    const Call call = m_journal.begin(Operation::Bind);
    const auto result = net::bind(m_fd.get(), address);
    const capture::Record record = Recorder::end(call, result);
    const auto local = net::getsockname(m_fd.get());
    m_journal.write(record, capture::AddressDetail{.address = address, .local = local.value_or(net::Address())});
    if (!result)
        return result;
    note(address);
    return mode && !path.empty() ? changeMode(path, *mode) : base::Result<void>();
}

base::Result<void> Binding::bindToConnect(const Connect& command, int family)
{
    if (!command.local)
        return {};
    const net::Address& local = *command.local;
    return bind(local.isWildcard() ? net::Address::anyOf(family, local.port()) : local, command.setup.fileMode);
}

void Binding::note(const net::Address& address)
{
    if (const std::string path = address.path(); !path.empty()) {
        if (const auto identity = net::identityOf(path))
            m_file = *identity;
    }
    const Call call = m_journal.begin(Operation::GetSockName);
    const auto local = net::getsockname(m_fd.get());
    // A record only where it fails: then nobody knows the port that the kernel has chosen.
    if (!local)
        m_journal.write(Recorder::fail(call, local.error()));
    m_journal.setAddresses(local.value_or(address), m_journal.status().info.peer);
}

base::Result<void> Binding::changeMode(const std::string& path, net::FileMode mode)
{
    const Call call = m_journal.begin(Operation::ChangeMode, mode);
    const auto changed = net::chmod(path, mode);
    m_journal.write(Recorder::end(call, changed), capture::TextDetail{path});
    return changed;
}

void Binding::removeFile()
{
    if (!m_file)
        return;
    const std::string path = m_journal.status().info.local.path();
    const Call call = m_journal.begin(Operation::Unlink);
    const auto removed = net::unlinkIfSame(path, *m_file);
    m_file.reset();
    m_journal.write(Recorder::end(call, removed), capture::TextDetail{path});
}

std::optional<net::FileMode> Binding::fileMode() const
{
    if (!m_file)
        return {};
    const auto mode = net::modeOf(m_journal.status().info.local.path());
    return mode ? std::optional(*mode) : std::nullopt;
}

} // namespace engine
