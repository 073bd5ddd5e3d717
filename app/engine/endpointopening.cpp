// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// The part of Endpoint that makes its socket and gives it an address, and takes the address's file away again.
#include "engine/endpoint.h"

namespace engine {

using capture::Operation;

base::Result<void> Endpoint::openSocket(int family, const Setup& setup)
{
    const Call call = recorder().begin(Operation::Socket, id());
    const int type = net::socketType(m_status.info.protocol);
    auto fd = net::socket(family, type, net::FdMode::NonBlocking);
    const capture::SocketDetail asked{.family = family, .type = type};
    if (!fd) {
        log(Recorder::fail(call, fd.error()), asked);
        return base::failure(fd.error());
    }
    log(Recorder::end(call, fd->get()), asked);
    m_status.family = family;
    takeFd(std::move(*fd));
    adoptSettings(setup);
    if (usesLanes())
        logMode();
    return applySetup(setup, family);
}

void Endpoint::adoptSettings(const Setup& setup)
{
    m_status.mode = setup.mode;
    m_status.receive = setup.receive;
    m_status.echo = setup.echo;
    if (setup.receiveSize != 0)
        m_status.receiveSize = setup.receiveSize;
    m_status.oneLane = setup.oneLane;
}

base::Result<void> Endpoint::bindTo(const net::Address& address, std::optional<net::FileMode> mode)
{
    const std::string path = address.path();
    if (!path.empty()) {
        if (auto made = net::setBindMode(fd(), mode.value_or(net::PrivateFile)); !made)
            return made;
    }
    const Call call = recorder().begin(Operation::Bind, id());
    const auto result = net::bind(fd(), address);
    const capture::Record record = Recorder::end(call, result);
    const auto local = net::getsockname(fd());
    log(record, capture::AddressDetail{.address = address, .local = local.value_or(net::Address())});
    if (!result)
        return result;
    noteBound(address);
    return mode && !path.empty() ? changeFileMode(path, *mode) : base::Result<void>();
}

void Endpoint::noteBound(const net::Address& address)
{
    if (const std::string path = address.path(); !path.empty()) {
        if (const auto identity = net::identityOf(path))
            m_socketFile = *identity;
    }
    setAddresses(net::getsockname(fd()).value_or(address), m_status.info.peer);
}

base::Result<void> Endpoint::changeFileMode(const std::string& path, net::FileMode mode)
{
    const Call call = recorder().begin(Operation::ChangeMode, id(), mode);
    const auto changed = net::chmod(path, mode);
    log(Recorder::end(call, changed), capture::TextDetail{path});
    return changed;
}

void Endpoint::removeSocketFile()
{
    if (!m_socketFile)
        return;
    const std::string path = m_status.info.local.path();
    const Call call = recorder().begin(Operation::Unlink, id());
    const auto removed = net::unlinkIfSame(path, *m_socketFile);
    m_socketFile.reset();
    log(Recorder::end(call, removed), capture::TextDetail{path});
}

} // namespace engine
