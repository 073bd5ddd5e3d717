// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// qtserver tcp|udp PORT
// The least that a program does with Qt's own sockets, an object each: echoes streams, or receives datagrams and
// forgets them. A datagram of one byte is answered with how many others came before it.
#include <QCoreApplication>
#include <QNetworkDatagram>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUdpSocket>

namespace {

constexpr int ReceiveBufferBytes = 8 << 20; // what our engine asks for

bool serveStreams(QTcpServer& server, quint16 port)
{
    QObject::connect(&server, &QTcpServer::newConnection, &server, [&server] {
        while (QTcpSocket* socket = server.nextPendingConnection()) {
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->write(socket->readAll()); });
            QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        }
    });
    return server.listen(QHostAddress::LocalHost, port);
}

bool receiveDatagrams(QUdpSocket& socket, quint16 port)
{
    QObject::connect(&socket, &QUdpSocket::readyRead, &socket, [&socket, count = 0]() mutable {
        while (socket.hasPendingDatagrams()) {
            const QNetworkDatagram datagram = socket.receiveDatagram();
            if (datagram.data().size() == 1)
                socket.writeDatagram(datagram.makeReply(QByteArray::number(count)));
            else
                ++count;
        }
    });
    const bool isBound = socket.bind(QHostAddress::LocalHost, port);
    socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, ReceiveBufferBytes);
    return isBound;
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3)
        return 2;
    const quint16 port = arguments[2].toUShort();
    QTcpServer server;
    QUdpSocket socket;
    const bool isOpen
        = arguments[1] == QStringLiteral("udp") ? receiveDatagrams(socket, port) : serveStreams(server, port);
    return isOpen ? QCoreApplication::exec() : 1;
}
