// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/endpoint.h"
#include "engine/streamsender.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace engine {

/// A connected stream socket, or one of connected messages (SOCK_SEQPACKET), whose calls the loop makes, or lanes where
/// the mode says so: receives automatically or on demand, and sends by its StreamSender. Accepted connections are of
/// this class; Connection adds the way there. Thread: I/O.
class StreamEndpoint : public Endpoint, private StreamSender::Owner, private Behaviour::Outlet
{
public:
    StreamEndpoint(EndpointHost& host, base::EndpointId id, capture::EndpointInfo info);

    /// An accepted connection begins its life.
    void startAccepted(base::UniqueFd fd, const Setup& setup);

    void handleEvents(std::uint32_t events) override;
    void send(const Send& command) override { m_sender.send(command.payload); }
    void sendFile(const SendFile& command) override;
    void receive(const Receive& command) override
    {
        makeCall(net::ReceiveCall{.size = command.size, .flags = command.flags});
    }
    /// Ends the file that is being sent as well.
    void cancelCall() override;

protected:
    /// Connected: look at what there is to wait for, and send what was queued meanwhile.
    void established(bool closeAtEof);

    void abandonQueue() override { m_sender.abandon(); }
    void wasShutDown(int how) override;
    void settingsChanged() override { updateWatch(); }
    void callEnded(const net::CallRequest& call, net::CallResult& result, CallOrigin origin) override;
    [[nodiscard]] std::vector<WaitingCall> waitingElsewhere() const override;
    [[nodiscard]] bool isEstablished() const;

private:
    /// recv calls per readiness, so that one busy peer does not starve the others (libuv uses 32).
    static constexpr int ReadBudget = 16;

    // StreamSender::Owner
    void queueChanged() override;
    void queueEmptied() override;
    void sendingFailed() override;
    // Behaviour::Outlet
    [[nodiscard]] Behaviour::Outlet* outlet() override { return this; }
    void answer(std::span<const std::byte> bytes, const net::Address&) override { m_sender.answer(bytes); }
    [[nodiscard]] std::size_t unsentBytes() const override { return m_sender.memoryBytes(); }

    /// A message is sent and received whole, or not at all: SOCK_SEQPACKET in unix(7).
    [[nodiscard]] bool keepsBoundaries() const override { return !net::isStream(status().info.protocol); }
    void receiveReady();
    /// One recv; false when no other should follow now.
    bool receiveOnce();
    /// recv(2); on a Unix socket recvmsg(2), so that descriptors which come along are seen. Then there is a message.
    [[nodiscard]] base::Result<std::size_t> receiveInto(
        std::span<std::byte> room, std::optional<net::ReceivedMessage>& message);
    /// Whether a receive that gave so many bytes says that the peer sends no more; a message that has come has a time.
    [[nodiscard]] bool isEnd(std::size_t size, bool hasTime) const
    {
        return size == 0 && !(keepsBoundaries() && hasTime);
    }
    void logReceived(capture::Record record, std::size_t kept, const std::optional<net::ReceivedMessage>& message);
    void endOfStream();
    void startReceive();
    void receiveEnded(const net::ReceiveCall& call, const net::CallResult& result, CallOrigin origin);
    [[nodiscard]] bool mayReceive() const;
    void pumpLanes();
    void updateWatch();
    void closeIfDone();

    StreamSender m_sender;
    std::vector<std::byte> m_received; // what the behaviour is to have; kept for its capacity
    bool m_closeAtEof = true;
    bool m_receivedEof = false;
    bool m_sendShutDown = false;
};

} // namespace engine
