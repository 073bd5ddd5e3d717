// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/datagrambatch.h"
#include "engine/datagramsender.h"
#include "engine/endpoint.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace engine {

/// A UDP or Unix datagram socket, bound or connected. Receives in batches with the kernel's time stamps, real lengths,
/// drop counter and ICMP errors. Thread: I/O.
class DatagramEndpoint final : public Endpoint, private Behaviour::Outlet
{
public:
    /// `batch` is the loop's: one serves all datagram sockets in turn.
    DatagramEndpoint(EndpointHost& host, base::EndpointId id, capture::EndpointInfo info, DatagramBatch& batch);

    void startBound(const Listen& command);
    void startConnected(const Connect& command);

    void handleEvents(std::uint32_t events) override;
    void send(const Send& command) override { m_sender.send(command.payload, command.to); }
    void sendFile(const SendFile& command) override;
    void receive(const Receive& command) override;

protected:
    void settingsChanged() override { updateWatch(); }
    void abandonQueue() override { m_sender.abandon(); }
    void wasShutDown(int how) override;
    void callEnded(const net::CallRequest& call, net::CallResult& result, CallOrigin origin) override;

private:
    /// So many that a socket is emptied before streams have their turn: what waits too long is lost here, while a
    /// stream's sender is held back. With 4 in place of 256, and four streams at full rate, seven times as many were
    /// lost: tests/session/tst_nothinglost.cpp with SOCKSCOPE_LOAD_MIB=2048 SOCKSCOPE_LOAD_DATAGRAMS=400000.
    static constexpr int BatchesPerTurn = 256;
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
    void updateWatch();
    void queueChanged();
    [[nodiscard]] bool mayReceive() const
    {
        return status().receive == ReceiveMode::Automatic && !m_receiveShutDown && !m_rest.isRunning()
            && !acting().isHeldBack();
    }
    void pumpLanes();
    void receiveEnded(const net::CallResult& result);
    void receiveFailed(int code);
    // Behaviour::Outlet
    [[nodiscard]] Behaviour::Outlet* outlet() override { return this; }
    void answer(std::span<const std::byte> bytes, const net::Address& to) override;
    [[nodiscard]] std::size_t unsentBytes() const override { return m_sender.waitingBytes(); }
    [[nodiscard]] bool keepsBoundaries() const override { return true; }

    DatagramBatch& m_batch;
    DatagramSender m_sender;
    /// The last datagram's sender, and its number where the sender is all that there is to tell.
    struct Origin
    {
        net::Address from;
        base::DetailId detail;
        std::uint64_t epoch = 0; // of the writer's details
    };
    Origin m_origin;
    std::uint32_t m_lastOverflow = 0;
    ScopedTimer m_rest;
    bool m_receiveShutDown = false;
};

} // namespace engine
