// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/present.h"

#include "codec/hex.h"
#include "net/names.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringDecoder>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <string>

namespace cli::script {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t LongestText = 60;
constexpr std::size_t LongestHex = 48;
constexpr qsizetype DigestDigits = 16;
/// What recvmsg(2) gives back, in the order in which a result names it.
constexpr std::array ReceivedFlags{net::messageFlag("MSG_TRUNC"), net::messageFlag("MSG_CTRUNC"),
    net::messageFlag("MSG_OOB"), net::messageFlag("MSG_EOR"), net::messageFlag("MSG_ERRQUEUE")};

bool isPrintable(std::span<const std::byte> bytes)
{
    return std::ranges::all_of(bytes, [](std::byte b) { return b >= std::byte{0x20} && b < std::byte{0x7f}; });
}

/// Nothing for what is no UTF-8.
std::optional<QString> fromUtf8(std::string_view bytes)
{
    QStringDecoder decoder(
        QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString text = decoder(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
    return decoder.hasError() ? std::nullopt : std::optional(text);
}

/// The kernel's own choice: five hex digits - unix(7).
bool isAutobound(std::string_view name)
{
    return name.size() == 5
        && std::ranges::all_of(name, [](char c) { return codec::HexDigits.find(c) != std::string_view::npos; });
}

QJsonValue unixValue(const net::Address& address, bool isStable)
{
    constexpr std::size_t PathOffset = offsetof(sockaddr_un, sun_path);
    const auto bytes = address.bytes();
    if (bytes.size() <= PathOffset)
        return QString();
    const std::string_view name(reinterpret_cast<const char*>(bytes.data()) + PathOffset, bytes.size() - PathOffset);
    if (name.front() == '\0') {
        const std::string_view abstract = name.substr(1);
        if (isStable && isAutobound(abstract))
            return QJsonObject{{u"abstract"_s, u"<autobind>"_s}};
        return QJsonObject{{u"abstract"_s, fromUtf8(abstract).value_or(QString::fromLatin1(abstract))}};
    }
    const std::string path = address.path();
    if (const auto text = fromUtf8(path))
        return *text;
    return QJsonObject{{u"path_hex"_s, QString::fromLatin1(codec::toHex(std::as_bytes(std::span(path))))}};
}

QJsonValue ipValue(const net::Address& address, const QJsonValue& port)
{
    std::array<char, INET6_ADDRSTRLEN> host{};
    if (address.family() == AF_INET) {
        const auto* v4 = reinterpret_cast<const sockaddr_in*>(address.data());
        ::inet_ntop(AF_INET, &v4->sin_addr, host.data(), host.size());
        return QJsonArray{QString::fromLatin1(host.data()), port};
    }
    const auto* v6 = reinterpret_cast<const sockaddr_in6*>(address.data());
    ::inet_ntop(AF_INET6, &v6->sin6_addr, host.data(), host.size());
    return QJsonArray{QString::fromLatin1(host.data()), port, static_cast<qint64>(ntohl(v6->sin6_flowinfo)),
        static_cast<qint64>(v6->sin6_scope_id)};
}

QJsonValue value(const net::Address& address, const QJsonValue& port, bool isStable)
{
    if (address.isEmpty())
        return QJsonValue::Null;
    if (address.isIp())
        return ipValue(address, port);
    if (address.family() == AF_UNIX)
        return unixValue(address, isStable);
    return QJsonArray{address.family(), hexValue(address.bytes())};
}

} // namespace

QJsonValue bytesValue(std::span<const std::byte> bytes, const Format& format)
{
    const bool isText = isPrintable(bytes);
    const QByteArrayView view(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    if (isText && (!format.isStable || bytes.size() <= LongestText))
        return QJsonObject{{u"text"_s, QString::fromLatin1(view)}};
    if (!format.isStable || bytes.size() <= LongestHex)
        return hexValue(bytes);
    const QByteArray digest = QCryptographicHash::hash(view.toByteArray(), QCryptographicHash::Sha256).toHex();
    return QJsonObject{
        {u"len"_s, static_cast<qint64>(bytes.size())}, {u"sha256"_s, QString::fromLatin1(digest.left(DigestDigits))}};
}

QJsonValue hexValue(std::span<const std::byte> bytes)
{
    return QJsonObject{{u"hex"_s, QString::fromLatin1(codec::toHex(bytes))}};
}

QJsonValue addressValue(const net::Address& address, const World& world, Caller& caller)
{
    const std::uint16_t port = address.port();
    if (!world.format.isStable || port == 0)
        return value(address, port, world.format.isStable);
    if (world.running > 0)
        (void)caller.wait(std::chrono::milliseconds(200), [&] { return world.names.portName(port).has_value(); });
    return value(address, world.names.portName(port).value_or(u"<port>"_s), true);
}

QJsonValue plainAddressValue(const net::Address& address)
{
    return value(address, address.port(), false);
}

QJsonValue messageFlagsValue(int flags)
{
    QJsonArray names;
    for (const net::NamedValue& flag : ReceivedFlags) {
        if ((flags & flag.value) != 0)
            names.append(QString::fromLatin1(flag.name));
    }
    return names;
}

} // namespace cli::script
