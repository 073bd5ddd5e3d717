// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/behaviours/choice.h"
#include "net/address.h"

#include <cstddef>
#include <memory>
#include <span>

namespace engine {

class EventLoop;

/// What an endpoint does by itself with what it receives. The endpoint owns it, and tells it of all that its automatic
/// receiving brings, whether the loop or a lane made the call, on streams and on sockets of messages alike.
/// Thread: I/O.
class Behaviour
{
public:
    /// What a behaviour can do with its endpoint.
    class Outlet
    {
    public:
        virtual ~Outlet() = default;
        /// Sends, or queues what the kernel does not take now. A socket of datagrams without a peer sends to `to`.
        /// What cannot be sent is told of in the log.
        virtual void answer(std::span<const std::byte> bytes, const net::Address& to) = 0;
        /// Bytes in memory that wait to be sent.
        [[nodiscard]] virtual std::size_t unsentBytes() const = 0;
        /// What is received at once is a message, and not any part of a stream.
        [[nodiscard]] virtual bool keepsBoundaries() const = 0;
    };
    /// What else it may ask of its endpoint.
    class Host
    {
    public:
        virtual ~Host() = default;
        [[nodiscard]] virtual EventLoop& loop() = 0;
        /// takesMore() may say something else now.
        virtual void lookAgain() = 0;
        virtual void close() = 0;
        /// Closes with RST where there are connections.
        virtual void reset() = 0;
        /// Puts it into the log that replies have ended: Operation::RepliesStopped.
        virtual void tellStopped(unsigned repliesInASecond) = 0;
    };

    virtual ~Behaviour() = default;
    Behaviour(const Behaviour&) = delete;
    Behaviour& operator=(const Behaviour&) = delete;

    /// What one call gave: bytes of a stream, or a message. They are in the log already, and are there for as long as
    /// this lasts. @param from  who sent a datagram; empty on a connection.
    virtual void received(std::span<const std::byte> bytes, const net::Address& from) = 0;
    /// The kernel has taken all that was to be sent.
    virtual void allSent() { }
    /// False while the endpoint shall not read on, so that TCP holds the peer back.
    [[nodiscard]] virtual bool takesMore() const = 0;

protected:
    Behaviour() = default;
};

/// Null for one that does nothing by itself.
[[nodiscard]] std::unique_ptr<Behaviour> makeBehaviour(
    const BehaviourChoice& choice, Behaviour::Outlet& outlet, Behaviour::Host& host);

} // namespace engine
