// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "library/exchange.h"

#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <memory>

using codec::LineEnding;
using namespace Qt::StringLiterals;
using namespace library;
using Kind = Problem::Kind;
using session::PayloadFormat;

class TestExchange final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(u"payloads"_s);
    }
    void cleanup() { m_folder.reset(); }

    void whatIsExportedIsImportedAsItWas()
    {
        Payload payload;
        payload.id = u"a"_s;
        payload.name = u"login"_s;
        payload.group = u"device"_s;
        payload.content = {u"de ad"_s, PayloadFormat::Hex, LineEnding::None};
        payload.target = u"127.0.0.1:50007"_s;
        payload.note = u"after the greeting"_s;
        QVERIFY(exportPayloads(m_file, {payload}));
        const auto imported = importPayloads(m_file);
        QVERIFY(imported);
        QCOMPARE(imported->size(), 1U);
        QVERIFY(isSame(imported->front(), payload));
        QVERIFY(withoutKnown(*imported, {payload}).empty());
        payload.note = u"another"_s;
        QCOMPARE(withoutKnown(*imported, {payload}).size(), 1U);
    }

    void takesPacketSendersJson()
    {
        write(
            R"([{"asciistring":"aGVsbG8=","errorstring":"","fromip":"You","fromport":"0","hexstring":"68 65 6c 6c 6f 0d",
            "name":"greeting","port":"50007","repeat":"0","requestpath":"","sendresponse":"0","tcporudp":"TCP","toip":"127.0.0.1"},
            {"hexstring":"00ff","name":"raw","port":"9","tcporudp":"UDP","toip":"::1"}])");
        const auto imported = importPayloads(m_file);
        QVERIFY(imported);
        QCOMPARE(imported->size(), 2U);
        QCOMPARE(imported->at(0).name, u"greeting"_s);
        QCOMPARE(imported->at(0).content, (session::SentPayload{u"hello\\r"_s, PayloadFormat::Escaped, {}}));
        QCOMPARE(imported->at(0).target, u"127.0.0.1:50007"_s);
        QCOMPARE(imported->at(0).note, u"TCP"_s);
        QCOMPARE(imported->at(1).content, (session::SentPayload{u"00 ff"_s, PayloadFormat::Hex, {}}));
        QCOMPARE(imported->at(1).target, u"[::1]:9"_s);
    }

    void takesPacketsIniInItsOrder()
    {
        {
            QSettings settings(m_file, QSettings::IniFormat);
            settings.beginWriteArray(u"NAMES"_s);
            const QStringList names{u"two words"_s, u"a/b, c"_s};
            for (int i = 0; i < names.size(); ++i) {
                settings.setArrayIndex(i);
                settings.setValue("name"_L1, names[i]);
            }
            settings.endArray();
            for (const QString& name : names) {
                settings.setValue(name + "/name"_L1, name);
                settings.setValue(name + "/toIP"_L1, u"localhost"_s);
                settings.setValue(name + "/port"_L1, 7);
                settings.setValue(name + "/tcpOrUdp"_L1, u"UDP"_s);
                settings.setValue(name + "/hexString"_L1, u"0x01,0x2"_s);
            }
        }
        const auto imported = importPayloads(m_file);
        QVERIFY(imported);
        QCOMPARE(imported->size(), 2U);
        QCOMPARE(imported->at(0).name, u"two words"_s);
        QCOMPARE(imported->at(1).name, u"a/b, c"_s);
        QCOMPARE(imported->at(1).content.text, u"01 02"_s);
        QCOMPARE(imported->at(1).target, u"localhost:7"_s);
    }

    void packetsIniThatWasWrittenByHandIsTakenToo()
    {
        write("[NAMES]\n1\\name=x\nsize=1\n\n[x]\nname=x\nhexString=61, 62\nport=1\n");
        const auto imported = importPayloads(m_file);
        QVERIFY(imported);
        QCOMPARE(imported->front().content.text, u"ab"_s);
        QCOMPARE(imported->front().target, QString());
    }

    void hexOfAnyWritingIsTaken_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << QByteArray() << QString();
        QTest::newRow("one row") << QByteArray("0102ff") << u"01 02 ff"_s;
        QTest::newRow("a row without its first zero") << QByteArray("102ff") << u"01 02 ff"_s;
        QTest::newRow("colons") << QByteArray("01:02:ff") << u"01 02 ff"_s;
        QTest::newRow("as in C") << QByteArray("0x1, 0X02; 0xff") << u"01 02 ff"_s;
        QTest::newRow("longer than a line")
            << QByteArray("ff").repeated(33) << u"ff "_s.repeated(32).chopped(1) + u"\nff"_s;
    }
    void hexOfAnyWritingIsTaken()
    {
        QFETCH(QByteArray, hex);
        write(R"([{"name":"x","hexstring":")" + hex + R"("}])");
        const auto imported = importPayloads(m_file);
        QVERIFY(imported);
        QTEST(imported->front().content.text, "text");
    }

    void saysWhatIsWrongAndWhere_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("item");
        QTest::newRow("empty") << QByteArray() << Kind::NoJson << 1 << QString();
        QTest::newRow("text") << QByteArray("hello") << Kind::NoJson << 1 << QString();
        QTest::newRow("cut") << QByteArray("[{\"name\":\"x\",\n\"hexstr") << Kind::NoJson << 2 << QString();
        QTest::newRow("an object of something else") << QByteArray(R"({"a":1})") << Kind::NoLibrary << 0 << QString();
        QTest::newRow("a list of something else") << QByteArray(R"([{"a":1}])") << Kind::NoLibrary << 0 << u"#1"_s;
        QTest::newRow("digits that are none")
            << QByteArray(R"([{"name":"x","hexstring":"01"},{"name":"y","hexstring":"0g"}])") << Kind::NoLibrary << 0
            << u"#2"_s;
        QTest::newRow("a payload of a later version")
            << QByteArray(R"({"payloads":[{"text":"x","format":"rot13","ending":"none"}]})") << Kind::NoLibrary << 0
            << u"#1"_s;
        QTest::newRow("later version") << QByteArray(R"({"version":9,"payloads":[]})") << Kind::LaterVersion << 0
                                       << QString();
        QTest::newRow("another program's INI")
            << QByteArray("[window]\nwidth=100\n") << Kind::NoLibrary << 0 << QString();
        QTest::newRow("INI without the packet")
            << QByteArray("[NAMES]\n1\\name=x\nsize=1\n") << Kind::NoLibrary << 0 << u"x"_s;
        QTest::newRow("INI with too many")
            << QByteArray("[NAMES]\nsize=2000000000\n") << Kind::NoLibrary << 0 << QString();
    }
    void saysWhatIsWrongAndWhere()
    {
        QFETCH(QByteArray, content);
        write(content);
        const auto imported = importPayloads(m_file);
        QVERIFY(!imported);
        QTEST(imported.error().kind, "kind");
        QTEST(imported.error().line, "line");
        QTEST(imported.error().item, "item");
        QCOMPARE(imported.error().path, m_file);
    }

    void saysWhyAFileCannotBeReadOrWritten()
    {
        const auto imported = importPayloads(m_file);
        QVERIFY(!imported);
        QCOMPARE(imported.error().kind, Kind::Unreadable);
        QCOMPARE(imported.error().error.code, ENOENT);
        const auto exported = exportPayloads(m_folder->filePath(u"none/here"_s), {});
        QVERIFY(!exported);
        QCOMPARE(exported.error().kind, Kind::Unwritable);
        QCOMPARE(exported.error().error.code, ENOENT);
    }

private:
    void write(const QByteArray& content)
    {
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

QTEST_GUILESS_MAIN(TestExchange)
#include "tst_exchange.moc"
