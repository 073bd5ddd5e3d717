// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/filename.h"

#include <QSysInfo>
#include <QTest>

using namespace Qt::StringLiterals;

class TestFileName : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyNameComesBack_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("plain") << QByteArray("/tmp/a b.pcap");
        QTest::newRow("UTF-8") << QByteArray("/tmp/\xc3\xa9\xe2\x82\xac\xf0\x9f\x90\xa7");
        QTest::newRow("Latin-1") << QByteArray("/tmp/caf\xe9.pcap");
        QTest::newRow("a surrogate in UTF-8") << QByteArray("\xed\xb2\x80");
        QTest::newRow("cut UTF-8 behind a pair") << QByteArray("\xf0\x9f\x90\xa7\x9f\xf0");
        QByteArray all;
        for (int byte = 1; byte < 256; ++byte)
            all.append(char(byte));
        QTest::newRow("all bytes") << all;
    }

    void everyNameComesBack()
    {
        QFETCH(QByteArray, bytes);
        const QString name = session::fileNameFromBytes(bytes.toStdString());
        QCOMPARE(QByteArray::fromStdString(session::fileNameBytes(name)), bytes);
    }

    void whatIsUtf8IsItself()
    {
        QCOMPARE(session::fileNameFromBytes("caf\xc3\xa9"), u"café"_s);
        QCOMPARE(session::fileNameBytes(u"café"_s), std::string("caf\xc3\xa9"));
    }

    void theLastPartIsShownInert()
    {
        QCOMPARE(
            session::shownFileName(session::fileNameFromBytes("/x/caf\xe9\n\x1b.pcap")), u"caf\\xe9\\n\\x1b.pcap"_s);
        QCOMPARE(session::shownFileName(u"a:b.pcap"_s), u"a:b.pcap"_s);
    }

    void urlsOfFiles_data()
    {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("bytes"); // empty: no file of this machine
        const auto row
            = [](const char* url, const QByteArray& bytes) { QTest::newRow(url) << QByteArray(url) << bytes; };
        row("file:///tmp/a%20b%FF.pcap", "/tmp/a b\xff.pcap");
        row("file:/tmp/a", "/tmp/a");
        row("FILE://localhost/tmp/a:b", "/tmp/a:b");
        row("file://another.example/tmp/a", {});
        row("file://localhost", {});
        row("file:relative", {});
        row("file:///a%00b", {});
        row("file:", {});
        row("https://localhost/a.pcap", {});
        row("", {});
        QTest::newRow("this machine") << "file://" + QSysInfo::machineHostName().toUtf8() + "/tmp/a"
                                      << QByteArray("/tmp/a");
    }

    void urlsOfFiles()
    {
        QFETCH(QByteArray, url);
        QFETCH(QByteArray, bytes);
        QCOMPARE(QByteArray::fromStdString(session::fileNameBytes(session::fileOfUrl(url.toStdString()))), bytes);
    }
};

QTEST_GUILESS_MAIN(TestFileName)
#include "tst_filename.moc"
