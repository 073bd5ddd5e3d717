// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "foreignfile.h"

#include <QByteArray>

inline constexpr char Fin = 0x11;
inline constexpr char Syn = 0x02;
inline constexpr char SynAck = 0x12;
inline constexpr char Rst = 0x04;
inline constexpr char Ack = 0x10;
inline constexpr char Data = 0x18;
inline constexpr quint32 ClientBegin = 1000;
inline constexpr quint32 ServerBegin = 5000;

/// A file of packets between a client's port and port 80. Positions count from each stream's first byte.
class TcpFile
{
public:
    TcpFile& client(qint64 position, const QByteArray& data, char flags = Data, qint64 acknowledged = 0)
    {
        return add(
            m_port, 80, quint32(ClientBegin + position), quint32(ServerBegin + acknowledged), data, flags, false);
    }
    TcpFile& server(qint64 position, const QByteArray& data, char flags = Data, qint64 acknowledged = 0)
    {
        return add(80, m_port, quint32(ServerBegin + position), quint32(ClientBegin + acknowledged), data, flags, true);
    }
    TcpFile& open() { return client(-1, {}, Syn).server(-1, {}, SynAck).client(0, {}, Ack); }
    /// From now on.
    TcpFile& port(quint16 port)
    {
        m_port = port;
        return *this;
    }
    /// So much of the next packets is kept.
    TcpFile& snap(qsizetype bytes)
    {
        m_snap = bytes;
        return *this;
    }
    /// So much room the next packets tell of.
    TcpFile& window(quint16 bytes)
    {
        m_window = bytes;
        return *this;
    }
    [[nodiscard]] QByteArray bytes() const { return m_bytes; }

private:
    TcpFile& add(quint16 from, quint16 to, quint32 sequence, quint32 acknowledged, const QByteArray& data, char flags,
        bool isBack)
    {
        const QByteArray packet
            = ForeignFile::ipv4(6, ForeignFile::tcp(from, to, data, flags, sequence, acknowledged, m_window), isBack);
        m_bytes += m_file.packet(packet.left(m_snap), ++m_time, 0, quint32(packet.size()));
        return *this;
    }

    ForeignFile m_file;
    QByteArray m_bytes = m_file.section() + m_file.interface(101);
    quint16 m_port = 40'000;
    quint16 m_window = 1000;
    qsizetype m_snap = 65'535;
    quint64 m_time = 0;
};
