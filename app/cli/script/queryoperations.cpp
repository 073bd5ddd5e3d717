// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/operations.h"
#include "cli/script/present.h"
#include "net/names.h"
#include "net/syscalls.h"
#include "net/tcpinfo.h"

#include <QJsonArray>
#include <QJsonObject>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>

namespace cli::script {

using namespace Qt::StringLiterals;

namespace {

struct PollBit
{
    std::string_view name;
    short bit;
};
constexpr auto PollBits = std::to_array<PollBit>({{"IN", POLLIN}, {"PRI", POLLPRI}, {"OUT", POLLOUT}, {"ERR", POLLERR},
    {"HUP", POLLHUP}, {"NVAL", POLLNVAL}, {"RDHUP", POLLRDHUP}});

/// A socket that is open: what is asked of the descriptor itself needs one.
std::shared_ptr<Socket> openSocket(Step& step)
{
    auto socket = step.socket();
    if (socket && socket->fd() < 0)
        step.arguments.refuse("the socket is closed", "on"_L1);
    return socket;
}

Outcome fileno(Step& step)
{
    const Object object = step.object();
    if (object.file && object.file->isClosed())
        step.arguments.refuse("the file is closed", "on"_L1);
    else if (object.file && object.file->mode().reads && object.file->mode().writes
        && object.file->mode().bufferBytes != 0)
        step.arguments.refuse("a pair of reader and writer has no descriptor of its own", "on"_L1);
    if (const auto problem = step.problem())
        return *problem;
    const int fd = object.socket ? object.socket->fd() : object.file->socket()->fd();
    if (step.world.format.isStable && fd >= 0)
        return Outcome::ok(u">=0"_s);
    return Outcome::ok(fd);
}

Outcome poll(Step& step)
{
    const auto socket = openSocket(step);
    const net::PollCall call{POLLIN | POLLOUT | POLLPRI | POLLRDHUP, step.arguments.wait("wait"_L1, 0)};
    return called(step, socket, call, [](const auto& result) {
        QJsonArray happened;
        for (const PollBit& bit : PollBits) {
            if ((result.value & bit.bit) != 0)
                happened.append(QString::fromLatin1(bit.name));
        }
        return Outcome::ok(happened);
    });
}

Outcome waitFor(Step& step)
{
    const auto socket = openSocket(step);
    const std::string event = step.arguments.name("event"_L1).toStdString();
    const auto known = std::ranges::find(PollBits, event, &PollBit::name);
    if (known == PollBits.end() || known->bit == POLLNVAL)
        step.arguments.refuse("IN, PRI, OUT, ERR, HUP or RDHUP is expected", "event"_L1);
    const auto wait = step.arguments.wait("wait"_L1, 1);
    if (const auto problem = step.problem())
        return *problem;
    // What poll always tells need not be asked for.
    const bool isAlwaysTold = known->bit == POLLERR || known->bit == POLLHUP;
    const net::CallResult result = step.make(*socket, net::PollCall{isAlwaysTold ? short{0} : known->bit, wait});
    return Outcome::failureOf(result).value_or(Outcome::ok(result.value != 0));
}

template <base::Result<int> (*Ask)(int)> Outcome number(Step& step)
{
    const auto socket = openSocket(step);
    if (const auto problem = step.problem())
        return *problem;
    const auto answer = Ask(socket->fd());
    return answer ? Outcome::ok(*answer) : Outcome::errnoIs(answer.error().code);
}

Outcome oNonblock(Step& step)
{
    const auto socket = openSocket(step);
    if (const auto problem = step.problem())
        return *problem;
    const auto answer = net::isNonBlocking(socket->fd());
    return answer ? Outcome::ok(*answer) : Outcome::errnoIs(answer.error().code);
}

Outcome tcpState(Step& step)
{
    return called(step, step.socket(), net::GetOptionCall{IPPROTO_TCP, TCP_INFO, 8}, [](const auto& result) {
        const int state = result.data.empty() ? 0 : std::to_integer<int>(result.data.front());
        const std::string_view name = net::tcpStateName(state);
        return Outcome::ok(name.empty() ? QJsonValue(state) : QJsonValue(QString::fromLatin1(name)));
    });
}

Outcome peercred(Step& step)
{
    const net::GetOptionCall call{SOL_SOCKET, SO_PEERCRED, sizeof(ucred)};
    return called(step, step.socket(), call, [](const auto& result) {
        const auto [pid, uid, gid] = intsOf<3>(result.data);
        return Outcome::ok(QJsonObject{{u"pid"_s, pid}, {u"uid"_s, uid}, {u"gid"_s, gid}});
    });
}

Outcome getaddrinfo(Step& step)
{
    for (const auto key : {"host"_L1, "port"_L1}) {
        if (!step.arguments.has(key))
            step.arguments.refuse("missing", key);
    }
    const int family = step.arguments.constant("family"_L1, 0);
    const int type = step.arguments.constant("type"_L1, 0);
    const int flags = step.arguments.flags("flags"_L1, "AI_");
    auto lookup = readLookup(step, step.arguments.value("host"_L1), step.arguments.value("port"_L1), "host", "port");
    if (!lookup)
        return lookup.error();
    lookup->family = family;
    lookup->type = type;
    lookup->flags = flags;
    const LookupEnd found = lookUp(step.world.lookup, *lookup, std::nullopt, step.caller);
    if (const auto failure = failureOf(found))
        return *failure;
    QJsonArray entries;
    for (const engine::LookupEntry& entry : found.answer.entries)
        entries.append(QJsonArray{QString::fromLatin1(net::familyName(entry.family)),
            QString::fromLatin1(net::socketTypeName(entry.type)), plainAddressValue(entry.address)});
    return Outcome::ok(entries);
}

Outcome sleep(Step& step)
{
    const auto time = step.arguments.seconds("secs"_L1);
    if (const auto problem = step.problem())
        return *problem;
    if (!step.caller.wait(time, [] { return false; }))
        return Outcome::errnoIs(ECANCELED);
    return Outcome::ok();
}

constexpr auto QueryTable = std::to_array<NamedOperation>({
    {"fileno", fileno, "on"},
    {"poll", poll, "on wait"},
    {"wait_for", waitFor, "on event wait"},
    {"o_nonblock", oNonblock, "on"},
    {"inq", number<net::receiveQueue>, "on"},
    {"atmark", number<net::atMark>, "on"},
    {"tcp_state", tcpState, "on"},
    {"peercred", peercred, "on"},
    {"getaddrinfo", getaddrinfo, "host port family type flags"},
    {"sleep", sleep, "secs"},
});

} // namespace

std::span<const NamedOperation> queryOperations()
{
    return QueryTable;
}

} // namespace cli::script
