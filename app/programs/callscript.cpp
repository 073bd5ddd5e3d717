// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "programs/callscript.h"

#include "codec/hex.h"
#include "codec/json.h"
#include "codec/visible.h"
#include "net/names.h"
#include "programs/literal.h"
#include "programs/programwords.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <map>

namespace programs {

using capture::Operation;
using capture::Outcome;
using codec::JsonObject;

namespace {

/// For how long a call in the background, or one that the recorded call did not wait for, is waited for.
constexpr int PatienceSeconds = 10;

std::string quoted(std::string_view text)
{
    std::string json;
    codec::appendJsonString(json, text);
    return json;
}

std::string flagList(int flags)
{
    std::string list;
    for (const std::string& word : net::messageFlagNames(flags)) {
        list += list.empty() ? "[" : ", ";
        list += word.starts_with("MSG_") ? quoted(word) : std::to_string(std::stoul(word, nullptr, 16));
    }
    return list + ']';
}

std::string unixAddress(const net::Address& address)
{
    const auto bytes = address.unixBytes();
    // A dollar sign could begin a name that an interpreter fills in, an "at" one of a socket. An interpreter makes
    // UTF-8 of a name: of ASCII alone is that the same bytes.
    if (!bytes.empty() && bytes.front() == std::byte{0}) {
        const auto name = bytes.subspan(1);
        if (std::ranges::all_of(name, [](std::byte byte) { return byte < std::byte{0x80} && byte != std::byte('$'); }))
            return JsonObject().add("abstract", textOf(name)).toString();
    } else if (std::ranges::all_of(bytes, [](std::byte byte) {
                   return codec::isPrintableAscii(byte) && byte != std::byte('$') && byte != std::byte('@');
               })) {
        return quoted(textOf(bytes));
    }
    return JsonObject().add("path_hex", codec::toHex(bytes)).toString();
}

class ScriptWriter final
{
public:
    explicit ScriptWriter(const Program& program)
        : m_program(program)
        , m_note("Call script from " + std::to_string(program.records) + " records. Sockets block unless a step says "
              + "otherwise; payloads are in this file")
    { }

    std::string write()
    {
        for (const Step& step : m_program.steps)
            add(step);
        while (!m_sending.empty())
            join(m_sending.begin()->first);
        finishLine();
        return std::move(m_text);
    }

private:
    const std::string& nameOf(std::size_t socket) const { return m_program.sockets[socket].name; }

    void finishLine()
    {
        if (!m_line)
            return;
        if (!m_note.empty())
            m_line->add("note", m_note);
        m_text += m_line->toString() + '\n';
        m_line.reset();
        m_note.clear();
    }
    void addNote(std::string_view note)
    {
        if (!note.empty())
            m_note += (m_note.empty() ? "" : "; ") + std::string(note);
    }
    /// Begins a line; the notes of what comes before it are on the line before.
    JsonObject& begin(std::string_view operation, std::size_t socket)
    {
        finishLine();
        m_line.emplace().add("op", operation).add("on", nameOf(socket));
        return *m_line;
    }

    std::string address(const ProgramAddress& given) const
    {
        if (!given.address.isIp())
            return unixAddress(given.address);
        const auto [host, scope] = hostAndScope(given.address);
        std::string list = '[' + quoted(host) + ", ";
        list += given.portOf ? quoted('@' + nameOf(*given.portOf) + ".port") : std::to_string(given.address.port());
        if (scope != 0)
            list += ", 0, " + std::to_string(scope);
        return list + ']';
    }

    /// A send in the background ends before the next call that would overtake it.
    void join(std::size_t socket)
    {
        const auto found = m_sending.find(socket);
        if (found == m_sending.end())
            return;
        finishLine();
        m_line.emplace().add("op", "join").add("bg", found->second).add("wait", PatienceSeconds);
        m_sending.erase(found);
    }

    void add(const Step& step)
    {
        if (step.isComment || step.operation == Operation::Unlink) {
            addNote(commentOf(m_program, step));
            return;
        }
        const auto& other = m_program.sockets[step.socket].other;
        if (capture::directionOf(step.operation) != capture::Direction::In)
            join(step.socket);
        if (step.operation == Operation::Close && other)
            join(*other);
        if (const short events = waitsFor(step); events != 0)
            begin("wait_for", step.socket).add("event", events == POLLIN ? "IN" : "OUT").add("wait", PatienceSeconds);
        call(step);
        addNote(step.comment);
        if (step.isImplied)
            addNote("not among the records");
    }

    void call(const Step& step)
    {
        switch (step.operation) {
        case Operation::Socket: {
            finishLine();
            const ProgramSocket& socket = m_program.sockets[step.socket];
            m_line.emplace().add("op", "socket").add("as", socket.name);
            m_line->add("family", net::nameOrNumber(net::familyName(step.family), step.family))
                .add("type", typeWord(socket.info.protocol));
            return;
        }
        case Operation::Bind: begin("bind", step.socket).addRaw("addr", address(step.address)); return;
        case Operation::Listen: begin("listen", step.socket).add("backlog", step.asked); return;
        case Operation::Accept:
            begin("accept", step.socket).add("as", step.child ? nameOf(*step.child) : "nobody");
            return;
        case Operation::Connect: connect(step); return;
        case Operation::Shutdown: begin("shutdown", step.socket).add("how", net::shutdownText(step.asked)); return;
        case Operation::SetSockOpt:
        case Operation::GetSockOpt:
        case Operation::SocketError: option(step); return;
        case Operation::SetTimeout: setTimeout(step.socket, step.mode); return;
        case Operation::Poll: begin("poll", step.socket).addRaw("wait", secondsText(step.wait)); return;
        case Operation::Recv:
        case Operation::RecvFrom:
        case Operation::RecvMsg: receive(step); return;
        case Operation::Send:
        case Operation::SendAll:
        case Operation::SendTo:
        case Operation::SendMsg: send(step); return;
        default: begin(capture::operationName(step.operation), step.socket); return;
        }
    }

    void setTimeout(std::size_t socket, const net::ModeSetting& mode)
    {
        JsonObject& line = begin("settimeout", socket);
        if (mode.mode == net::Mode::Blocking)
            line.add("value", nullptr);
        else
            line.addRaw("value", mode.mode == net::Mode::Timeout ? secondsText(mode.timeout) : "0");
    }

    void connect(const Step& step)
    {
        const bool endsWaiting = step.wait.count() > 0 && step.mode.mode != net::Mode::NonBlocking
            && (step.outcome == Outcome::TimedOut || step.outcome == Outcome::Cancelled);
        if (endsWaiting)
            setTimeout(step.socket, {net::Mode::Timeout, step.wait});
        begin("connect", step.socket).addRaw("addr", address(step.address));
        if (endsWaiting)
            setTimeout(step.socket, step.mode);
    }

    void receive(const Step& step)
    {
        const bool isExact = step.isExact && step.mode.mode == net::Mode::Blocking;
        const int flags = step.flags | (isExact ? MSG_WAITALL : 0);
        JsonObject& line = begin(capture::operationName(step.operation), step.socket);
        if (isExact)
            line.add("n", step.result);
        else
            line.add("n", step.asked);
        if (flags != 0)
            line.addRaw("flags", flagList(flags));
        if (isExact)
            addNote("asked " + std::to_string(step.asked));
    }

    void send(const Step& step)
    {
        const bool isMessage = step.operation == Operation::SendMsg;
        JsonObject& line = begin(isMessage ? "sendmsg_fds" : capture::operationName(step.operation), step.socket);
        line.addRaw("data", scriptData(step.data));
        if (step.operation == Operation::SendTo)
            line.addRaw("addr", address(step.address));
        if (step.flags != 0 && !isMessage)
            line.addRaw("flags", flagList(step.flags));
        if (!needsReader(m_program, step))
            return;
        const std::string name = "send" + std::to_string(++m_sends);
        line.add("bg", name);
        m_sending[step.socket] = name;
    }

    void option(const Step& step)
    {
        if (step.operation == Operation::SocketError) {
            begin("getsockopt", step.socket).add("level", "SOL_SOCKET").add("opt", "SO_ERROR");
            return;
        }
        const OptionWords words = optionWords(step.level, step.option);
        JsonObject& line = begin(capture::operationName(step.operation), step.socket);
        if (words.level.empty())
            line.add("level", step.level);
        else
            line.add("level", words.level);
        if (words.isKnownToPython)
            line.add("opt", words.name);
        else
            line.add("opt", step.option);
        if (!words.isKnownToPython)
            addNote(words.name);
        if (step.operation == Operation::GetSockOpt) {
            if (step.asked != sizeof(int))
                line.add("buflen", step.asked);
        } else if (const auto number = optionNumber(step)) {
            line.add("value", *number);
        } else {
            line.addRaw("value", JsonObject().add("hex", codec::toHex(step.data)).toString());
            addNote("value " + optionValueText(step));
        }
    }

    const Program& m_program;
    std::string m_text;
    std::optional<JsonObject> m_line; // not written yet, for notes may follow
    std::string m_note;
    std::map<std::size_t, std::string> m_sending; // the sends in the background, by socket
    int m_sends = 0;
};

} // namespace

std::string callScript(const Program& program)
{
    return ScriptWriter(program).write();
}

} // namespace programs
