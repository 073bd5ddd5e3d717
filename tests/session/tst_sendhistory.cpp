// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/sendhistory.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using codec::LineEnding;
using namespace Qt::StringLiterals;
using namespace session;

namespace {

SentPayload text(const QString& typed)
{
    return {typed, PayloadFormat::Text, LineEnding::None};
}

} // namespace

class TestSendHistory final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(u"state/sockscope/sent.json"_s);
    }

    void isThereAgainAtTheNextStart()
    {
        const std::vector<SentPayload> sent{{u"Hello, world"_s, PayloadFormat::Text, LineEnding::CrLf},
            {uR"(\x00\r\n)"_s, PayloadFormat::Escaped, LineEnding::Nul}, {u"de ad\nbe ef"_s, PayloadFormat::Hex, {}},
            {u"Zoë \u202e \"quoted\""_s, PayloadFormat::Text, LineEnding::Lf}};
        {
            SendHistory history(m_file);
            for (const SentPayload& entry : sent)
                history.add(entry);
            QCOMPARE(history.entries(), sent);
        }
        QCOMPARE(SendHistory(m_file).entries(), sent);
    }

    void onlyItsOwnerMayReadIt()
    {
        SendHistory history(m_file);
        history.add(text(u"secret"_s));
        QVERIFY(history.save());
        constexpr auto Others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
            | QFile::WriteOther | QFile::ExeOther;
        QVERIFY(!(QFile::permissions(m_file) & Others));
        QVERIFY(!(QFile::permissions(QFileInfo(m_file).path()) & Others));
        // A file that was open to all before is closed by the next save.
        QVERIFY(QFile::setPermissions(m_file, QFile::permissions(m_file) | QFile::ReadOther));
        history.add(text(u"more"_s));
        QVERIFY(history.save());
        QVERIFY(!(QFile::permissions(m_file) & Others));
    }

    void savesByItselfSoonAfter()
    {
        SendHistory history(m_file);
        history.add(text(u"one"_s));
        QVERIFY(!QFile::exists(m_file));
        QTRY_VERIFY(QFile::exists(m_file));
        QCOMPARE(SendHistory(m_file).entries().size(), 1U);
    }

    void noneTwiceInARow()
    {
        SendHistory history({});
        for (const char16_t* typed : {u"a", u"a", u"b", u"a", u""})
            history.add(text(QString::fromUtf16(typed)));
        QCOMPARE(history.entries(), (std::vector{text(u"a"_s), text(u"b"_s), text(u"a"_s)}));
        // The same letters sent in another way are another payload.
        history.add({u"a"_s, PayloadFormat::Hex, LineEnding::None});
        history.add({u"a"_s, PayloadFormat::Hex, LineEnding::Lf});
        QCOMPARE(history.entries().size(), 5U);
    }

    void theOldestGoFirst()
    {
        SendHistory history(m_file);
        for (std::size_t i = 0; i < SendHistory::MaxEntries + 5; ++i)
            history.add(text(QString::number(i)));
        QCOMPARE(history.entries().size(), SendHistory::MaxEntries);
        QCOMPARE(history.entries().front().text, u"5"_s);
        QCOMPARE(history.entries().back().text, QString::number(SendHistory::MaxEntries + 4));
    }

    void itsSizeIsBounded()
    {
        SendHistory history({});
        history.add(text(QString(SendHistory::MaxEntryLength + 1, u'x')));
        QVERIFY(history.entries().empty());
        for (int i = 0; i < 100; ++i)
            history.add(text(QString(SendHistory::MaxEntryLength - 2, u'x') + QString::number(10 + i % 80)));
        qsizetype length = 0;
        for (const SentPayload& sent : history.entries())
            length += sent.text.size();
        QVERIFY(length <= SendHistory::MaxLength);
        QVERIFY(length > SendHistory::MaxLength - SendHistory::MaxEntryLength);
    }

    void damagedFilesReadAsFarAsTheyAreWhole_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("entries");
        QTest::newRow("empty") << QByteArray() << 0;
        QTest::newRow("no JSON") << QByteArray("\x00\xff{{", 4) << 0;
        QTest::newRow("cut") << QByteArray(R"({"version":1,"sent":[{"text":"a")") << 0;
        QTest::newRow("a list") << QByteArray("[1,2]") << 0;
        QTest::newRow("sent is no list") << QByteArray(R"({"version":1,"sent":{"text":"a"}})") << 0;
        QTest::newRow("one entry of another kind") << QByteArray(
            R"({"version":1,"sent":[7,{"text":"a","format":"hex","ending":"lf"},{"text":5,"format":"hex",)"
            R"("ending":"lf"},{"text":"a","format":"rot13","ending":"lf"},{"text":"a","format":"hex"}]})")
                                                   << 1;
    }
    void damagedFilesReadAsFarAsTheyAreWhole()
    {
        QFETCH(QByteArray, content);
        QFETCH(int, entries);
        write(content);
        SendHistory history(m_file);
        QCOMPARE(static_cast<int>(history.entries().size()), entries);
        history.add(text(u"new"_s));
        QVERIFY(history.save());
        QCOMPARE(static_cast<int>(SendHistory(m_file).entries().size()), entries + 1);
    }

    void fileOfALaterVersionIsLeftAlone()
    {
        const QByteArray later = R"({"version":2,"sent":[{"text":"a","format":"hex","ending":"lf"}]})";
        write(later);
        {
            SendHistory history(m_file);
            QVERIFY(history.entries().empty());
            history.add(text(u"new"_s));
        }
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), later);
    }

    void hugeFileIsNotRead()
    {
        write(R"({"version":1,"sent":[{"text":"a","format":"hex","ending":"lf"}]})" + QByteArray(17 << 20, ' '));
        QVERIFY(SendHistory(m_file).entries().empty());
    }

    void clearingEmptiesTheFile()
    {
        SendHistory history(m_file);
        history.add(text(u"secret"_s));
        QVERIFY(history.save());
        history.clear();
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("secret"));
    }

    void saysWhenItCannotBeWritten()
    {
        write("{}");
        SendHistory history(m_file + u"/below/a/file"_s);
        history.add(text(u"a"_s));
        QVERIFY(!history.save());
    }

    void livesInTheStateFolder()
    {
        qputenv("XDG_STATE_HOME", m_folder->path().toLocal8Bit());
        QCOMPARE(SendHistory::defaultFile(), m_folder->path() + u"/sockscope/sent.json"_s);
    }

private:
    void write(const QByteArray& content)
    {
        QVERIFY(QDir().mkpath(QFileInfo(m_file).path()));
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

QTEST_GUILESS_MAIN(TestSendHistory)
#include "tst_sendhistory.moc"
