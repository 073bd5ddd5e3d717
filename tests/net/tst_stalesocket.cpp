// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/stalesocket.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

#include <memory>

using namespace Qt::StringLiterals;

class TestStaleSocket final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void abandonedStreamSocketIsStale()
    {
        bindAt(path(), SOCK_STREAM);
        const auto found = net::findStaleSocket(path());
        QVERIFY(found.has_value());
        QCOMPARE(*found, *net::identityOf(path()));
        QVERIFY(net::removeStaleSocket(path(), *found).has_value());
        QCOMPARE(net::findStaleSocket(path()).error().code, ENOENT);
    }

    void abandonedDatagramSocketIsStale()
    {
        bindAt(path(), SOCK_DGRAM);
        QVERIFY(net::findStaleSocket(path()).has_value());
    }

    void socketThatIsBoundAndDoesNotListenIsTakenForStale()
    {
        // connect(2) gives the same ECONNREFUSED for it; the person is asked, so this is said and not hidden.
        const auto held = bindAt(path(), SOCK_STREAM);
        QVERIFY(net::findStaleSocket(path()).has_value());
    }

    void listenerIsInUse()
    {
        const auto listener = bindAt(path(), SOCK_STREAM);
        QVERIFY(net::listen(listener.get(), 1).has_value());
        QCOMPARE(net::findStaleSocket(path()).error().code, EADDRINUSE);
    }

    void fullBacklogIsInUseAndDoesNotWait()
    {
        const auto listener = bindAt(path(), SOCK_STREAM);
        QVERIFY(net::listen(listener.get(), 0).has_value());
        const auto client = net::socket(AF_UNIX, SOCK_STREAM, net::FdMode::NonBlocking);
        QVERIFY(net::connect(client->get(), *net::Address::fromPath(path())).has_value());
        QCOMPARE(net::findStaleSocket(path()).error().code, EADDRINUSE);
    }

    void livingDatagramSocketIsInUse()
    {
        const auto socket = bindAt(path(), SOCK_DGRAM);
        QCOMPARE(net::findStaleSocket(path()).error().code, EADDRINUSE);
    }

    void otherFilesAreNeverRemoved()
    {
        QFile file(QString::fromStdString(path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(net::findStaleSocket(path()).error().code, ENOTSOCK);
        QCOMPARE(net::removeStaleSocket(path(), *net::identityOf(path())).error().code, ENOTSOCK);
        QVERIFY(file.exists());
    }

    void symbolicLinkIsNotFollowed()
    {
        bindAt(path(), SOCK_STREAM);
        const std::string link = path() + ".link";
        QCOMPARE(::symlink(path().c_str(), link.c_str()), 0);
        QCOMPARE(net::findStaleSocket(link).error().code, ENOTSOCK);
    }

    void socketOfAnotherUserIsLeftAlone()
    {
        if (::geteuid() != 0)
            QSKIP("only root can give a file away");
        bindAt(path(), SOCK_STREAM);
        QCOMPARE(::chown(path().c_str(), 12345, static_cast<gid_t>(-1)), 0);
        QCOMPARE(net::findStaleSocket(path()).error().code, EPERM);
    }

    void anotherFileInItsPlaceIsNotRemoved()
    {
        bindAt(path(), SOCK_STREAM);
        const auto first = net::findStaleSocket(path());
        QVERIFY(first.has_value());
        // Renamed and not removed, or the file system would give the new file the old inode's number.
        QCOMPARE(::rename(path().c_str(), (path() + ".old").c_str()), 0);
        bindAt(path(), SOCK_STREAM);
        QCOMPARE(net::removeStaleSocket(path(), *first).error().code, ESTALE);
        QVERIFY(net::identityOf(path()).has_value());
    }

    void badPathsAreErrors()
    {
        QCOMPARE(net::findStaleSocket("").error().code, EINVAL);
        QCOMPARE(net::findStaleSocket(std::string(200, 'x')).error().code, ENAMETOOLONG);
        QCOMPARE(net::findStaleSocket(path() + "/x").error().code, ENOENT);
    }

private:
    [[nodiscard]] std::string path() const { return m_folder->filePath(u"s"_s).toStdString(); }
    /// A bound socket; dropped at once it leaves its file behind.
    static base::UniqueFd bindAt(const std::string& path, int type)
    {
        auto socket = net::socket(AF_UNIX, type, net::FdMode::NonBlocking);
        if (!socket || !net::bind(socket->get(), *net::Address::fromPath(path)))
            return {};
        return std::move(*socket);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestStaleSocket)
#include "tst_stalesocket.moc"
