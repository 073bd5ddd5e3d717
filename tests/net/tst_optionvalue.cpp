// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/option.h"
#include "socketkind.h"

#include <QFile>
#include <QTest>

#include <netinet/in.h>

using namespace Qt::StringLiterals;
using net::OptionInfo;

// Single options whose behaviour on real sockets is worth a look of its own.

class TestOptionValue final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kernelDoublesTheBuffers_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < SocketKinds.size(); ++i)
            QTest::newRow(SocketKinds[i].name) << static_cast<int>(i);
    }
    void kernelDoublesTheBuffers()
    {
        QFETCH(int, index);
        const base::UniqueFd fd = openSocket(SocketKinds[static_cast<std::size_t>(index)]);
        for (const int name : {SO_RCVBUF, SO_SNDBUF}) {
            QVERIFY(net::setIntOption(fd.get(), SOL_SOCKET, name, 10000).has_value());
            QCOMPARE(net::getIntOption(fd.get(), SOL_SOCKET, name), 20000);
        }
    }

    void timesAreRoundedUpToATick()
    {
        const base::UniqueFd fd = openSocket(SocketKinds[0]);
        const OptionInfo* option = net::findOption("SO_RCVTIMEO");
        const auto asked = net::parseOption(*option, "0.0001");
        QVERIFY(asked && net::setOption(fd.get(), option->level, option->name, *asked));
        const auto given = net::getOption(fd.get(), option->level, option->name);
        QVERIFY(given);
        const double seconds = std::stod(net::formatOption(*option, *given));
        QVERIFY2(seconds >= 0.0001 && seconds <= 0.010001, std::to_string(seconds).c_str()); // HZ is 100 to 1000
    }

    void lateChangesAreRefusedAsTheTableSays_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("when");
        QTest::newRow("bind") << QByteArray("IPV6_V6ONLY") << int(net::OptionWhen::BeforeBind);
        QTest::newRow("listen") << QByteArray("TCP_FASTOPEN") << int(net::OptionWhen::BeforeListen);
        QTest::newRow("connect") << QByteArray("TCP_FASTOPEN_CONNECT") << int(net::OptionWhen::BeforeConnect);
    }
    void lateChangesAreRefusedAsTheTableSays()
    {
        QFETCH(QByteArray, name);
        QFETCH(int, when);
        const OptionInfo* option = net::findOption(name.toStdString());
        QCOMPARE(int(option->when), when);
        const ConnectedPair pair = connectedPair(SocketKinds[1]);
        const auto set = net::setIntOption(pair.client.get(), option->level, option->name, 1);
        QVERIFY(!set);
        QCOMPARE(set.error(), (base::Error{EINVAL, option->setOperation}));
    }

    void errnoIsReadOnceAndCleared()
    {
        ConnectedPair pair = connectedPair(SocketKinds[2]);
        pair.server.reset(); // on loopback the ICMP error comes back within the send
        QCOMPARE(::send(pair.client.get(), "x", 1, 0), 1);
        const OptionInfo* option = net::findOption("SO_ERROR");
        const auto first = net::getOption(pair.client.get(), option->level, option->name);
        QVERIFY(first);
        QCOMPARE(net::formatOption(*option, *first), std::string("ECONNREFUSED"));
        QCOMPARE(net::getIntOption(pair.client.get(), SOL_SOCKET, SO_ERROR), 0);
    }

    void peerCredentialsAreOurs()
    {
        const ConnectedPair pair = connectedPair(SocketKinds[4]);
        const OptionInfo* option = net::findOption("SO_PEERCRED");
        const auto value = net::getOption(pair.client.get(), option->level, option->name);
        QVERIFY(value);
        QCOMPARE(QString::fromStdString(net::formatOption(*option, *value)),
            u"pid %1, uid %2, gid %3"_s.arg(::getpid()).arg(::geteuid()).arg(::getegid()));
    }

    void deviceIsBoundAndFreed()
    {
        const base::UniqueFd fd = openSocket(SocketKinds[0]);
        const OptionInfo* option = net::findOption("SO_BINDTODEVICE");
        const auto setText = [&](const char* text) {
            const auto value = net::parseOption(*option, text);
            return value ? net::setOption(fd.get(), option->level, option->name, *value) : base::failure(value.error());
        };
        QCOMPARE(setText("nosuchdevice").error().code, ENODEV);
        QVERIFY(setText("lo").has_value());
        QCOMPARE(net::formatOption(*option, *net::getOption(fd.get(), option->level, option->name)), std::string("lo"));
        if (::geteuid() != 0)
            QSKIP("only root may change the device again");
        QVERIFY(setText("").has_value());
        QCOMPARE(net::formatOption(*option, *net::getOption(fd.get(), option->level, option->name)), std::string());
    }

    void unknownOptionsAndBadDescriptors()
    {
        const base::UniqueFd fd = openSocket(SocketKinds[0]);
        QCOMPARE(net::getOption(fd.get(), SOL_SOCKET, 4711).error(), (base::Error{ENOPROTOOPT, "getsockopt"}));
        QCOMPARE(net::setIntOption(fd.get(), SOL_SOCKET, 4711, 1).error(), (base::Error{ENOPROTOOPT, "setsockopt"}));
        QCOMPARE(net::getIntOption(fd.get(), 4711, 1).error(), (base::Error{EOPNOTSUPP, "getsockopt"}));
        QCOMPARE(net::getOption(-1, SOL_SOCKET, SO_RCVBUF).error(), (base::Error{EBADF, "getsockopt(SO_RCVBUF)"}));
        QCOMPARE(net::setOption(-1, SOL_SOCKET, SO_RCVBUF, {}).error(), (base::Error{EBADF, "setsockopt(SO_RCVBUF)"}));
        QFile file(u"/dev/null"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(net::getIntOption(file.handle(), SOL_SOCKET, SO_RCVBUF).error(),
            (base::Error{ENOTSOCK, "getsockopt(SO_RCVBUF)"}));
        QCOMPARE(net::setOption(fd.get(), SOL_SOCKET, SO_RCVBUF, {}).error().code, EINVAL);
    }
};

QTEST_GUILESS_MAIN(TestOptionValue)
#include "tst_optionvalue.moc"
