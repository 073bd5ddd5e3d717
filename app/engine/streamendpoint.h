// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/endpoint.h"
#include "engine/sendqueue.h"

#include <cstddef>
#include <vector>

namespace engine {

/// A connected stream socket, whose calls the loop makes, or lanes where the mode says so: receives automatically or on
/// demand, sends through a queue, echoes. Accepted connections are of this class; Connection adds the way there.
/// Thread: I/O.
class StreamEndpoint : public Endpoint
{
public:
    StreamEndpoint(EndpointHost& host, base::EndpointId id, capture::EndpointInfo info);

    /// An accepted connection begins its life.
    void startAccepted(base::UniqueFd fd, const Setup& setup);

    void handleEvents(std::uint32_t events) override;
    void send(const Send& command) override;
    void sendFile(const SendFile& command) override;
    void receive(const Receive& command) override;

protected:
    /// Connected: look at what there is to wait for, and send what was queued meanwhile.
    void established(bool closeAtEof);

    void abandonQueue() override;
    void wasShutDown(ShutdownHow how) override;
    void settingsChanged() override;
    void callEnded(const net::CallRequest& call, net::CallResult& result, CallOrigin origin) override;
    void callRefused(const net::CallRequest& call, CallOrigin origin) override;
    [[nodiscard]] bool isEstablished() const;

private:
    /// recv calls per readiness, so that one busy peer does not starve the others (libuv uses 32).
    static constexpr int ReadBudget = 16;
    static constexpr int SendBudget = 16;
    /// Echo reads no more while this much waits to go back, so that a peer that never reads costs no memory.
    static constexpr std::size_t EchoHighWaterBytes = 1024 * 1024;

    void receiveReady();
    /// One recv; false when no other should follow now.
    bool receiveOnce();
    void endOfStream();
    void echo(std::span<const std::byte> data);
    /// Sends from memory, records it, queues nothing. Errors: as send(2); EAGAIN is 0 bytes.
    [[nodiscard]] base::Result<std::size_t> sendNow(std::span<const std::byte> data);
    void flushQueue();
    bool sendFront();
    bool sendFileFront();
    void fileEnded(const base::Result<std::size_t>& read);
    void sendFailed(const base::Error& error);
    void queueChanged();
    void updateWatch();
    void closeIfDone();
    // In lanes: streamlanes.cpp.
    void pumpLanes();
    void startSend();
    void receiveEnded(const net::ReceiveCall& call, const net::CallResult& result, CallOrigin origin);
    void sendEnded(const net::CallResult& result);
    [[nodiscard]] bool mayReceive() const;
    /// The loop may send what is queued: no lane does, or still does so by a mode that is over.
    [[nodiscard]] bool loopSends() const { return !usesLanes() && isLaneIdle(LaneWork::Way::Out); }

    SendQueue m_queue;
    std::vector<std::byte> m_echoed; // what is being echoed; kept for its capacity
    bool m_closeAtEof = true;
    bool m_receivedEof = false;
    bool m_sendShutDown = false;
};

} // namespace engine
