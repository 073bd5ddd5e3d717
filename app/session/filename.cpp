// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/filename.h"

#include "codec/utf8.h"
#include "codec/visible.h"

#include <QByteArray>
#include <QSysInfo>

#include <algorithm>
#include <span>

namespace session {

using namespace Qt::StringLiterals;

namespace {

constexpr char16_t EscapedByte = 0xdc00; ///< and the byte, which is 0x80 or more

bool isEscapedByte(QChar character)
{
    return character.unicode() >= EscapedByte + 0x80 && character.unicode() <= EscapedByte + 0xff;
}

bool isThisMachine(const QString& host)
{
    return host.isEmpty() || host.compare(u"localhost"_s, Qt::CaseInsensitive) == 0
        || host.compare(QSysInfo::machineHostName(), Qt::CaseInsensitive) == 0;
}

} // namespace

QString fileNameFromBytes(std::string_view bytes)
{
    QString name;
    const auto raw = std::as_bytes(std::span(bytes));
    for (std::size_t i = 0; i < raw.size();) {
        const codec::Utf8Character character = codec::decodeUtf8(raw, i);
        if (character.size == 0)
            name.append(QChar(char16_t(EscapedByte + std::to_integer<char16_t>(raw[i]))));
        else
            name.append(QStringView(QChar::fromUcs4(character.value)));
        i += std::max<std::size_t>(character.size, 1);
    }
    return name;
}

std::string fileNameBytes(const QString& name)
{
    std::string bytes;
    const auto encode = [&](qsizetype begin, qsizetype end) {
        bytes += QStringView(name).sliced(begin, end - begin).toUtf8().toStdString();
    };
    qsizetype begin = 0;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const bool isLone = i == 0 || !name.at(i - 1).isHighSurrogate();
        if (!isEscapedByte(name.at(i)) || !isLone)
            continue;
        encode(begin, i);
        bytes += static_cast<char>(name.at(i).unicode() - EscapedByte);
        begin = i + 1;
    }
    encode(begin, name.size());
    return bytes;
}

QString shownFileName(const QString& path)
{
    const std::string bytes = fileNameBytes(path);
    return QString::fromStdU16String(codec::visibleName(std::string_view(bytes).substr(bytes.rfind('/') + 1)));
}

QString fileOfUrl(std::string_view url)
{
    constexpr qsizetype SchemeSize = 5;
    QByteArray rest = QByteArray::fromRawData(url.data(), qsizetype(url.size()));
    if (rest.first(std::min(rest.size(), SchemeSize)).compare("file:", Qt::CaseInsensitive) != 0)
        return {};
    rest = rest.sliced(SchemeSize);
    if (rest.startsWith("//")) {
        const qsizetype path = std::max<qsizetype>(rest.indexOf('/', 2), 2);
        if (!isThisMachine(QString::fromUtf8(rest.sliced(2, path - 2))))
            return {};
        rest = rest.sliced(path);
    }
    // A name ends at a NUL for the kernel, and would be another one.
    const QByteArray name = QByteArray::fromPercentEncoding(rest);
    return name.startsWith('/') && !name.contains('\0') ? fileNameFromBytes({name.data(), std::size_t(name.size())})
                                                        : QString();
}

} // namespace session
