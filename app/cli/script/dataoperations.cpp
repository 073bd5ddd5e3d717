// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/operations.h"
#include "cli/script/present.h"

#include <QJsonArray>
#include <QJsonObject>

#include <sys/socket.h>
#include <sys/stat.h>

#include <array>
#include <fcntl.h>
#include <limits>

namespace cli::script {

using namespace Qt::StringLiterals;

namespace {

/// Bytes in hex where the step asks for that with "full", else as the format says; and what the call returned, where
/// that is another number (MSG_TRUNC).
QJsonValue received(const Step& step, const net::CallResult& result)
{
    QJsonValue bytes = step.isFull ? hexValue(result.data) : bytesValue(result.data, step.world.format);
    if (static_cast<std::size_t>(result.value) == result.data.size())
        return bytes;
    QJsonObject told = bytes.toObject();
    told.insert(u"len"_s, static_cast<qint64>(result.value));
    return told;
}

Outcome recv(Step& step)
{
    const auto socket = step.socket();
    const net::ReceiveCall call{.size = step.arguments.size("n"_L1), .flags = step.arguments.flags("flags"_L1)};
    return called(step, socket, call, [&step](const auto& result) { return Outcome::ok(received(step, result)); });
}

/// 0 bytes, or no "n", is as many as the buffer has.
Outcome recvInto(Step& step)
{
    const auto socket = step.socket();
    const std::size_t room = step.arguments.size("size"_L1);
    const std::size_t asked = step.arguments.has("n"_L1) ? step.arguments.size("n"_L1) : 0;
    const int flags = step.arguments.flags("flags"_L1);
    if (asked > room)
        step.arguments.refuse("more than the buffer has", "n"_L1);
    const net::ReceiveCall call{.size = asked == 0 ? room : asked, .flags = flags};
    return called(step, socket, call, [&step](const auto& result) {
        return Outcome::ok(static_cast<qint64>(result.value)).with("buf", received(step, result));
    });
}

Outcome recvfrom(Step& step)
{
    const auto socket = step.socket();
    const net::ReceiveCall call{.as = net::ReceiveCall::As::RecvFrom,
        .size = step.arguments.size("n"_L1),
        .flags = step.arguments.flags("flags"_L1)};
    return called(step, socket, call, [&step](const auto& result) {
        return Outcome::ok(QJsonArray{received(step, result), addressValue(result.address, step.world, step.caller)});
    });
}

Outcome recvmsg(Step& step)
{
    const auto socket = step.socket();
    const std::size_t size = step.arguments.size("n"_L1);
    const std::size_t room = step.arguments.has("anc"_L1) ? step.arguments.size("anc"_L1) : 0;
    const int flags = step.arguments.flags("flags"_L1);
    const net::ReceiveCall call{.as = net::ReceiveCall::As::RecvMsg, .size = size, .flags = flags, .controlSize = room};
    return called(step, socket, call, [&step](const auto& result) {
        Outcome outcome = Outcome::ok(received(step, result));
        outcome.with("flags", messageFlagsValue(result.flags))
            .with("from", addressValue(result.address, step.world, step.caller));
        QJsonArray ancillary;
        for (const net::AncillaryData& item : result.ancillary)
            ancillary.append(QJsonArray{item.level, item.type});
        if (!ancillary.isEmpty())
            outcome.with("anc", ancillary);
        return outcome;
    });
}

Outcome recvFds(Step& step)
{
    constexpr int MostDescriptors = 4;
    const auto socket = step.socket();
    const net::ReceiveCall call{.as = net::ReceiveCall::As::RecvMsg,
        .size = step.arguments.size("n"_L1),
        .controlSize = CMSG_LEN(MostDescriptors * sizeof(int))};
    return called(step, socket, call, [&step](const auto& result) {
        return Outcome::ok(received(step, result)).with("fds", static_cast<qint64>(result.control.descriptors.size()));
    });
}

Outcome countOf(const net::CallResult& result)
{
    return Outcome::ok(static_cast<qint64>(result.value));
}

Outcome send(Step& step)
{
    const auto socket = step.socket();
    const net::SendCall call{.data = step.arguments.data("data"_L1), .flags = step.arguments.flags("flags"_L1)};
    return called(step, socket, call, countOf);
}

Outcome sendall(Step& step)
{
    const auto socket = step.socket();
    const net::SendCall call{.as = net::SendCall::As::SendAll,
        .data = step.arguments.data("data"_L1),
        .flags = step.arguments.flags("flags"_L1)};
    return called(step, socket, call);
}

Outcome sendto(Step& step)
{
    const auto socket = step.socket();
    net::SendCall call{.as = net::SendCall::As::SendTo,
        .data = step.arguments.data("data"_L1),
        .flags = step.arguments.flags("flags"_L1)};
    if (const auto problem = step.problem())
        return *problem;
    const auto target = readAddress(step, "addr"_L1, *socket);
    if (!target)
        return target.error();
    call.to = target->address;
    const net::CallResult result = step.caller.make(socket->fd(), target->mode, call);
    return Outcome::failureOf(result).value_or(countOf(result));
}

Outcome sendmsgFds(Step& step)
{
    const auto socket = step.socket();
    net::SendCall call{.as = net::SendCall::As::SendMsg, .data = step.arguments.data("data"_L1)};
    if (const auto problem = step.problem())
        return *problem;
    call.descriptor = std::make_shared<const base::UniqueFd>(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    if (!*call.descriptor)
        return Outcome::errnoIs(errno);
    return called(step, socket, call, countOf);
}

/// What Python's socket.sendfile refuses before it calls the kernel. An empty file is sent without a look at the
/// socket.
void checkSendfile(Step& step, const Socket& socket, const std::string& path)
{
    struct stat status
    { };
    if ((socket.type() & SOCK_STREAM) == 0)
        step.arguments.refuse("only a stream takes a file", "on"_L1);
    if (::stat(path.c_str(), &status) != 0 || S_ISDIR(status.st_mode) || status.st_size == 0)
        return;
    if (socket.mode().mode == net::Mode::NonBlocking)
        step.arguments.refuse("a non-blocking socket takes no file", "on"_L1);
    if (socket.fd() < 0)
        step.arguments.refuse("the socket is closed", "on"_L1);
}

Outcome sendfile(Step& step)
{
    constexpr std::int64_t Most = std::numeric_limits<std::int64_t>::max();
    const auto socket = step.socket();
    const auto path = fileNameBytes(step.arguments.text("path"_L1));
    if (!path || path->find('\0') != std::string::npos)
        step.arguments.refuse("a path is expected", "path"_L1);
    std::int64_t offset = 0;
    if (step.arguments.has("offset"_L1))
        offset = step.arguments.wide("offset"_L1, -Most, Most);
    net::SendFileCall call{.path = path.value_or(std::string())};
    if (step.arguments.has("count"_L1) && !step.arguments.value("count"_L1).isNull())
        call.count = static_cast<std::uint64_t>(step.arguments.wide("count"_L1, 1, Most));
    if (!step.problem())
        checkSendfile(step, *socket, call.path);
    // A negative offset goes to the kernel, which says EINVAL.
    call.offset = static_cast<std::uint64_t>(offset);
    return called(step, socket, call, countOf);
}

constexpr auto DataTable = std::to_array<NamedOperation>({
    {"recv", recv, "on n flags full"},
    {"recv_into", recvInto, "on size n flags full"},
    {"recvfrom", recvfrom, "on n flags full"},
    {"recvmsg", recvmsg, "on n anc flags full"},
    {"recv_fds", recvFds, "on n full"},
    {"send", send, "on data flags"},
    {"sendall", sendall, "on data flags"},
    {"sendto", sendto, "on data addr flags"},
    {"sendmsg_fds", sendmsgFds, "on data"},
    {"sendfile", sendfile, "on path offset count"},
});

} // namespace

std::span<const NamedOperation> dataOperations()
{
    return DataTable;
}

} // namespace cli::script
