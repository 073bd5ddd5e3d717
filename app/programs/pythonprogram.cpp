// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "programs/pythonprogram.h"

#include "programs/literal.h"
#include "programs/programwriter.h"
#include "programs/pythonhelpers.h"

#include <poll.h>
#include <sys/socket.h>

namespace programs {

using capture::Operation;
using capture::Outcome;

namespace {

class PythonWriter final : private ProgramWriter
{
public:
    explicit PythonWriter(const Program& program)
        : ProgramWriter(program)
    { }

    std::string write()
    {
        for (const Step& step : m_program.steps)
            add(step);
        std::string text = "#!/usr/bin/env python3\n# Made by Sockscope from " + std::to_string(m_program.records)
            + " records: the same socket calls in the same order, in one thread.\n"
              "# Sockets block unless a step says otherwise. All payloads are in this file; what was received, and "
              "how\n"
              "# calls ended, is told in comments.\n";
        const bool selects
            = m_used.contains("wait_for") || m_used.contains("send_while_receiving") || m_used.contains("select");
        text += m_used.contains("fails") ? "import errno\n" : "";
        text += m_used.contains("os") ? "import os\n" : "";
        text += selects ? "import select\n" : "";
        return text + "import socket\n" + helperTexts(PythonHelpers, m_used, "\n\n") + "\n\n" + m_body;
    }

private:
    void line(const std::string& code, const std::string& comment = {})
    {
        addLine({}, code, "  ", comment.empty() ? std::string() : "# " + comment);
    }

    /// A call of a method: plain where it went well, else through fails().
    void call(const Step& step, const std::string& method, const std::string& arguments, std::string note = {})
    {
        note = noteOf(step, std::move(note));
        const std::string function = nameOf(step.socket) + '.' + method;
        if (step.outcome == Outcome::Value)
            line(function + '(' + arguments + ')', note);
        else
            line(use("fails") + "(\"" + failureWord(step) + "\", " + function
                    + (arguments.empty() ? "" : ", " + arguments) + ')',
                note);
    }

    std::string address(const ProgramAddress& given) const
    {
        if (given.sender)
            return m_program.senders[*given.sender];
        if (!given.address.isIp())
            return pythonBytes(given.address.unixBytes());
        const auto [host, scope] = hostAndScope(given.address);
        const std::string port = given.portOf ? nameOf(*given.portOf) + "_port" : std::to_string(given.address.port());
        return "(\"" + host + "\", " + port + (scope != 0 ? ", 0, " + std::to_string(scope) : "") + ')';
    }

    void add(const Step& step)
    {
        if (step.isComment) {
            line("# " + commentOf(m_program, step));
            return;
        }
        if (const short events = waitsFor(step); events != 0)
            line(use("wait_for") + '(' + nameOf(step.socket)
                + (events == POLLIN ? ", select.POLLIN, 10)" : ", select.POLLOUT, 10)"));
        switch (step.operation) {
        case Operation::Socket:
            line(nameOf(step.socket) + " = socket.socket(socket."
                    + net::nameOrNumber(net::familyName(step.family), step.family) + ", socket."
                    + std::string(typeWord(protocolOf(step))) + ')',
                step.isImplied ? "not among the records" : "");
            break;
        case Operation::Bind: bind(step); break;
        case Operation::Listen: call(step, "listen", std::to_string(step.asked)); break;
        case Operation::Accept: accept(step); break;
        case Operation::Connect: connect(step); break;
        case Operation::Shutdown: call(step, "shutdown", "socket." + net::shutdownText(step.asked)); break;
        case Operation::SetSockOpt:
        case Operation::GetSockOpt: option(step); break;
        case Operation::SocketError: call(plain(step), "getsockopt", "socket.SOL_SOCKET, socket.SO_ERROR"); break;
        case Operation::SetTimeout: setTimeout(step.socket, step.mode); break;
        case Operation::Poll: poll(step); break;
        case Operation::Recv:
        case Operation::RecvFrom:
        case Operation::RecvMsg: receive(step); break;
        case Operation::Send:
        case Operation::SendAll:
        case Operation::SendTo:
        case Operation::SendMsg: send(step); break;
        case Operation::Unlink:
            use("os");
            line("os.unlink(" + pythonBytes(step.data) + ')');
            break;
        default: call(step, std::string(capture::operationName(step.operation)), {}); break;
        }
    }

    /// A call that goes well although what it tells of did not.
    static Step plain(Step step)
    {
        step.outcome = Outcome::Value;
        return step;
    }

    void keepPort(std::size_t socket)
    {
        if (m_program.sockets[socket].portIsUsed)
            line(nameOf(socket) + "_port = " + nameOf(socket) + ".getsockname()[1]", "the kernel has chosen it");
    }

    void bind(const Step& step)
    {
        call(step, "bind", address(step.address));
        if (step.outcome != Outcome::Value || !step.address.address.isIp() || step.address.address.port() != 0)
            return;
        keepPort(step.socket);
        const std::string& name = nameOf(step.socket);
        line("print(\"" + name + " is bound to\", " + name + ".getsockname(), flush=True)");
    }

    void accept(const Step& step)
    {
        if (step.child)
            line(nameOf(*step.child) + ", _ = " + nameOf(step.socket) + ".accept()",
                step.isImplied ? "not among the records" : step.comment);
        else
            call(step, "accept", {});
    }

    void setTimeout(std::size_t socket, const net::ModeSetting& mode)
    {
        const std::string value = mode.mode == net::Mode::Blocking ? "None"
            : mode.mode == net::Mode::NonBlocking                  ? "0"
                                                                   : secondsText(mode.timeout);
        line(nameOf(socket) + ".settimeout(" + value + ')');
    }

    void connect(const Step& step)
    {
        const bool endsWaiting = step.wait.count() > 0 && step.mode.mode != net::Mode::NonBlocking
            && (step.outcome == Outcome::TimedOut || step.outcome == Outcome::Cancelled);
        if (endsWaiting)
            setTimeout(step.socket, {net::Mode::Timeout, step.wait});
        call(step, "connect", address(step.address));
        if (endsWaiting)
            setTimeout(step.socket, step.mode);
        if (step.outcome == Outcome::Value)
            keepPort(step.socket);
    }

    void poll(const Step& step)
    {
        use("select");
        line(use("wait_for") + '(' + nameOf(step.socket) + ", " + std::to_string(step.asked) + ", "
                + secondsText(step.wait) + ')',
            step.comment);
    }

    void receive(const Step& step)
    {
        const std::string size = std::to_string(step.asked);
        const std::string method(capture::operationName(step.operation));
        const std::string flags = step.flags == 0 ? "" : ", " + flagExpression(step.flags, "socket.");
        // recv then gives as many bytes as the message had, the last of which are whatever was in memory.
        const std::string data = (step.flags & MSG_TRUNC) != 0 ? "data[:" + size + ']' : "data";
        if (step.outcome != Outcome::Value) {
            const bool isMessage = step.operation == Operation::RecvMsg;
            call(step, method, size + (isMessage && step.flags != 0 ? ", 0" : "") + flags);
        } else if (step.operation == Operation::Recv && isStream(step) && step.flags == 0) {
            const std::string function = use(step.result > 0 ? "receive" : "receive_end");
            line(function + '(' + nameOf(step.socket) + ", " + size
                    + (step.result > 0 ? ", " + std::to_string(step.result) : "") + ')',
                step.comment);
        } else if (step.operation == Operation::Recv) {
            line("data = " + nameOf(step.socket) + ".recv(" + size + flags + ')', step.comment);
            line(use("show") + "(\"recv\", " + data + ')');
        } else {
            const bool isMessage = step.operation == Operation::RecvMsg;
            const std::string sender = step.sender ? m_program.senders[*step.sender] : "_";
            line("data, " + std::string(isMessage ? "*_" : sender) + " = " + nameOf(step.socket) + '.' + method + '('
                    + size + (isMessage ? ", 1024" : "") + flags + ')',
                step.comment);
            line(use("show") + "(\"" + method + "\", " + data + ')');
        }
    }

    void send(const Step& step)
    {
        const std::string data = pythonBytes(step.data, Indent);
        const std::string flags = step.flags == 0 ? "" : ", " + flagExpression(step.flags, "socket.");
        if (needsReader(m_program, step)) {
            const auto other = *m_program.sockets[step.socket].other;
            line(use("send_while_receiving") + '(' + nameOf(step.socket) + ", " + data + ", " + nameOf(other) + ')',
                step.comment);
        } else if (step.operation == Operation::SendTo) {
            call(step, "sendto", data + flags + ", " + address(step.address));
        } else if (step.operation == Operation::SendMsg) {
            use("os");
            line("with open(os.devnull, \"rb\") as null:");
            line("    socket.send_fds(" + nameOf(step.socket) + ", [" + data + "], [null.fileno()])", step.comment);
        } else {
            // Of a stream all is sent, as it was when it was recorded.
            const bool sendsAll = step.outcome == Outcome::Value && isStream(step);
            call(step, sendsAll || step.operation == Operation::SendAll ? "sendall" : "send", data + flags);
        }
    }

    void option(const Step& step)
    {
        const OptionWords words = optionWords(step.level, step.option);
        std::string arguments = words.level.empty() ? std::to_string(step.level) : "socket." + words.level;
        arguments += ", " + (words.isKnownToPython ? "socket." + words.name : std::to_string(step.option));
        std::string note = words.isKnownToPython ? "" : words.name;
        if (step.operation == Operation::GetSockOpt) {
            if (step.asked != sizeof(int))
                arguments += ", " + std::to_string(step.asked);
        } else if (const auto number = optionNumber(step)) {
            arguments += ", " + std::to_string(*number);
        } else {
            arguments += ", " + pythonBytes(step.data);
            note += std::string(note.empty() ? "" : " ") + "value " + optionValueText(step);
        }
        call(step, std::string(capture::operationName(step.operation)), arguments, note);
    }
};

} // namespace

std::string pythonProgram(const Program& program)
{
    return PythonWriter(program).write();
}

} // namespace programs
