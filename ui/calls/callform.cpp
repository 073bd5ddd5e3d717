// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/calls/callform.h"

#include "codec/escape.h"
#include "net/option.h"
#include "session/openrequest.h"

#include <QCoreApplication>
#include <QFile>

#include <cmath>
#include <limits>

namespace ui {

namespace {

template <typename T> using Field = tl::expected<T, CallProblem>;

tl::unexpected<CallProblem> problem(CallArgument argument, const QString& text)
{
    return tl::unexpected(CallProblem{argument, text});
}

Field<net::Address> unixAddress(const QString& text)
{
    const auto address = session::unixAddress(text);
    if (!address)
        return problem(CallArgument::Address, callText("A path of 1 to 107 bytes, or @ and an abstract name."));
    return *address;
}

/// Gives the call its address, or what is to be looked up for it. `fill` makes the request of an address.
template <typename Fill> Field<CallAction> addressed(const CallForm& form, const CallSocket& socket, Fill fill)
{
    if (net::isUnix(socket.protocol))
        return unixAddress(form.address).map([&](const auto& address) { return CallAction(fill(address)); });
    const auto port = net::parsePort(form.port.toStdString());
    if (!port)
        return problem(CallArgument::Port, callText("A port is a number from 0 to 65535."));
    // As in Python: '' is every interface.
    if (form.address.isEmpty())
        return CallAction(fill(net::Address::anyOf(socket.family, *port)));
    if (const auto address = net::Address::fromIp(form.address.toStdString(), *port))
        return CallAction(fill(*address));
    // A listener's address may be a name as well, and its port 0.
    const auto request = session::parseFields(session::OpenAs::Listener, socket.protocol, form.address, form.port);
    if (!request)
        return problem(CallArgument::Address, callText("Neither an IP address nor a host name."));
    return NamedCall{fill(net::Address()), request->host, *port};
}

Field<std::shared_ptr<const std::vector<std::byte>>> dataOf(const CallForm& form)
{
    const QStringView text(form.data);
    auto parsed = codec::parseEscaped(std::u16string_view(text.utf16(), static_cast<std::size_t>(text.size())));
    if (!parsed)
        return problem(CallArgument::Data,
            callText("No escape that Python's bytes have, at position %1.").arg(parsed.error().offset + 1));
    return std::make_shared<const std::vector<std::byte>>(std::move(parsed->bytes));
}

/// Unset for None.
Field<std::optional<std::chrono::nanoseconds>> waitOf(const CallForm& form)
{
    const QString text = form.timeout.trimmed();
    if (text.compare(QLatin1StringView("None"), Qt::CaseInsensitive) == 0)
        return std::optional<std::chrono::nanoseconds>();
    constexpr double Most = 1e9; // seconds: thirty years, far below where nanoseconds overflow
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    if (!isNumber || !std::isfinite(seconds) || seconds < 0 || seconds > Most)
        return problem(CallArgument::Timeout, callText("None, 0, or seconds such as 2.5."));
    return std::chrono::ceil<std::chrono::nanoseconds>(std::chrono::duration<double>(seconds));
}

Field<const net::OptionInfo*> optionOf(const CallForm& form)
{
    const net::OptionInfo* option = net::findOption(form.option.toStdString());
    if (!option)
        return problem(CallArgument::Option, callText("No option of this name."));
    return option;
}

/// Empty text is unset.
Field<std::optional<std::uint64_t>> numberOf(const QString& text, CallArgument argument)
{
    if (text.trimmed().isEmpty())
        return std::optional<std::uint64_t>();
    bool isNumber = false;
    const std::uint64_t number = text.trimmed().toULongLong(&isNumber);
    if (!isNumber || number > std::uint64_t(std::numeric_limits<std::int64_t>::max()))
        return problem(argument, callText("A number of bytes."));
    return number;
}

Field<CallAction> receive(const CallForm& form, net::ReceiveCall::As as)
{
    net::ReceiveCall call{.as = as, .size = std::size_t(form.size), .flags = form.flags};
    if (as == net::ReceiveCall::As::RecvMsg)
        call.controlSize = std::size_t(form.controlSize);
    return net::CallRequest(call);
}

Field<CallAction> send(const CallForm& form, net::SendCall::As as, const CallSocket& socket)
{
    auto data = dataOf(form);
    if (!data)
        return tl::unexpected(data.error());
    net::SendCall call{.as = as, .data = std::move(*data), .flags = form.flags};
    if (as != net::SendCall::As::SendTo)
        return net::CallRequest(std::move(call));
    return addressed(form, socket, [&call](const net::Address& to) {
        call.to = to;
        return net::CallRequest(call);
    });
}

using engine::FileRequest;

Field<CallAction> sendFile(const CallForm& form)
{
    if (form.path.isEmpty())
        return problem(CallArgument::Path, callText("Which file?"));
    const auto offset = numberOf(form.offset, CallArgument::Offset);
    if (!offset)
        return tl::unexpected(offset.error());
    const auto count = numberOf(form.count, CallArgument::Count);
    if (!count)
        return tl::unexpected(count.error());
    return FileRequest{.as = FileRequest::As::Send,
        .size = *count,
        .offset = offset->value_or(0),
        .path = QFile::encodeName(form.path).toStdString()};
}

Field<CallAction> readFile(const CallForm& form, FileRequest::As as)
{
    FileRequest request{.as = as, .path = QFile::encodeName(form.savePath).toStdString(), .existing = form.existing};
    if (as == FileRequest::As::ReadLine)
        return request;
    const auto count = numberOf(form.count, CallArgument::Count);
    if (!count)
        return tl::unexpected(count.error());
    request.size = *count;
    return request;
}

Field<CallAction> writeFile(const CallForm& form)
{
    return dataOf(form).map(
        [](const auto& data) { return CallAction(FileRequest{.as = FileRequest::As::Write, .data = data}); });
}

Field<CallAction> setOption(const CallForm& form)
{
    const auto option = optionOf(form);
    if (!option)
        return tl::unexpected(option.error());
    const auto value = net::parseOption(**option, form.value.toStdString());
    if (!value)
        return problem(CallArgument::Value, callText("%1 does not take this value.").arg(form.option));
    return net::CallRequest(net::SetOptionCall{(*option)->level, (*option)->name, *value});
}

Field<CallAction> getOption(const CallForm& form)
{
    const auto option = optionOf(form);
    if (!option)
        return tl::unexpected(option.error());
    using net::OptionType;
    const OptionType type = (*option)->type;
    const bool isInt = type == OptionType::Flag || type == OptionType::Int || type == OptionType::Choice
        || type == OptionType::Bits || type == OptionType::Errno || type == OptionType::SocketInfo;
    constexpr std::size_t RoomForStructures = 256;
    const std::size_t length = isInt ? sizeof(int) : RoomForStructures;
    return net::CallRequest(net::GetOptionCall{(*option)->level, (*option)->name, length});
}

Field<CallAction> mode(const CallForm& form)
{
    const auto wait = waitOf(form);
    if (!wait)
        return tl::unexpected(wait.error());
    if (!*wait)
        return net::ModeSetting{net::Mode::Blocking, {}};
    if (wait->value().count() == 0)
        return net::ModeSetting{net::Mode::NonBlocking, {}};
    return net::ModeSetting{net::Mode::Timeout, **wait};
}

} // namespace

tl::expected<CallAction, CallProblem> callAction(const CallForm& form, const CallSocket& socket)
{
    const auto request = [](auto call) { return CallAction(net::CallRequest(std::move(call))); };
    switch (form.kind) {
    case CallKind::Socket:
        return NewSocket{form.protocol, net::isUnix(form.protocol) ? AF_UNIX : form.isIpv6 ? AF_INET6 : AF_INET};
    case CallKind::Bind:
        return addressed(form, socket, [](const auto& address) { return net::CallRequest(net::BindCall{address}); });
    case CallKind::Connect:
        return addressed(form, socket, [](const auto& address) { return net::CallRequest(net::ConnectCall{address}); });
    case CallKind::ConnectEx:
        return addressed(form, socket, [](const auto& address) {
            return net::CallRequest(net::ConnectCall{address, net::ConnectCall::As::ConnectEx});
        });
    case CallKind::Listen: return request(net::ListenCall{form.backlog});
    case CallKind::Accept: return request(net::AcceptCall{});
    case CallKind::Recv: return receive(form, net::ReceiveCall::As::Recv);
    case CallKind::RecvFrom: return receive(form, net::ReceiveCall::As::RecvFrom);
    case CallKind::RecvMsg: return receive(form, net::ReceiveCall::As::RecvMsg);
    case CallKind::Send: return send(form, net::SendCall::As::Send, socket);
    case CallKind::SendAll: return send(form, net::SendCall::As::SendAll, socket);
    case CallKind::SendTo: return send(form, net::SendCall::As::SendTo, socket);
    case CallKind::SendFile: return sendFile(form);
    case CallKind::FileRead: return readFile(form, FileRequest::As::Read);
    case CallKind::FileReadLine: return readFile(form, FileRequest::As::ReadLine);
    case CallKind::FileWrite: return writeFile(form);
    case CallKind::FileFlush: return FileRequest{.as = FileRequest::As::Flush};
    case CallKind::Shutdown: return request(net::ShutdownCall{form.how});
    case CallKind::Close: return CloseSocket{};
    case CallKind::GetSockName: return request(net::NameCall{net::NameCall::Of::Sock});
    case CallKind::GetPeerName: return request(net::NameCall{net::NameCall::Of::Peer});
    case CallKind::SetSockOpt: return setOption(form);
    case CallKind::GetSockOpt: return getOption(form);
    case CallKind::SetTimeout: return mode(form);
    case CallKind::SetBlocking:
        return net::ModeSetting{form.isBlocking ? net::Mode::Blocking : net::Mode::NonBlocking, {}};
    case CallKind::GetTimeout: return request(net::ObjectCall{net::ObjectCall::As::GetTimeout});
    case CallKind::FileNo: return request(net::ObjectCall{net::ObjectCall::As::FileNo});
    case CallKind::Poll:
        return waitOf(form).map([&](const auto& wait) {
            return request(net::PollCall{static_cast<short>(form.events), wait});
        });
    }
    return CloseSocket{};
}

} // namespace ui
