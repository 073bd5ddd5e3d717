// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>
#include <QtEndian>

#include <cstdint>

/// Reads a little-endian pcapng file for a test, by the letter of the draft and without anything of ours.
struct PcapngFile
{
    struct Block
    {
        quint32 type = 0;
        qsizetype offset = 0;
        QByteArray body;
    };
    struct Packet
    {
        quint32 interface = 0;
        quint64 time = 0;
        quint32 originalBytes = 0;
        QByteArray bytes;
        quint32 flags = 0;

        [[nodiscard]] bool isIpv6() const { return (bytes.at(0) & 0xf0) == 0x60; }
        [[nodiscard]] int protocol() const { return quint8(bytes.at(isIpv6() ? 6 : 9)); }
        [[nodiscard]] qsizetype ipBytes() const { return isIpv6() ? 40 : 20; }
        [[nodiscard]] QByteArray source() const { return isIpv6() ? bytes.mid(8, 16) : bytes.mid(12, 4); }
        [[nodiscard]] QByteArray destination() const { return isIpv6() ? bytes.mid(24, 16) : bytes.mid(16, 4); }
        [[nodiscard]] quint16 sourcePort() const { return qFromBigEndian<quint16>(bytes.constData() + ipBytes()); }
        [[nodiscard]] quint16 destinationPort() const
        {
            return qFromBigEndian<quint16>(bytes.constData() + ipBytes() + 2);
        }
        [[nodiscard]] quint32 sequence() const { return qFromBigEndian<quint32>(bytes.constData() + ipBytes() + 4); }
        [[nodiscard]] quint32 acknowledged() const
        {
            return qFromBigEndian<quint32>(bytes.constData() + ipBytes() + 8);
        }
        [[nodiscard]] QByteArray data() const { return bytes.mid(ipBytes() + (protocol() == 6 ? 20 : 8)); }
    };

    QList<Block> blocks;
    QList<Packet> packets;
    bool isWhole = true; ///< every block ends as it began, and the last one ends the file

    static quint32 number(const QByteArray& bytes, qsizetype offset)
    {
        return qFromLittleEndian<quint32>(bytes.constData() + offset);
    }
    static PcapngFile read(const QByteArray& file)
    {
        PcapngFile result;
        qsizetype at = 0;
        while (at + 12 <= file.size()) {
            const quint32 length = number(file, at + 4);
            if (length < 12 || length % 4 != 0 || at + length > file.size() || number(file, at + length - 4) != length)
                break;
            result.blocks.append({number(file, at), at, file.mid(at + 8, length - 12)});
            at += length;
        }
        result.isWhole = at == file.size() && !file.isEmpty();
        for (const Block& block : result.blocks) {
            if (block.type == 6)
                result.packets.append(packetOf(block.body));
        }
        return result;
    }
    static Packet packetOf(const QByteArray& body)
    {
        Packet packet{number(body, 0), quint64{number(body, 4)} << 32 | number(body, 8), number(body, 16),
            body.mid(20, number(body, 12)), 0};
        qsizetype at = 20 + (packet.bytes.size() + 3) / 4 * 4;
        while (at + 4 <= body.size()) {
            const auto code = qFromLittleEndian<quint16>(body.constData() + at);
            const auto length = qFromLittleEndian<quint16>(body.constData() + at + 2);
            if (code == 2)
                packet.flags = number(body, at + 4);
            at += 4 + (length + 3) / 4 * 4;
        }
        return packet;
    }
};
