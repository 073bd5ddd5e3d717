// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "programs/program.h"
#include "programs/programnames.h"
#include "programs/programsource.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace programs {

/// What a socket has come to by the steps so far.
struct SocketState
{
    bool isOpen = false;
    bool isBound = false;
    bool isListening = false;
    bool isConnected = false;
    bool modeIsSet = false; ///< by hand; before that it blocks
    net::ModeSetting mode{net::Mode::Blocking, {}};
    net::Address chosen; ///< its address, if the kernel chose the port
    std::uint64_t sent = 0; ///< bytes, as recorded
    std::uint64_t received = 0;

    /// As accept gives it.
    void becomeAccepted() { isOpen = isBound = isConnected = true; }
    /// Whether its calls were not to wait, by a mode that was set by hand.
    [[nodiscard]] bool isBackground() const { return modeIsSet && mode.mode == net::Mode::NonBlocking; }
};

/// How far a socket has to have come before a call.
enum class Need
{
    Socket, ///< it exists
    Bound, ///< and is ready for listen, or to receive datagrams
    Ready ///< and listens, or is connected
};

/// Of a socket without an address, or of a Unix socket without a name.
[[nodiscard]] bool isUnbound(const net::Address& address);

/// A program under way: its steps so far, its sockets and what each has come to. It puts in the steps that a call needs
/// and that are not among the records. Thread: the reader's.
class ProgramDraft final
{
public:
    explicit ProgramDraft(const ProgramSource& source)
        : m_source(source)
    { }

    /// The endpoint's place among the program's sockets; one that was not there yet gets a name.
    [[nodiscard]] std::size_t socketOf(base::EndpointId id);
    [[nodiscard]] const ProgramSocket& socket(std::size_t place) const { return m_program.sockets[place]; }
    [[nodiscard]] SocketState& state(std::size_t socket) { return m_states[socket]; }

    void add(Step step) { m_program.steps.push_back(std::move(step)); }
    /// A step that was not among the records.
    void imply(Step step);
    /// Brings a socket as far as a call needs it.
    void require(std::size_t socket, Need need);

    /// An address that the socket's next call is given.
    [[nodiscard]] ProgramAddress addressFor(std::size_t socket, const net::Address& address);
    /// The number of the sender from whom the socket received.
    [[nodiscard]] std::size_t senderOf(std::size_t socket, const net::Address& address);

    /// The program, with what can only be told when all steps are there.
    [[nodiscard]] Program finish() &&;

private:
    void requireChild(std::size_t socket);
    void markExactReceives();
    void dropUnusedSenders();

    const ProgramSource& m_source;
    Program m_program;
    ProgramNames m_names;
    std::map<base::EndpointId, std::size_t> m_sockets;
    std::vector<SocketState> m_states; // of each socket
    std::map<std::pair<std::size_t, std::string>, std::size_t> m_senders; // by who received and the address
    std::vector<bool> m_senderIsUsed;
};

} // namespace programs
