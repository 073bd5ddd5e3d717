// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/packets/savedcapture.h"

#include "saving/textsinks.h"
#include "words/recordjson.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>

using namespace Qt::StringLiterals;
using capture::Operation;
using saving::SaveFormat;

namespace {

QByteArray contentsOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A capture with calls of every kind.
void fill(SavedCapture& capture)
{
    const auto server = capture.add("server", net::Protocol::Tcp, ip("127.0.0.1", 5000), {}, capture::Role::Listener);
    capture.append(capture.call(server, Operation::Socket, 7));
    const auto client = capture.add("client", net::Protocol::Tcp, ip("127.0.0.1", 40000), ip("127.0.0.1", 5000));
    capture.move(client, Operation::Send, "Hello, \"world\"");
    capture.move(client, Operation::Recv, QByteArray("\0\xff=x", 4));
    capture.move(client, Operation::Recv, "=1+1");
    capture::Record& failed = capture.call(client, Operation::Recv, -1);
    failed.outcome = capture::Outcome::Errno;
    failed.errorNumber = ECONNRESET;
    capture.append(failed);
}

} // namespace

class TestSaveRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void formatsFollowTheSuffix();
    void jsonLinesAreRecordJson();
    void longPayloadsGoByInPieces();
    void csvHasACellForEachKey();
    void csvIsInertInASpreadsheet();
    void linesAreThoseOfTheTerminal();
    void someRecordsAreSaved();
    void theFileIsPrivateAndReplacesTheOldOne();
    void aLinkIsReplacedAndNotFollowed();
    void whatIsNoFileIsNotReplaced();
    void nothingStaysBehindOfWhatIsGivenUp();
    void aFullDiskIsAnError();
    void aStopEndsIt();
    void anEmptyCaptureIsAnEmptyFile();
};

void TestSaveRecords::formatsFollowTheSuffix()
{
    QCOMPARE(saving::saveFormatOf("a.pcapng"), SaveFormat::Pcapng);
    QCOMPARE(saving::saveFormatOf("/x.csv/A.JSONL"), SaveFormat::JsonLines);
    QCOMPARE(saving::saveFormatOf("a.csv"), SaveFormat::Csv);
    QCOMPARE(saving::saveFormatOf("a.txt"), SaveFormat::Text);
    for (const char* name : {"", "a", ".pcapng", "a.pcap", "a.json", "pcapng", "a.pcapng "})
        QVERIFY2(!saving::saveFormatOf(name), name);
}

void TestSaveRecords::jsonLinesAreRecordJson()
{
    SavedCapture capture;
    fill(capture);
    const QByteArrayList lines = capture.save(SaveFormat::JsonLines, "a.jsonl").split('\n');
    const auto reader = capture.reader();
    QCOMPARE(lines.size(), qsizetype(reader->recordCount()) + 1);
    for (std::uint64_t i = 0; i < reader->recordCount(); ++i) {
        const capture::Record record = reader->record({i}).value();
        std::vector<std::byte> payload(record.payloadSize);
        QCOMPARE(reader->payload(record, 0, payload).value(), payload.size());
        const auto detail = reader->detail(record.detail).value();
        QCOMPARE(lines.at(qsizetype(i)).toStdString(),
            words::recordJson({{i}, record, detail, reader->endpoint(record.endpoint), payload}));
    }
}

void TestSaveRecords::longPayloadsGoByInPieces()
{
    SavedCapture capture;
    const auto client = capture.add("client", net::Protocol::Tcp, ip("::1", 40000), ip("::1", 5000));
    const QByteArray text = QByteArray(300'000, 'x') + "\"\\";
    const QByteArray binary = QByteArray(300'000, 'x') + '\n';
    capture.move(client, Operation::Send, text);
    capture.move(client, Operation::Send, binary);
    const QByteArrayList lines = capture.save(SaveFormat::JsonLines, "a.jsonl").split('\n');
    QCOMPARE(QJsonDocument::fromJson(lines.at(0)).object().value("text"_L1).toString().toLatin1(), text);
    QCOMPARE(QByteArray::fromHex(QJsonDocument::fromJson(lines.at(1)).object().value("hex"_L1).toString().toLatin1()),
        binary);
    const QByteArrayList rows = capture.save(SaveFormat::Csv, "a.csv").split('\n');
    QVERIFY(rows.at(1).endsWith("xxx\"\"\\\",\r"));
    QVERIFY(rows.at(2).endsWith("78780a\r"));
}

void TestSaveRecords::csvHasACellForEachKey()
{
    SavedCapture capture;
    fill(capture);
    const QByteArrayList lines = capture.save(SaveFormat::Csv, "a.csv").split('\n');
    QVERIFY(lines.at(0).startsWith("n,time,endpoint,call,dir,asked,result,errno,"));
    const auto columns = lines.at(0).count(',');
    QCOMPARE(lines.at(1).count(','), columns);
    QVERIFY(lines.at(1).startsWith("1,2026-01-31T12:00:00.123457790Z,server,socket,,,7,,,,"));
    QVERIFY2(lines.at(2).endsWith(",\"Hello, \"\"world\"\"\",\r"), lines.at(2).constData());
    QVERIFY(lines.at(3).endsWith(",,00ff3d78\r"));
    QVERIFY(lines.at(5).contains(",recv,in,0,,ECONNRESET,,,"));
    for (const QByteArray& line : lines.first(6))
        QVERIFY(line.endsWith('\r'));
}

void TestSaveRecords::csvIsInertInASpreadsheet()
{
    SavedCapture capture;
    fill(capture);
    QVERIFY(capture.save(SaveFormat::Csv, "a.csv").contains(",\"'=1+1\","));
    QCOMPARE(saving::csvCell("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
    QCOMPARE(saving::csvCell("+1"), "'+1");
    QCOMPARE(saving::csvCell("-1"), "'-1");
    QCOMPARE(saving::csvCell("@x,\"y\""), "\"'@x,\"\"y\"\"\"");
    QCOMPARE(saving::csvCell("1=2"), "1=2");
    QCOMPARE(saving::csvCell(" x"), "\" x\"");
}

void TestSaveRecords::linesAreThoseOfTheTerminal()
{
    SavedCapture capture;
    fill(capture);
    const QByteArrayList lines = capture.save(SaveFormat::Text, "a.txt").split('\n');
    QCOMPARE(lines.size(), 6);
    QVERIFY2(lines.at(1).contains("  client      >send"), lines.at(1).constData());
    QVERIFY2(lines.at(1).endsWith("  Hello, \"world\""), lines.at(1).constData());
}

void TestSaveRecords::someRecordsAreSaved()
{
    SavedCapture capture;
    fill(capture);
    const auto reader = capture.reader();
    const auto saved = saving::saveRecords(
        *reader, query::someRecords({{{0}, 1}, {{2}, 2}}), SaveFormat::JsonLines, capture.path("a.jsonl"));
    QCOMPARE(saved.value(), 3U);
    const QByteArrayList lines = capture.contents("a.jsonl").split('\n');
    QCOMPARE(lines.size(), 4);
    for (const auto& [line, start] : {std::pair(0, "{\"n\":1,"), std::pair(1, "{\"n\":3,"), std::pair(2, "{\"n\":4,")})
        QVERIFY(lines.at(line).startsWith(start));
}

void TestSaveRecords::theFileIsPrivateAndReplacesTheOldOne()
{
    SavedCapture capture;
    fill(capture);
    QFile old(QString::fromStdString(capture.path("a.txt")));
    QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
    old.close();
    QVERIFY(old.setPermissions(QFileDevice::ReadOwner | QFileDevice::ReadOther));
    QVERIFY(capture.save(SaveFormat::Text, "a.txt").contains("Hello"));
    struct stat status
    { };
    QCOMPARE(::stat(capture.path("a.txt").c_str(), &status), 0);
    QCOMPARE(status.st_mode & 07777U, 0600U);
    QCOMPARE(capture.files(), QStringList(u"a.txt"_s));
}

void TestSaveRecords::aLinkIsReplacedAndNotFollowed()
{
    SavedCapture capture;
    fill(capture);
    QFile target(QString::fromStdString(capture.path("target")));
    QVERIFY(target.open(QIODevice::WriteOnly) && target.write("precious") == 8);
    target.close();
    QVERIFY(QFile::link(target.fileName(), QString::fromStdString(capture.path("a.txt"))));
    QVERIFY(capture.save(SaveFormat::Text, "a.txt").contains("Hello"));
    QCOMPARE(contentsOf(target.fileName()), QByteArray("precious"));
}

void TestSaveRecords::whatIsNoFileIsNotReplaced()
{
    SavedCapture capture;
    const auto reader = capture.reader();
    const auto errorOf = [&reader](const std::string& path) {
        const auto saved = saving::saveRecords(*reader, query::allRecords(0), SaveFormat::Text, path);
        return saved ? 0 : saved.error().code;
    };
    QCOMPARE(errorOf(capture.path("capture")), EEXIST);
    QCOMPARE(errorOf("/dev/null"), EEXIST);
    QCOMPARE(errorOf(capture.path("missing/a.txt")), ENOENT);
    QCOMPARE(errorOf(""), EISDIR);
    QCOMPARE(errorOf("/proc/a.txt"), ENOENT);
    QVERIFY(capture.files().isEmpty());
}

void TestSaveRecords::nothingStaysBehindOfWhatIsGivenUp()
{
    SavedCapture capture;
    fill(capture);
    const auto reader = capture.reader();
    const auto giveUp = [&capture](std::uint64_t saved) { return saved != 5 || capture.files().size() != 1; };
    const auto given
        = saving::saveRecords(*reader, query::allRecords(5), SaveFormat::Pcapng, capture.path("a.pcapng"), giveUp);
    QCOMPARE(given.error().code, ECANCELED);
    QVERIFY(capture.files().isEmpty());
}

void TestSaveRecords::aFullDiskIsAnError()
{
    // A limit of the file's size stands for the disk's: EFBIG in place of ENOSPC.
    SavedCapture capture;
    const auto client = capture.add("client", net::Protocol::Tcp, ip("::1", 40000), ip("::1", 5000));
    capture.move(client, Operation::Send, QByteArray(8'000'000, 'x'));
    const auto reader = capture.reader();
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit old{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &old), 0);
    rlimit small = old;
    small.rlim_cur = 1'500'000;
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    for (const SaveFormat format : {SaveFormat::Pcapng, SaveFormat::JsonLines, SaveFormat::Csv}) {
        const auto saved = saving::saveRecords(*reader, query::allRecords(1), format, capture.path("a"));
        QVERIFY(!saved);
        QVERIFY(saved.error() == (base::Error{EFBIG, "write"}));
    }
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &old), 0);
    QVERIFY(capture.files().isEmpty());
}

void TestSaveRecords::aStopEndsIt()
{
    SavedCapture capture;
    fill(capture);
    const auto reader = capture.reader();
    std::stop_source stop;
    stop.request_stop();
    const auto saved = saving::saveRecords(
        *reader, query::allRecords(5), SaveFormat::Pcapng, capture.path("a.pcapng"), {}, stop.get_token());
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, ECANCELED);
    QVERIFY(capture.files().isEmpty());
}

void TestSaveRecords::anEmptyCaptureIsAnEmptyFile()
{
    SavedCapture capture;
    QCOMPARE(capture.save(SaveFormat::JsonLines, "a.jsonl"), QByteArray());
    QCOMPARE(capture.save(SaveFormat::Csv, "a.csv").count('\n'), 1);
    QVERIFY(capture.save(SaveFormat::Pcapng, "a.pcapng").size() > 28);
}

QTEST_GUILESS_MAIN(TestSaveRecords)
#include "tst_saverecords.moc"
