// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "programs/cprogram.h"

#include "programs/chelpers.h"
#include "programs/literal.h"
#include "programs/programwriter.h"

#include <poll.h>
#include <sys/socket.h>

#include <map>
#include <set>

namespace programs {

using capture::Operation;
using capture::Outcome;

namespace {

class CWriter final : private ProgramWriter
{
public:
    explicit CWriter(const Program& program)
        : ProgramWriter(program)
    { }

    std::string write()
    {
        for (const Step& step : m_program.steps)
            add(step);
        std::string text = "/* Made by Sockscope from " + std::to_string(m_program.records)
            + " records: the same socket calls in the same order, in one thread.\n"
              "   Sockets block unless a step says otherwise. All payloads are in this file; what was received, and "
              "how\n"
              "   calls ended, is told in comments. Build it with: cc -Wall -Wextra -o program FILE */\n"
            + std::string(CHead);
        for (const auto& [name, number] : m_recentOptions)
            text.append("#ifndef ")
                .append(name)
                .append("\n#define ")
                .append(name)
                .append(' ' + std::to_string(number) + "\n#endif\n");
        return text + helperTexts(CHelpers, m_used, "\n") + "\nint main(void)\n{\n" + declarations()
            + "\n    signal(SIGPIPE, SIG_IGN);\n" + m_body + "    return 0;\n}\n";
    }

private:
    std::string declarations() const
    {
        std::string text;
        for (const std::size_t socket : m_declared)
            text += "    int " + nameOf(socket) + " = -1;\n"
                + (m_called.contains(socket) ? "" : "    (void)" + nameOf(socket) + ";\n");
        for (const ProgramSocket& socket : m_program.sockets) {
            if (socket.portIsUsed)
                text += "    int " + socket.name + "_port = 0;\n";
        }
        for (const std::string& sender : m_program.senders) {
            if (!sender.empty())
                text.append("    struct address ")
                    .append(sender)
                    .append(";\n    memset(&")
                    .append(sender)
                    .append(", 0, sizeof(" + sender + "));\n");
        }
        return text;
    }

    void line(const std::string& code, const std::string& comment = {})
    {
        addLine(Indent, code, " ", comment.empty() ? std::string() : cComment(comment));
    }

    /// A call whose result is looked at: must() where it went well, else was().
    void call(const Step& step, std::string_view what, const std::string& expression, const std::string& note = {})
    {
        const std::string text = '"' + nameOf(step.socket) + ' ' + std::string(what) + "\", " + expression + ");";
        if (step.outcome == Outcome::Value)
            line(use("must") + '(' + text, noteOf(step, note));
        else
            line(use("was") + "(\"" + failureWord(step) + "\", " + text, noteOf(step, note));
    }

    std::string address(const ProgramAddress& given)
    {
        use("address");
        if (given.sender)
            return m_program.senders[*given.sender];
        if (!given.address.isIp()) {
            const auto bytes = given.address.unixBytes();
            const bool isPath = !bytes.empty() && bytes.front() != std::byte{0};
            return use("local") + '(' + cString(bytes, Indent) + ", " + std::to_string(bytes.size() + (isPath ? 1 : 0))
                + ')';
        }
        const auto [host, scope] = hostAndScope(given.address);
        const bool isV6 = given.address.family() == AF_INET6;
        const std::string port = given.portOf ? nameOf(*given.portOf) + "_port" : std::to_string(given.address.port());
        return use(isV6 ? "ipv6" : "ipv4") + "(\"" + host + "\", " + port
            + (isV6 ? ", " + std::to_string(scope) + ')' : ")");
    }

    void add(const Step& step)
    {
        if (step.isComment) {
            line({}, commentOf(m_program, step));
            return;
        }
        m_declared.insert(step.socket);
        if (step.operation != Operation::Socket)
            m_called.insert(step.socket);
        wait(step);
        const capture::Direction direction = capture::directionOf(step.operation);
        if (direction != capture::Direction::None)
            return direction == capture::Direction::In ? receive(step) : send(step);
        const std::string& name = nameOf(step.socket);
        switch (step.operation) {
        case Operation::Socket:
            line(name + " = (int)" + use("must") + "(\"" + name + " socket\", socket("
                    + net::nameOrNumber(net::familyName(step.family), step.family) + ", "
                    + std::string(typeWord(protocolOf(step))) + ", 0));",
                noteOf(step));
            break;
        case Operation::Bind: bind(step); break;
        case Operation::Listen: call(step, "listen", "listen(" + name + ", " + std::to_string(step.asked) + ')'); break;
        case Operation::Accept: accept(step); break;
        case Operation::Connect: connect(step); break;
        case Operation::Shutdown:
            call(step, "shutdown", "shutdown(" + name + ", " + net::shutdownText(step.asked) + ')');
            break;
        case Operation::SetSockOpt:
        case Operation::GetSockOpt: option(step); break;
        case Operation::SocketError:
            line("printf(\"" + name + " SO_ERROR: %s\\n\", strerror(" + use("socket_error") + '(' + name + ")));",
                noteOf(step));
            break;
        case Operation::SetTimeout: setTimeout(step); break;
        case Operation::Poll:
            line(use("wait_for") + '(' + name + ", " + std::to_string(step.asked) + ", "
                    + std::to_string(millisecondsOf(step.wait)) + ");",
                noteOf(step));
            break;
        case Operation::GetSockName:
        case Operation::GetPeerName: askName(step); break;
        case Operation::Unlink: call(step, "unlink", "unlink(" + cString(step.data, Indent) + ')'); break;
        default: close(step); break;
        }
    }

    /// A descriptor that does not block is waited for; under a timeout as long as that says, which may be the result.
    void wait(const Step& step)
    {
        const bool isTimed = step.mode.mode == net::Mode::Timeout;
        Step asked = step;
        asked.mode.mode = net::Mode::NonBlocking;
        asked.outcome = Outcome::Value;
        const short events = waitsFor(asked);
        if (events == 0 || (isTimed ? step.outcome == Outcome::TimedOut : waitsFor(step) == 0))
            return;
        line(use("wait_for") + '(' + nameOf(step.socket) + (events == POLLIN ? ", POLLIN, " : ", POLLOUT, ")
            + std::to_string(isTimed ? millisecondsOf(step.mode.timeout) : 10'000) + ");");
    }

    /// A call that timed out is a wait that did.
    bool timedOut(const Step& step, std::string_view what, std::string_view events)
    {
        if (step.outcome != Outcome::TimedOut)
            return false;
        call(step, what,
            use("wait_for") + '(' + nameOf(step.socket) + ", " + std::string(events) + ", "
                + std::to_string(millisecondsOf(step.mode.timeout)) + ')');
        return true;
    }

    void keepPort(std::size_t socket)
    {
        if (m_program.sockets[socket].portIsUsed)
            line(nameOf(socket) + "_port = " + use("port_of") + '(' + nameOf(socket) + ");");
    }

    void bind(const Step& step)
    {
        const std::string& name = nameOf(step.socket);
        call(step, "bind", use("bind_to") + '(' + name + ", " + address(step.address) + ')');
        if (step.outcome != Outcome::Value || !step.address.address.isIp() || step.address.address.port() != 0)
            return;
        keepPort(step.socket);
        line(use("print_name") + "(\"" + name + "\", " + name + ");");
    }

    void accept(const Step& step)
    {
        if (timedOut(step, "accept", "POLLIN"))
            return;
        const std::string expression = "accept(" + nameOf(step.socket) + ", NULL, NULL)";
        if (!step.child) {
            call(step, "accept", expression);
            return;
        }
        m_declared.insert(*step.child);
        line(nameOf(*step.child) + " = (int)" + use("must") + "(\"" + nameOf(step.socket) + " accept\", " + expression
                + ");",
            noteOf(step));
    }

    void connect(const Step& step)
    {
        const std::string& name = nameOf(step.socket);
        const bool endsWaiting = step.wait.count() > 0 && step.mode.mode != net::Mode::NonBlocking
            && (step.outcome == Outcome::TimedOut || step.outcome == Outcome::Cancelled);
        const bool isTimed = step.mode.mode == net::Mode::Timeout;
        if (endsWaiting || isTimed) {
            const auto limit = endsWaiting ? step.wait : step.mode.timeout;
            call(step, "connect",
                use("connect_within") + '(' + name + ", " + address(step.address) + ", "
                    + std::to_string(millisecondsOf(limit)) + ')');
            if (step.mode.mode == net::Mode::Blocking)
                line(use("set_blocking") + '(' + name + ", 1);");
        } else {
            call(step, "connect", use("connect_to") + '(' + name + ", " + address(step.address) + ')');
        }
        if (step.outcome == Outcome::Value)
            keepPort(step.socket);
    }

    void setTimeout(const Step& step)
    {
        const bool blocks = step.mode.mode == net::Mode::Blocking;
        line(use("set_blocking") + '(' + nameOf(step.socket) + (blocks ? ", 1);" : ", 0);"),
            step.mode.mode == net::Mode::Timeout
                ? "timeout " + secondsText(step.mode.timeout) + " s: calls are waited for with poll"
                : std::string());
    }

    void receive(const Step& step)
    {
        if (timedOut(step, capture::operationName(step.operation), "POLLIN"))
            return;
        const std::string& name = nameOf(step.socket);
        const std::string size = std::to_string(step.asked);
        const std::string flags = flagExpression(step.flags, {});
        if (step.outcome != Outcome::Value) {
            call(step, "recv", "recv(" + name + ", " + use("room") + '(' + size + "), " + size + ", " + flags + ')');
        } else if (step.operation == Operation::Recv && isStream(step) && step.flags == 0) {
            const std::string function = use(step.result > 0 ? "receive" : "receive_end");
            line(function + '(' + name + ", " + size + (step.result > 0 ? ", " + std::to_string(step.result) : "")
                    + ");",
                noteOf(step));
        } else {
            const std::string note
                = step.operation == Operation::RecvMsg ? "recvmsg, without its ancillary data" : std::string();
            const std::string target = step.sender ? m_program.senders[*step.sender] + " = " : std::string();
            line(target + use("receive_from") + '(' + name + ", " + size + ", " + flags + ");", noteOf(step, note));
        }
    }

    /// A payload and its size as arguments.
    std::string dataOf(const Step& step)
    {
        const std::string size = std::to_string(step.data.size());
        if (const auto repetition = repetitionOf(step.data))
            return use("repeated") + '(' + cString(repetition->unit) + ", " + std::to_string(repetition->unit.size())
                + ", " + std::to_string(repetition->times) + "), " + size;
        return cString(step.data, std::string(Indent) + std::string(Indent)) + ", " + size;
    }

    void send(const Step& step)
    {
        const std::string& name = nameOf(step.socket);
        if (timedOut(step, "send", "POLLOUT"))
            return;
        const std::string arguments = '(' + name + ", " + dataOf(step) + ", ";
        const std::string flags = flagExpression(step.flags, {});
        const std::string note
            = step.operation == Operation::SendMsg ? "sendmsg, without its ancillary data" : std::string();
        if (needsReader(m_program, step))
            line(use("send_while_receiving") + arguments + nameOf(*m_program.sockets[step.socket].other) + ");",
                noteOf(step));
        else if (step.operation == Operation::SendTo)
            call(step, "sendto", use("send_to") + arguments + flags + ", " + address(step.address) + ')');
        else if (step.outcome == Outcome::Value && isStream(step))
            line(use("send_all") + arguments + flags + ");", noteOf(step, note));
        else
            call(step, "send", "send" + arguments + flags + ')', note);
    }

    void askName(const Step& step)
    {
        use("address");
        const std::string function(capture::operationName(step.operation));
        line("{");
        line("    struct address at = {.size = sizeof(at.to)};");
        call(step, function, function + '(' + nameOf(step.socket) + ", &at.to.any, &at.size)");
        line("}");
    }

    void close(const Step& step)
    {
        const std::string& name = nameOf(step.socket);
        if (m_used.contains("receive") || m_used.contains("send_while_receiving"))
            line("owed[" + name + "] = 0;");
        call(step, "close", "close(" + name + ')');
    }

    void option(const Step& step)
    {
        const OptionWords words = optionWords(step.level, step.option);
        if (words.isRecent)
            m_recentOptions[words.name] = step.option;
        const std::string arguments = '(' + nameOf(step.socket) + ", "
            + (words.level.empty() ? std::to_string(step.level) : words.level) + ", "
            + (words.name.empty() ? std::to_string(step.option) : words.name) + ", ";
        if (step.operation == Operation::GetSockOpt)
            call(step, "getsockopt", use("get_option") + arguments + std::to_string(step.asked) + ')');
        else if (const auto number = optionNumber(step))
            call(step, "setsockopt", use("set_number") + arguments + std::to_string(*number) + ')');
        else
            call(step, "setsockopt",
                "setsockopt" + arguments + cString(step.data) + ", " + std::to_string(step.data.size()) + ')',
                "value " + optionValueText(step));
    }

    std::set<std::size_t> m_declared; // sockets that exist at some time
    std::set<std::size_t> m_called; // those of them that a call is made on
    std::map<std::string, int> m_recentOptions;
};

} // namespace

std::string cProgram(const Program& program)
{
    return CWriter(program).write();
}

} // namespace programs
