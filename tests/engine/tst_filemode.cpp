// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/syscalls.h"
#include "tests/support/enginerig.h"

#include <sys/stat.h>

using capture::Operation;
using engine::State;
using net::Protocol;
using support::EngineRig;

Q_DECLARE_METATYPE(net::Protocol)

/// The permissions of a Unix socket's file: who may connect - unix(7).
class TestFileMode final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isPrivateUnlessSaidOtherwise_data() { addProtocols(); }
    void isPrivateUnlessSaidOtherwise()
    {
        QFETCH(const Protocol, protocol);
        EngineRig rig;
        const auto path = rig.pathFor("socket");
        const auto id = rig.listen(protocol, net::Address::fromPath(path).value());
        QTRY_VERIFY(rig.state(id) == State::Listening || rig.state(id) == State::Bound);
        QCOMPARE(net::modeOf(path).value(), net::FileMode{0600});
        QVERIFY(rig.records(id, Operation::ChangeMode).empty());
    }

    void isWhatWasAskedForWhateverTheUmask_data() { addProtocols(); }
    void isWhatWasAskedForWhateverTheUmask()
    {
        QFETCH(const Protocol, protocol);
        EngineRig rig;
        const auto path = rig.pathFor("socket");
        const mode_t before = ::umask(077);
        const auto id = rig.listen(protocol, net::Address::fromPath(path).value(), {.fileMode = 0666});
        QTRY_VERIFY(rig.state(id) == State::Listening || rig.state(id) == State::Bound);
        ::umask(before);
        QCOMPARE(net::modeOf(path).value(), net::FileMode{0666});
        QTRY_COMPARE(rig.records(id, Operation::ChangeMode).size(), std::size_t{1});
        const auto record = rig.records(id, Operation::ChangeMode).front();
        QCOMPARE(record.asked, 0666U);
        QCOMPARE(rig.detail<capture::TextDetail>(record).text, path);
        std::optional<net::FileMode> told;
        std::atomic<bool> isTold = false;
        rig.engine().post(engine::ReadProperties{id, [&](const std::optional<engine::Properties>& properties) {
                                                     told = properties->fileMode;
                                                     isTold = true;
                                                 }});
        QTRY_VERIFY(isTold);
        QCOMPARE(told.value_or(0), net::FileMode{0666});
    }

    void anAbstractNameHasNoFile()
    {
        EngineRig rig;
        const auto where = net::Address::fromAbstract("file mode " + std::to_string(::getpid())).value();
        const auto id = rig.listen(Protocol::UnixStream, where, {.fileMode = 0666});
        QTRY_COMPARE(rig.state(id), State::Listening);
        QVERIFY(rig.records(id, Operation::ChangeMode).empty());
    }

private:
    static void addProtocols()
    {
        QTest::addColumn<Protocol>("protocol");
        for (const Protocol protocol : {Protocol::UnixStream, Protocol::UnixDatagram, Protocol::UnixSeqpacket})
            QTest::newRow(net::protocolName(protocol).data()) << protocol;
    }
};

QTEST_GUILESS_MAIN(TestFileMode)
#include "tst_filemode.moc"
