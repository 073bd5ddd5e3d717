// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/datagrambatch.h"
#include "engine/endpoint.h"

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>

namespace engine {

/// A UDP or Unix datagram socket, bound or connected. Receives in batches with the kernel's time stamps, real lengths,
/// drop counter and ICMP errors. Thread: I/O.
class DatagramEndpoint final : public Endpoint
{
public:
    /// `batch` is the loop's: one serves all datagram sockets in turn.
    DatagramEndpoint(EndpointHost& host, base::EndpointId id, capture::EndpointInfo info, DatagramBatch& batch);

    void startBound(const Listen& command);
    void startConnected(const Connect& command);

    void handleEvents(std::uint32_t events) override;
    void send(const Send& command) override;
    void sendFile(const SendFile& command) override { sendWholeFile(command); }
    void receive(const Receive& command) override;

protected:
    void settingsChanged() override;
    void abandonQueue() override;
    void wasShutDown(ShutdownHow how) override;
    void callEnded(const net::CallRequest& call, net::CallResult& result, CallOrigin origin) override;

private:
    /// Datagrams that wait for room in the socket's send buffer.
    struct Waiting
    {
        Payload payload;
        std::optional<net::Address> to;
    };
    static constexpr std::size_t QueueHighWaterBytes = 8 * 1024 * 1024;
    /// So many that a socket is emptied before streams have their turn: what waits too long is lost here, while a
    /// stream's sender is held back. With 4 in place of 256, and four streams at full rate, seven times as many were
    /// lost: tests/workspace/tst_nothinglost.cpp with SOCKSCOPE_LOAD_MIB=2048 SOCKSCOPE_LOAD_DATAGRAMS=400000.
    static constexpr int BatchesPerTurn = 256;
    static constexpr std::chrono::milliseconds RetryAfter{1};
    /// SO_RCVBUF that is asked for; the kernel caps it at net.core.rmem_max and the panel shows what it gave.
    static constexpr int ReceiveBufferBytes = 8 * 1024 * 1024;

    [[nodiscard]] base::Result<void> openDatagram(int family, const Setup& setup, bool asksLargeBuffer);
    void askForDetails(int family);
    void receiveReady();
    bool receiveBatch();
    /// `record` is that of the call, whose result is set here.
    void logDatagram(const Datagram& datagram, capture::Record record);
    [[nodiscard]] base::DetailId originIdOf(const net::Address& from, const net::Arrival& arrival);
    void noticeDrops(std::optional<std::uint32_t> overflow);
    void takeErrors();
    void echo(const Datagram& datagram);
    /// False when the kernel has no room now.
    bool sendNow(const Payload& payload, const std::optional<net::Address>& to);
    void enqueue(const Payload& payload, const std::optional<net::Address>& to);
    void flushQueue();
    void updateWatch();
    /// The loop may send what is queued: no lane does, or still does so by a mode that is over.
    [[nodiscard]] bool loopSends() const { return !usesLanes() && isLaneIdle(LaneWork::Way::Out); }
    [[nodiscard]] bool mayReceive() const { return status().receive == ReceiveMode::Automatic && !m_receiveShutDown; }
    // In lanes: datagramlanes.cpp.
    void pumpLanes();
    void receiveEnded(const net::CallResult& result);
    void popFront();

    DatagramBatch& m_batch;
    std::deque<Waiting> m_queue;
    std::size_t m_queuedBytes = 0;
    ScopedTimer m_retry;
    /// The last datagram's sender, and its number where the sender is all that there is to tell.
    struct Origin
    {
        net::Address from;
        base::DetailId detail;
        std::uint64_t epoch = 0; // of the writer's details
    };
    Origin m_origin;
    std::uint32_t m_lastOverflow = 0;
    bool m_receiveShutDown = false;
};

} // namespace engine
