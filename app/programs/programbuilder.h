// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "programs/program.h"
#include "programs/programnames.h"
#include "programs/programsource.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace programs {

/// Makes the steps of a program, one record after the other. Lives as long as readProgram. Thread: the reader's.
class ProgramBuilder final
{
public:
    explicit ProgramBuilder(const ProgramSource& source)
        : m_source(source)
    { }

    [[nodiscard]] base::Result<Program> build();

private:
    /// What a socket has come to by the steps so far.
    struct State
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
    };
    /// Causes of causes are looked for so far: a file from elsewhere must not end the stack.
    static constexpr int DeepestCause = 50;

    enum class Need
    {
        Socket, ///< it exists
        Bound, ///< and is ready for listen, or to receive datagrams
        Ready ///< and listens, or is connected
    };

    [[nodiscard]] base::Result<void> visit(std::size_t place);
    [[nodiscard]] base::Result<void> visitUpTo(std::size_t place);
    [[nodiscard]] base::Result<void> visitCauses(std::size_t place);
    [[nodiscard]] base::Result<void> fillStep(Step& step, const SourceRecord& source, std::size_t place);
    [[nodiscard]] base::Result<void> fillSend(Step& step, const SourceRecord& source);
    void fillSocket(Step& step, std::size_t place);
    void fillBind(Step& step, const SourceRecord& source);
    void fillListen(Step& step);
    void fillAccept(Step& step, const SourceRecord& source);
    void fillConnect(Step& step, const SourceRecord& source, std::size_t place);
    void fillConnectEnd(Step& step, const SourceRecord& source);
    void fillReceive(Step& step, const SourceRecord& source);
    void fillOption(Step& step, const capture::OptionDetail& detail);
    void fillMode(Step& step, const capture::ModeDetail& detail);
    void fillClose(Step& step);

    [[nodiscard]] std::size_t socketOf(base::EndpointId id);
    /// Puts in the steps that a call needs and that were not among the records.
    void require(std::size_t socket, Need need);
    void requireChild(std::size_t socket);
    void imply(Step step);
    void add(Step step) { m_program.steps.push_back(std::move(step)); }
    [[nodiscard]] ProgramAddress addressFor(std::size_t socket, const net::Address& address);
    void markExactReceives();
    void dropUnusedSenders();

    const ProgramSource& m_source;
    Program m_program;
    ProgramNames m_names;
    std::map<base::EndpointId, std::size_t> m_sockets;
    std::vector<State> m_states; // of each socket
    std::vector<bool> m_visited; // of each record
    std::map<std::pair<std::size_t, std::string>, std::size_t> m_senders; // by who received and the address
    std::vector<bool> m_senderIsUsed;
    std::size_t m_payloadBytes = 0;
    int m_depth = 0; // of visitUpTo
};

} // namespace programs
