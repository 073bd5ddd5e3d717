// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/endpoint.h"
#include "engine/sendqueue.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace engine {

/// A connected stream socket, or one of connected messages (SOCK_SEQPACKET), whose calls the loop makes, or lanes where
/// the mode says so: receives automatically or on demand, sends through a queue, echoes. Accepted connections are of
/// this class; Connection adds the way there. Thread: I/O.
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
    [[nodiscard]] bool isEstablished() const;

private:
    [[nodiscard]] static bool wouldBlock(const base::Error& error);

    /// recv calls per readiness, so that one busy peer does not starve the others (libuv uses 32).
    static constexpr int ReadBudget = 16;
    static constexpr int SendBudget = 16;
    /// Echo reads no more while this much waits to go back, so that a peer that never reads costs no memory.
    static constexpr std::size_t EchoHighWaterBytes = 1024 * 1024;

    void receiveReady();
    /// One recv; false when no other should follow now.
    bool receiveOnce();
    void endOfStream();
    /// recv(2); on a Unix socket recvmsg(2), so that descriptors which come along are seen. Then there is a message,
    /// and of one that keeps boundaries the size is its real one.
    [[nodiscard]] base::Result<std::size_t> receiveInto(
        std::span<std::byte> room, int flags, std::optional<net::ReceivedMessage>& message);
    /// Whether a receive that gave so many bytes says that the peer sends no more; a message that has come has a time.
    [[nodiscard]] bool isEnd(std::size_t size, bool hasTime) const
    {
        return size == 0 && !(keepsBoundaries() && hasTime);
    }
    void logReceived(capture::Record record, std::size_t kept, const std::optional<net::ReceivedMessage>& message);
    /// A message is sent and received whole, or not at all: SOCK_SEQPACKET in unix(7).
    [[nodiscard]] bool keepsBoundaries() const { return !net::isStream(status().info.protocol); }
    /// Queues what the kernel has not taken; `sent` is unset where it was not asked.
    void queueRest(const Payload& payload, std::optional<std::size_t> sent);
    /// Sends m_echoed back, or queues it.
    void sendEcho();
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
    void startReceive();
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
