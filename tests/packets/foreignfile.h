// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QtEndian>

#include <cstdint>

/// Makes files of packets as other programs would, piece by piece and in either byte order, so that a test can break
/// them.
class ForeignFile final
{
public:
    explicit ForeignFile(bool isBig = false)
        : m_isBig(isBig)
    { }

    template <class Integer> [[nodiscard]] QByteArray number(Integer value) const
    {
        QByteArray bytes(sizeof(Integer), '\0');
        m_isBig ? qToBigEndian(value, bytes.data()) : qToLittleEndian(value, bytes.data());
        return bytes;
    }
    [[nodiscard]] QByteArray block(quint32 type, const QByteArray& body) const
    {
        const QByteArray whole = padded(body);
        const auto length = quint32(whole.size() + 12);
        return number(type) + number(length) + whole + number(length);
    }
    [[nodiscard]] QByteArray option(quint16 code, const QByteArray& value) const
    {
        return number(code) + number(quint16(value.size())) + padded(value);
    }
    [[nodiscard]] QByteArray section() const
    {
        return block(
            0x0a0d0d0a, number(quint32{0x1a2b3c4d}) + number(quint16{1}) + number(quint16{0}) + number(qint64{-1}));
    }
    [[nodiscard]] QByteArray interface(quint16 link, const QByteArray& options = {}) const
    {
        return block(1, number(link) + number(quint16{0}) + number(quint32{0}) + options);
    }
    [[nodiscard]] QByteArray packet(
        const QByteArray& bytes, quint64 time = 1, quint32 interface = 0, quint32 original = 0) const
    {
        return block(6,
            number(interface) + number(quint32(time >> 32)) + number(quint32(time)) + number(quint32(bytes.size()))
                + number(original == 0 ? quint32(bytes.size()) : original) + padded(bytes));
    }

    static QByteArray padded(const QByteArray& bytes) { return bytes + QByteArray((4 - bytes.size() % 4) % 4, '\0'); }
    static QByteArray big(quint16 value)
    {
        QByteArray bytes(2, '\0');
        qToBigEndian(value, bytes.data());
        return bytes;
    }
    /// An IPv4 packet from 10.0.0.1 to 10.0.0.2, or back.
    static QByteArray ipv4(int protocol, const QByteArray& content, bool isBack = false, quint16 fragment = 0)
    {
        const QByteArray a("\x0a\0\0\1", 4);
        const QByteArray b("\x0a\0\0\2", 4);
        return QByteArray("\x45\0", 2) + big(quint16(content.size() + 20)) + big(0) + big(fragment) + '\x40'
            + char(protocol) + big(0) + (isBack ? b + a : a + b) + content;
    }
    static QByteArray ipv6(int next, const QByteArray& content)
    {
        return QByteArray("\x60\0\0\0", 4) + big(quint16(content.size())) + char(next) + '\x40' + QByteArray(15, '\0')
            + '\1' + QByteArray(15, '\0') + '\2' + content;
    }
    static QByteArray tcp(quint16 from, quint16 to, const QByteArray& data, char flags = 0x18, quint32 sequence = 0,
        quint32 acknowledged = 0, quint16 window = 65'535)
    {
        return big(from) + big(to) + big(quint16(sequence >> 16)) + big(quint16(sequence))
            + big(quint16(acknowledged >> 16)) + big(quint16(acknowledged)) + '\x50' + flags + big(window)
            + QByteArray(4, '\0') + data;
    }
    static QByteArray udp(quint16 from, quint16 to, const QByteArray& data)
    {
        return big(from) + big(to) + big(quint16(data.size() + 8)) + big(0) + data;
    }

private:
    bool m_isBig;
};
