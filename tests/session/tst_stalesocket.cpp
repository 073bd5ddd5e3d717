// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/stalesocket.h"

#include "net/syscalls.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestStaleSocket final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void staleSocketIsOfferedAndRemovedOnRequestOnly()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"s"_s);
        const auto address = *net::Address::fromPath(path.toStdString());
        {
            const auto socket = net::socket(AF_UNIX, SOCK_STREAM, net::FdMode::NonBlocking);
            QVERIFY(net::bind(socket->get(), address).has_value());
        }
        const auto stale = session::staleSocketAt(address);
        QVERIFY(stale.has_value());
        QCOMPARE(stale->path, path.toStdString());
        QVERIFY(QFile::exists(path));
        QVERIFY(stale->remove().has_value());
        QVERIFY(!QFile::exists(path));
        QCOMPARE(stale->remove().error().code, ENOENT);
    }

    void nothingElseIsOffered()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"file"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(!session::staleSocketAt(*net::Address::fromPath(path.toStdString())));
        QVERIFY(!session::staleSocketAt(*net::Address::fromPath(path.toStdString() + "-none")));
        QVERIFY(!session::staleSocketAt(*net::Address::fromIp("127.0.0.1", 80)));
        QVERIFY(!session::staleSocketAt(*net::Address::fromAbstract("name")));
        QVERIFY(!session::staleSocketAt({}));
    }
};

QTEST_GUILESS_MAIN(TestStaleSocket)
#include "tst_stalesocket.moc"
