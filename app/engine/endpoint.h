// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"
#include "engine/behaviours/acting.h"
#include "engine/binding.h"
#include "engine/calls.h"
#include "engine/command.h"
#include "engine/endpointhost.h"
#include "engine/eventloop.h"
#include "engine/filerequests.h"
#include "engine/journal.h"
#include "engine/namelookup.h"
#include "engine/socketoptions.h"
#include "engine/socketsettings.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace engine {

/// One socket at work: a listener, a stream or a datagram socket. Owned by the engine's Loop. What a command means for
/// it is decided by the kernel where possible: sending on a listener makes the call, and the record shows ENOTCONN.
/// What all kinds have in common is in the parts that it is made of; the kinds themselves derive from it.
/// Thread: I/O.
class Endpoint : public EventHandler, private Calls::Owner
{
public:
    Endpoint(EndpointHost& host, base::EndpointId id, capture::EndpointInfo info);
    ~Endpoint() override = default;
    Endpoint(const Endpoint&) = delete;
    Endpoint& operator=(const Endpoint&) = delete;

    [[nodiscard]] base::EndpointId id() const { return m_journal.id(); }
    [[nodiscard]] const EndpointStatus& status() const { return m_journal.status(); }
    [[nodiscard]] int fd() const { return m_fd.get(); }
    /// Has ended, or only waits for its lanes before it does.
    [[nodiscard]] bool isEnded() const { return m_ending || engine::isEnded(status().state); }
    /// All that the property panel shows.
    [[nodiscard]] Properties properties() const;
    /// What has not been published yet; kept here for the host.
    std::optional<Urgency> news;
    /// A connection that it accepted has ended.
    void childEnded() { m_journal.childEnded(); }

    virtual void send(const Send& command) = 0;
    virtual void sendFile(const SendFile& command) = 0;
    virtual void receive(const Receive& command) = 0;
    /// Ends what waits, a lookup among it; a receive that the endpoint makes of its own accord is not made again. One
    /// that only waits for its name to be opened is closed.
    virtual void cancelCall();
    /// Makes a call by hand.
    void makeCall(const net::CallRequest& call);
    /// Reads or writes the socket's file, or sends one.
    void useFile(const FileRequest& request) { m_files.add(request); }
    /// Calls `use` with what an address means: at once, or when it is looked up. Where it means nothing the log says
    /// so, and an endpoint that waits for it to be opened fails. @param call  what the address is for.
    void resolve(
        const NamedAddress& named, capture::Operation call, std::function<void(std::vector<net::Address>)> use);
    void setLanes(bool oneLane) { m_settings.setLanes(oneLane); }
    /// Records and handles what the lanes have done, and what a lookup has found.
    void takeResults();
    /// Cancels what waits and waits until it has ended: for the end of the engine.
    void finishLanes();
    virtual void setReceive(const SetReceive& command);
    [[nodiscard]] SocketOptions& options() { return m_options; }
    void setMode(const net::ModeSetting& mode);
    /// What it does by itself with what it receives from now on.
    void setBehaviour(const BehaviourChoice& choice);
    void close();
    void reset();
    void rename(const std::string& name) { m_journal.setName(name); }
    /// Puts it into the log that it is called otherwise.
    void noteRenamed(const std::string& before) { m_journal.noteRenamed(before); }

protected:
    /// How long a socket is left alone for which the kernel lacks something: it stays ready all the while.
    static constexpr std::chrono::milliseconds Rest{100};

    [[nodiscard]] EndpointHost& host() { return m_host; }
    [[nodiscard]] const base::UniqueFd& descriptor() const { return m_fd; }
    [[nodiscard]] Journal& journal() { return m_journal; }
    [[nodiscard]] Binding& binding() { return m_binding; }
    [[nodiscard]] Calls& calls() { return m_calls; }
    [[nodiscard]] const Calls& calls() const { return m_calls; }

    /// What the status says of calls in progress is to be made anew.
    void waitingChanged() final;
    /// Calls in progress that no lane makes.
    [[nodiscard]] virtual std::vector<WaitingCall> waitingElsewhere() const { return {}; }
    /// A call has ended, and is in the log.
    virtual void callEnded(const net::CallRequest&, net::CallResult&, CallOrigin) { }
    /// As many calls wait as may; this one was not made, and is not tried again.
    virtual void callRefused(const net::CallRequest&, CallOrigin) { }
    void accepted(base::EndpointId, net::Accepted) override { }

    /// What it does by itself.
    [[nodiscard]] Acting& acting() { return m_acting; }
    [[nodiscard]] const Acting& acting() const { return m_acting; }
    /// What a behaviour sends by; none where there can be no behaviour.
    [[nodiscard]] virtual Behaviour::Outlet* outlet() { return nullptr; }

    /// Opens the socket and sets what `setup` asks for before bind and connect. Each call is a record.
    [[nodiscard]] base::Result<void> openSocket(
        int family, const Setup& setup, SocketOptions::Port port = SocketOptions::Port::Any);
    /// Takes over mode, receiving and behaviour from a setup.
    void adoptSettings(const Setup& setup);
    void takeFd(base::UniqueFd fd);
    /// Closes the descriptor and ends the endpoint in this state.
    void end(State state);
    void closeFd();

    /// The events to be told of.
    void watch(std::uint32_t events);
    void unwatch() { m_watch.stop(); }

    /// Something queued is given up because the endpoint ends.
    virtual void abandonQueue() { }
    /// shutdown(2) succeeded. @param how  SHUT_RD, SHUT_WR or SHUT_RDWR.
    virtual void wasShutDown(int /*how*/) { }
    /// Behaviour, receive mode or the like changed: look again at what to wait for.
    virtual void settingsChanged() { }

private:
    // Calls::Owner
    void finished(const net::CallRequest& call, net::CallResult& result, CallOrigin origin) final;
    void refused(const net::CallRequest& call, CallOrigin origin) final;
    void lanesAreBack() final { settingsChanged(); }

    void lookUp(const NamedAddress& named, std::function<void(std::vector<net::Address>)> use);
    void cancelLookUp();
    void notResolved(const base::Error& error);
    void noteEffects(const net::CallRequest& call, const net::CallResult& result);
    void finishEnd(State state);

    EndpointHost& m_host;
    base::UniqueFd m_fd;
    Journal m_journal;
    SocketSettings m_settings;
    SocketOptions m_options;
    Binding m_binding;
    Calls m_calls;
    FileRequests m_files;
    Acting m_acting;
    NameLookUp m_lookUp;
    ScopedWatch m_watch;
    std::optional<State> m_ending; // how it ends when its lanes have
};

} // namespace engine
