// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/properties/propertycode.h"

#include "codec/copyformat.h"
#include "net/mode.h"
#include "net/option.h"
#include "session/properties/propertymodel.h"

#include <cstring>
#include <limits>
#include <optional>

namespace ui {

using namespace Qt::StringLiterals;
using session::PropertyKey;
using session::PropertyModel;

namespace {

enum class Language
{
    C,
    Python
};

template <class Number> std::optional<Number> numberAt(const QByteArray& bytes, qsizetype offset = 0)
{
    Number number{};
    if (offset + static_cast<qsizetype>(sizeof(number)) > bytes.size())
        return std::nullopt;
    std::memcpy(&number, bytes.constData() + offset, sizeof(number));
    return number;
}

QString intText(const net::OptionInfo& option, qint32 value)
{
    const bool isUnsigned = option.maximum > std::numeric_limits<qint32>::max();
    return isUnsigned ? QString::number(static_cast<quint32>(value)) : QString::number(value);
}

QString pythonBytes(const QByteArray& bytes)
{
    const auto view = std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    return QString::fromStdString(codec::copyAs(view, codec::CopyFormat::PythonBytes));
}

/// The bytes as C writes them: any byte that is not a plain letter is octal, which unlike \x ends by itself.
QString cString(const QByteArray& bytes)
{
    QString literal = u"\""_s;
    for (const char byte : bytes) {
        const bool isPlain = byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\' && byte != '?';
        literal += isPlain ? QString(QLatin1Char(byte))
                           : u"\\%1"_s.arg(static_cast<uint>(static_cast<uchar>(byte)), 3, 8, QLatin1Char('0'));
    }
    return literal + u'"';
}

/// The value as the last arguments of setsockopt; empty where its bytes are not as the type says.
QString optionArguments(const net::OptionInfo& option, const QByteArray& bytes, Language language)
{
    const bool isC = language == Language::C;
    const auto pair = [&](const QString& type, const QString& format, qint64 first, qint64 second) {
        return isC ? u"&(%1){%2, %3}, sizeof(%1)"_s.arg(type).arg(first).arg(second)
                   : u"struct.pack(\"%1\", %2, %3)"_s.arg(format).arg(first).arg(second);
    };
    switch (option.type) {
    case net::OptionType::Linger:
        if (bytes.size() == 2 * sizeof(qint32))
            return pair(
                u"struct linger"_s, u"ii"_s, *numberAt<qint32>(bytes), *numberAt<qint32>(bytes, sizeof(qint32)));
        return {};
    case net::OptionType::Time:
        if (bytes.size() == 2 * sizeof(long))
            return pair(u"struct timeval"_s, u"ll"_s, *numberAt<long>(bytes), *numberAt<long>(bytes, sizeof(long)));
        return {};
    case net::OptionType::Wide:
        if (const auto wide = numberAt<quint64>(bytes))
            return (isC ? u"&(uint64_t){%1u}, sizeof(uint64_t)"_s : u"struct.pack(\"=Q\", %1)"_s).arg(*wide);
        return {};
    case net::OptionType::Text:
    case net::OptionType::Ip4: {
        QByteArray characters = bytes;
        if (option.type == net::OptionType::Text && characters.contains('\0'))
            characters.truncate(characters.indexOf('\0'));
        return isC ? u"%1, %2"_s.arg(cString(characters)).arg(characters.size()) : pythonBytes(characters);
    }
    default:
        if (const auto number = numberAt<qint32>(bytes); number && bytes.size() == sizeof(qint32))
            return (isC ? u"&(int){%1}, sizeof(int)"_s : u"%1"_s).arg(intText(option, *number));
        return {};
    }
}

QString optionCode(const net::OptionInfo& option, const QModelIndex& index, Language language)
{
    const QString level = QString::fromUtf8(option.levelName);
    const QString name = QString::fromUtf8(option.cName);
    const bool isC = language == Language::C;
    const QString arguments = optionArguments(option, index.data(PropertyModel::BytesRole).toByteArray(), language);
    if (option.isWritable() && !arguments.isEmpty()) {
        return (isC ? u"setsockopt(fd, %1, %2, %3);"_s : u"sock.setsockopt(socket.%1, socket.%2, %3)"_s)
            .arg(level, name, arguments);
    }
    if (!option.readable)
        return {};
    return (isC ? u"getsockopt(fd, %1, %2, &value, &size);"_s : u"sock.getsockopt(socket.%1, socket.%2)"_s)
        .arg(level, name);
}

QString modeCode(const QModelIndex& index, Language language)
{
    const QModelIndex timeout = index.siblingAtColumn(PropertyModel::ValueColumn);
    const bool isTimeoutRow = index.data(PropertyModel::KeyRole).toInt() == static_cast<int>(PropertyKey::Timeout);
    switch (static_cast<net::Mode>(index.data(PropertyModel::CodeRole).toInt())) {
    case net::Mode::Blocking:
        return language == Language::C ? u"fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);"_s
                                       : u"sock.settimeout(None)"_s;
    case net::Mode::NonBlocking:
        return language == Language::C ? u"fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);"_s
                                       : u"sock.settimeout(0)"_s;
    case net::Mode::Timeout: break;
    }
    if (!isTimeoutRow)
        return {};
    const QString seconds = timeout.data(Qt::EditRole).toString();
    if (language == Language::Python)
        return u"sock.settimeout(%1)"_s.arg(seconds);
    return u"poll(&(struct pollfd){fd, POLLIN, 0}, 1, %1);"_s.arg(qRound64(seconds.toDouble() * 1000));
}

QString code(const QModelIndex& index, Language language)
{
    if (const auto* option = index.data(PropertyModel::OptionRole).value<const net::OptionInfo*>())
        return optionCode(*option, index, language);
    const QString value = index.siblingAtColumn(PropertyModel::ValueColumn).data(Qt::EditRole).toString();
    const bool isC = language == Language::C;
    switch (static_cast<PropertyKey>(index.data(PropertyModel::KeyRole).toInt())) {
    case PropertyKey::Mode:
    case PropertyKey::Timeout: return modeCode(index, language);
    case PropertyKey::ReceiveSize: return (isC ? u"recv(fd, buffer, %1, 0);"_s : u"sock.recv(%1)"_s).arg(value);
    case PropertyKey::Backlog: return (isC ? u"listen(fd, %1);"_s : u"sock.listen(%1)"_s).arg(value);
    case PropertyKey::NonBlockingFlag: return isC ? u"fcntl(fd, F_GETFL) & O_NONBLOCK"_s : u"sock.getblocking()"_s;
    case PropertyKey::TcpFact:
        return isC ? u"getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size);"_s
                   : u"sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 280)"_s;
    default: return {};
    }
}

} // namespace

QString propertyAsC(const QModelIndex& index)
{
    return index.data(PropertyModel::KeyRole).isValid() ? code(index, Language::C) : QString();
}

QString propertyAsPython(const QModelIndex& index)
{
    return index.data(PropertyModel::KeyRole).isValid() ? code(index, Language::Python) : QString();
}

} // namespace ui
