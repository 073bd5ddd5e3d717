// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/bytes/charsets.h"

#include "codec/visible.h"

#include <QStringDecoder>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

QString inertText(std::span<const std::byte> utf8, std::size_t maxUnits)
{
    return QString::fromStdU16String(codec::visibleText(utf8, maxUnits).text);
}

} // namespace

QStringList charsets()
{
    static const QStringList known = [] {
        QStringList accepted{u"UTF-8"_s};
        for (const char* name : {"UTF-16LE", "UTF-16BE", "ISO-8859-1", "ISO-8859-2", "ISO-8859-5", "ISO-8859-15",
                 "windows-1250", "windows-1251", "windows-1252", "KOI8-R", "IBM437", "IBM037", "Shift_JIS", "EUC-JP",
                 "GB18030", "Big5", "EUC-KR"}) {
            if (QStringDecoder(name).isValid())
                accepted += QString::fromLatin1(name);
        }
        return accepted;
    }();
    return known;
}

QString charsetText(const QString& charset, std::span<const std::byte> bytes, std::size_t maxUnits)
{
    if (charset == "UTF-8"_L1)
        return inertText(bytes, maxUnits);
    QStringDecoder decoder(charset.toLatin1().constData(), QStringConverter::Flag::ConvertInitialBom);
    const QByteArrayView view(bytes.data(), static_cast<qsizetype>(bytes.size()));
    const QString decoded = decoder(view);
    const QByteArray utf8 = decoded.toUtf8();
    return inertText(std::as_bytes(std::span(utf8.constData(), static_cast<std::size_t>(utf8.size()))), maxUnits);
}

} // namespace ui
