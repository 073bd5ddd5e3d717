// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "python.h"
#include "samples.h"

#include "codec/characters.h"
#include "codec/utf8.h"
#include "codec/visible.h"

#include <QTest>

#include <limits>

using codec::CharacterClass;
using namespace Qt::StringLiterals;
using namespace samples;

namespace {

constexpr std::size_t NoLimit = std::numeric_limits<std::size_t>::max();

QString shown(const QByteArray& bytes, std::size_t maxUnits = NoLimit)
{
    return QString::fromStdU16String(codec::visibleText(bytesOf(bytes), maxUnits).text);
}

/// Reads visible text back, by its grammar alone. That this function exists is what injective means.
QByteArray unshown(const QString& text)
{
    const QByteArray utf8 = text.toUtf8();
    QByteArray bytes;
    for (qsizetype at = 0; at < utf8.size(); ++at) {
        if (utf8[at] != '\\') {
            bytes += utf8[at];
            continue;
        }
        switch (utf8[++at]) {
        case '\\': bytes += '\\'; break;
        case 'n': bytes += '\n'; break;
        case 'r': bytes += '\r'; break;
        case 't': bytes += '\t'; break;
        case 'x':
            bytes += static_cast<char>(utf8.mid(at + 1, 2).toUInt(nullptr, 16));
            at += 2;
            break;
        case 'u': {
            const qsizetype end = utf8.indexOf('}', at);
            // Not by QString::fromUcs4, which drops U+FEFF.
            codec::appendUtf8(bytes, utf8.mid(at + 2, end - at - 2).toUInt(nullptr, 16));
            at = end;
            break;
        }
        default: return "no visible text";
        }
    }
    return bytes;
}

} // namespace

class TestVisible final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsBytesInert_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QByteArray() << QString();
        QTest::newRow("ASCII") << QByteArray("Hello, world ~!") << u"Hello, world ~!"_s;
        QTest::newRow("backslash") << QByteArray("a\\x41") << u"a\\\\x41"_s;
        QTest::newRow("line ends") << QByteArray("a\r\nb\tc") << u"a\\r\\nb\\tc"_s;
        QTest::newRow("NUL before a digit") << QByteArray("\0"
                                                          "1",
            2) << u"\\x001"_s;
        QTest::newRow("DEL") << QByteArray("\x7f") << u"\\x7f"_s;
        QTest::newRow("overprinting") << QByteArray("ok\b\bno\r") << u"ok\\x08\\x08no\\r"_s;
        QTest::newRow("clear screen") << QByteArray("\x1b[2J") << u"\\x1b[2J"_s;
        QTest::newRow("title") << QByteArray("\x1b]0;pwned\a") << u"\\x1b]0;pwned\\x07"_s;
        QTest::newRow("clipboard") << QByteArray("\x1b]52;c;aWQ=\x1b\\") << u"\\x1b]52;c;aWQ=\\x1b\\\\"_s;
        QTest::newRow("device control") << QByteArray("\x1bP$q\"p\x1b\\") << u"\\x1bP$q\"p\\x1b\\\\"_s;
        QTest::newRow("report") << QByteArray("\x1b[6n") << u"\\x1b[6n"_s;
        QTest::newRow("out of bracketed paste") << QByteArray("\x1b[201~;id\n") << u"\\x1b[201~;id\\n"_s;
        QTest::newRow("8-bit CSI") << QByteArray("\x9b"
                                                 "2J")
                                   << u"\\x9b2J"_s;
        QTest::newRow("C1 as a character") << QByteArray("\xc2\x9b"
                                                         "2J")
                                           << u"\\u{9B}2J"_s;
        QTest::newRow("file name with RLO") << QByteArray("a\xe2\x80\xaegnp.exe") << u"a\\u{202E}gnp.exe"_s;
        QTest::newRow("isolates") << QByteArray("\xe2\x81\xa6\xe2\x81\xa9") << u"\\u{2066}\\u{2069}"_s;
        QTest::newRow("Arabic letter mark") << QByteArray("\xd8\x9c") << u"\\u{61C}"_s;
        QTest::newRow("BOM") << QByteArray("\xef\xbb\xbfhi") << u"\\u{FEFF}hi"_s;
        QTest::newRow("zero width") << QByteArray("a\xe2\x80\x8b"
                                                  "b")
                                    << u"a\\u{200B}b"_s;
        QTest::newRow("soft hyphen") << QByteArray("a\xc2\xad"
                                                   "b")
                                     << u"a\\u{AD}b"_s;
        QTest::newRow("line separator") << QByteArray("\xe2\x80\xa8\xe2\x80\xa9") << u"\\u{2028}\\u{2029}"_s;
        QTest::newRow("no-break space") << QByteArray("\xc2\xa0") << u"\\u{A0}"_s;
        QTest::newRow("ideographic space") << QByteArray("\xe3\x80\x80") << u"\\u{3000}"_s;
        QTest::newRow("private use") << QByteArray("\xee\x80\x80\xf4\x8f\xbf\xbd") << u"\\u{E000}\\u{10FFFD}"_s;
        QTest::newRow("unassigned") << QByteArray("\xcd\xb8") << u"\\u{378}"_s;
        QTest::newRow("noncharacter") << QByteArray("\xf4\x8f\xbf\xbf") << u"\\u{10FFFF}"_s;
        QTest::newRow("variation selector") << QByteArray("\xef\xb8\x8f") << u"\\u{FE0F}"_s;
        QTest::newRow("tag") << QByteArray("\xf3\xa0\x81\x81") << u"\\u{E0041}"_s;
        QTest::newRow("blank Hangul") << QByteArray("\xe3\x85\xa4") << u"\\u{3164}"_s;
        QTest::newRow("replacement") << QByteArray("\xef\xbf\xbd") << u"\\u{FFFD}"_s;
        QTest::newRow("surrogate in UTF-8") << QByteArray("\xed\xa0\x80") << u"\\xed\\xa0\\x80"_s;
        QTest::newRow("overlong NUL") << QByteArray("\xc0\x80") << u"\\xc0\\x80"_s;
        QTest::newRow("cut at a recv boundary") << QByteArray("a\xe2\x82") << u"a\\xe2\\x82"_s;
        QTest::newRow("rest of a cut") << QByteArray("\xac"
                                                     "b")
                                       << u"\\xacb"_s;
        QTest::newRow("rich text") << QByteArray("<img src=http://x>") << u"<img src=http://x>"_s;
        QTest::newRow("formats") << QByteArray("%1 %n ${HOME} $(id)") << u"%1 %n ${HOME} $(id)"_s;
        QTest::newRow("printable UTF-8") << QByteArray("Gr\xc3\xbc\xc3\x9f"
                                                       "e \xe2\x82\xac \xf0\x9f\x98\x80")
                                         << u"Gr\u00fc\u00dfe \u20ac \U0001f600"_s;
        QTest::newRow("one mark") << QByteArray("e\xcc\x81") << u"e\u0301"_s;
        QTest::newRow("mark at the start") << QByteArray("\xcc\x81") << u"\\u{301}"_s;
        QTest::newRow("mark after an escape") << QByteArray("\n\xcc\x81") << u"\\n\\u{301}"_s;
        QTest::newRow("fifth mark") << QByteArray("e\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81")
                                    << u"e\u0301\u0301\u0301\u0301\\u{301}"_s;
        QTest::newRow("marks count anew") << QByteArray("e\xcc\x81\xcc\x81\xcc\x81\xcc\x81"
                                                        "e\xcc\x81")
                                          << u"e\u0301\u0301\u0301\u0301e\u0301"_s;
    }
    void showsBytesInert()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, text);
        QCOMPARE(shown(bytes), text);
        QCOMPARE(unshown(text), bytes);
        QCOMPARE(QString::fromStdU16String(codec::visibleName(bytes.toStdString())), text);
        QCOMPARE(QString::fromStdString(codec::visibleUtf8(bytesOf(bytes))), text);
        QCOMPARE(QString::fromStdString(codec::visibleUtf8(std::string_view(bytes.toStdString()))), text);
        const codec::VisibleText whole = codec::visibleText(bytesOf(bytes), static_cast<std::size_t>(text.size()));
        QVERIFY(!whole.cut);
        QCOMPARE(whole.bytes, static_cast<std::size_t>(bytes.size()));
    }

    void randomBytesAreInertAndReadBack()
    {
        std::mt19937 random = randomness();
        const QByteArray utf8("ab\\\x80\x8b\x9f\xa0\xae\xbf\xc2\xcc\xcd\xd8\xe2\xe3\xed\xef\xf0\xf3\xf4\x81\x82");
        for (int i = 0; i < 3000; ++i) {
            const QByteArray bytes = pick(random, i % 2 ? everyByte() : utf8, 40);
            const QString text = shown(bytes);
            for (const char32_t character : text.toUcs4())
                QVERIFY(codec::characterClass(character) != CharacterClass::Hidden);
            QCOMPARE(unshown(text), bytes);
            QCOMPARE(QString::fromStdString(codec::visibleUtf8(bytesOf(bytes))), text);
        }
    }

    void cutsAtTheLimitBetweenTokens_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("limit");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("read");
        QTest::newRow("no room") << QByteArray("ab") << 0 << QString() << 0;
        QTest::newRow("room for the ellipsis") << QByteArray("ab") << 1 << u"\u2026"_s << 0;
        QTest::newRow("room for one") << QByteArray("abc") << 2 << u"a\u2026"_s << 1;
        QTest::newRow("one byte too much") << QByteArray("abcdef") << 5 << u"abcd\u2026"_s << 4;
        QTest::newRow("before an escape") << QByteArray("ab\x01") << 5 << u"ab\u2026"_s << 2;
        QTest::newRow("escape then more") << QByteArray("a\x01"
                                                        "b")
                                          << 5 << u"a\u2026"_s << 1;
        QTest::newRow("between escapes") << QByteArray("\x01\x02\x03") << 9 << u"\\x01\\x02\u2026"_s << 2;
        QTest::newRow("before a pair") << QByteArray("a\xf0\x9f\x98\x80") << 2 << u"a\u2026"_s << 1;
        QTest::newRow("after a pair") << QByteArray("\xf0\x9f\x98\x80"
                                                    "ab")
                                      << 3 << u"\U0001f600\u2026"_s << 4;
        QTest::newRow("inside a pair's room") << QByteArray("\xf0\x9f\x98\x80"
                                                            "ab")
                                              << 2 << u"\u2026"_s << 0;
    }
    void cutsAtTheLimitBetweenTokens()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, limit);
        QFETCH(QString, text);
        QFETCH(int, read);
        const codec::VisibleText visible = codec::visibleText(bytesOf(bytes), static_cast<std::size_t>(limit));
        QVERIFY(visible.cut);
        QCOMPARE(QString::fromStdU16String(visible.text), text);
        QCOMPARE(visible.bytes, static_cast<std::size_t>(read));
    }

    void everyLimitKeepsItsPromise()
    {
        std::mt19937 random = randomness();
        const QByteArray alphabet("abc\\\n\x01\xf0\x9f\x98\x80\xc3\xbc\xcc\x81\xe2\x80\xae");
        for (int i = 0; i < 200; ++i) {
            const QByteArray bytes = pick(random, alphabet, 20);
            const std::u16string whole = codec::visibleText(bytesOf(bytes), NoLimit).text;
            for (std::size_t limit = 0; limit <= whole.size() + 1; ++limit) {
                const codec::VisibleText part = codec::visibleText(bytesOf(bytes), limit);
                QVERIFY(part.text.size() <= limit);
                QCOMPARE(part.cut, limit < whole.size());
                const std::size_t kept = part.text.size() - (part.cut && limit > 0 ? 1 : 0);
                QCOMPARE(part.text.substr(0, kept), whole.substr(0, kept));
                QCOMPARE(unshown(QString::fromStdU16String(part.text.substr(0, kept))),
                    bytes.first(static_cast<qsizetype>(part.bytes)));
            }
        }
    }

    void anEllipsisThatWasReceivedIsNoCut()
    {
        const codec::VisibleText visible = codec::visibleText(bytesOf("a\xe2\x80\xa6"), 2);
        QCOMPARE(visible.text, std::u16string(u"a\u2026"));
        QVERIFY(!visible.cut);
    }

    void longInputIsReadOnlyToTheLimit()
    {
        const QByteArray line(10 << 20, 'x');
        const codec::VisibleText visible = codec::visibleText(bytesOf(line), 200);
        QVERIFY(visible.cut);
        QCOMPARE(visible.bytes, std::size_t{199});
        QVERIFY(visible.text.capacity() < 1000);
        QCOMPARE(shown(line).size(), line.size());
        QCOMPARE(shown(QByteArray(1 << 20, '\xff')).size(), qsizetype{4} << 20);
    }

    void agreesWithPython()
    {
        if (!hasPython())
            QSKIP("python3 is not installed");
        QList<QByteArray> cases;
        std::mt19937 random = randomness();
        const QByteArray utf8("ab\\\n\x80\x81\x8b\x9f\xa0\xae\xbf\xc2\xcc\xcd\xd8\xe2\xe3\xed\xef\xf0\xf3\xf4");
        for (int i = 0; i < 2000; ++i)
            cases += pick(random, i % 2 ? everyByte() : utf8, 30);
        QByteArray input;
        for (const QByteArray& one : cases)
            input += one.toHex() + '\n';
        const auto output = outputOf(u"python3"_s, {QFINDTESTDATA("visible.py")}, input);
        QVERIFY(output.has_value());
        if (output->startsWith("other Unicode"))
            QSKIP("python3 knows another version of Unicode than 14.0");
        const QList<QByteArray> answers = output->split('\n');
        for (qsizetype i = 0; i < cases.size(); ++i)
            QCOMPARE(QString::fromStdString(codec::visibleUtf8(bytesOf(cases[i]))), QString::fromUtf8(answers[i]));
    }

    void asciiColumnShowsPrintableAsciiOnly()
    {
        for (int i = 0; i < 256; ++i)
            QCOMPARE(codec::isPrintableAscii(static_cast<std::byte>(i)), i >= 0x20 && i <= 0x7e);
    }
};

QTEST_GUILESS_MAIN(TestVisible)
#include "tst_visible.moc"
