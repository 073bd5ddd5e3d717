// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/writer.h"
#include "session/models/endpointmodel.h"
#include "session/session.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

class TestSession final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesTheFolderOfCapturesForTheUserAlone()
    {
        const QString parent = m_folder.filePath(u"made"_s);
        const auto made = session::Session::create(parent);
        QVERIFY(made.has_value());
        struct stat status
        { };
        QCOMPARE(::stat(parent.toStdString().c_str(), &status), 0);
        QCOMPARE(status.st_mode & 07777, 0700U);
        QVERIFY((*made)->captureDirectory().startsWith(parent + u'/'));
    }

    void saysWhyNoCaptureCanBeMade()
    {
        QFile file(m_folder.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto made = session::Session::create(file.fileName());
        QVERIFY(!made.has_value());
        QCOMPARE(made.error().code, ENOTDIR);
    }

    void goesOnBehindWhatTheWriterHolds()
    {
        const std::string path = m_folder.filePath(u"prepared"_s).toStdString();
        auto writer = capture::Writer::create(path);
        QVERIFY(writer.has_value());
        capture::Record earlier;
        earlier.endpoint = {1000};
        earlier.operation = capture::Operation::Recv;
        earlier.result = 3;
        (*writer)->append(earlier, std::as_bytes(std::span("abc", 3)));
        (*writer)->flush();

        const auto made = session::Session::create(*std::move(writer));
        QVERIFY(made.has_value());
        QCOMPARE((*made)->captureDirectory().toStdString(), path);
        QCOMPARE((*made)->recordCount(), quint64(1));
        const base::EndpointId id = (*made)->openSocket(net::Protocol::Udp, AF_INET);
        QTRY_VERIFY((*made)->recordCount() >= 2);
        const auto reader = (*made)->newReader();
        QVERIFY(reader.has_value());
        std::array<capture::Record, 2> records{};
        QVERIFY((*reader)->records({0}, records));
        QCOMPARE(records[0].endpoint.value, 1000U);
        QCOMPARE(records[0].payloadSize, 3U);
        QCOMPARE(records[1].endpoint.value, id.value);
        QCOMPARE(records[1].operation, capture::Operation::Socket);
    }

    void tellsWhatWasAskedWhereANameHasNoAddress()
    {
        auto made = session::Session::create(m_folder.filePath(u"asked"_s)).value();
        session::OpenRequest request;
        request.host = u"no-such-host.invalid"_s;
        request.port = 50007;
        const base::EndpointId id = made->open(request);
        const auto status = [&made, id] { return made->endpoints()->status(id); };
        QTRY_VERIFY_WITH_TIMEOUT(status() && status()->state == engine::State::Failed, 30'000);
        QCOMPARE(QString::fromStdString(status()->asked), u"no-such-host.invalid:50007"_s);
        QVERIFY(status()->info.peer.isEmpty());
    }

    void opensANameWithTheIdThatWaitedForIt()
    {
        auto made = session::Session::create(m_folder.filePath(u"name"_s)).value();
        session::OpenRequest request;
        request.as = session::OpenAs::Listener;
        request.host = u"localhost"_s;
        const base::EndpointId id = made->open(request);
        const auto status = [&made, id] { return made->endpoints()->status(id); };
        QTRY_VERIFY_WITH_TIMEOUT(status() && status()->state == engine::State::Listening, 30'000);
        QTRY_VERIFY(made->recordCount() >= 2);
        const auto reader = made->newReader().value();
        std::array<capture::Record, 2> records{};
        QVERIFY(reader->records({0}, records));
        QCOMPARE(records[0].operation, capture::Operation::Resolve);
        QCOMPARE(records[0].endpoint.value, id.value);
        QCOMPARE(records[1].operation, capture::Operation::Socket);
        QCOMPARE(records[1].endpoint.value, id.value);
    }

    void socketPathThatCannotBeIsARecordOfAnEndpointThatFailed()
    {
        auto made = session::Session::create(m_folder.filePath(u"path"_s)).value();
        session::OpenRequest request;
        request.protocol = net::Protocol::UnixStream;
        request.host = u'/' + QString(200, u'p');
        const base::EndpointId id = made->open(request);
        const auto status = [&made, id] { return made->endpoints()->status(id); };
        QTRY_VERIFY(status() && status()->state == engine::State::Failed);
        QTRY_COMPARE(made->recordCount(), quint64(1));
        const auto reader = made->newReader().value();
        std::array<capture::Record, 1> records{};
        QVERIFY(reader->records({0}, records));
        QCOMPARE(records[0].operation, capture::Operation::Connect);
        QCOMPARE(int(records[0].errorNumber), ENAMETOOLONG);
    }

    void propertiesTellWhatAFreshSocketOfTheKindHas()
    {
        auto made = session::Session::create(m_folder.filePath(u"fresh"_s)).value();
        session::OpenRequest request;
        request.as = session::OpenAs::Listener; // sets SO_REUSEADDR
        const base::EndpointId id = made->open(request);
        std::optional<engine::Properties> read;
        made->readProperties(id, made.get(), [&read](auto properties) { read = std::move(properties); });
        QTRY_VERIFY(read);
        QVERIFY(read->freshOptions);
        const auto reuse = [](const std::vector<engine::OptionReading>& options) {
            const auto found = std::ranges::find_if(
                options, [](const auto& each) { return each.level == SOL_SOCKET && each.name == SO_REUSEADDR; });
            return found != options.end() && found->value.at(0) != std::byte(0);
        };
        QVERIFY(reuse(read->options));
        QVERIFY(!reuse(*read->freshOptions));
    }

    void removesItsCaptureAtTheEnd()
    {
        auto made = session::Session::create(m_folder.filePath(u"removed"_s)).value();
        const QString directory = made->captureDirectory();
        QVERIFY(QFileInfo::exists(directory));
        made.reset();
        QVERIFY(!QFileInfo::exists(directory));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
