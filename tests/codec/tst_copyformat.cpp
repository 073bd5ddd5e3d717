// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "python.h"
#include "samples.h"

#include "codec/copyformat.h"
#include "codec/escape.h"
#include "codec/hex.h"

#include <QTest>

using codec::copyAs;
using codec::CopyFormat;
using namespace Qt::StringLiterals;
using namespace samples;

Q_DECLARE_METATYPE(codec::CopyFormat)

namespace {

QByteArray copied(const QByteArray& bytes, CopyFormat format)
{
    return QByteArray::fromStdString(copyAs(bytesOf(bytes), format));
}

constexpr CopyFormat AllFormats[] = {CopyFormat::Text, CopyFormat::HexPlain, CopyFormat::HexDump, CopyFormat::CArray,
    CopyFormat::PythonBytes, CopyFormat::Escaped};

} // namespace

class TestCopyFormat final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesEachFormat_data()
    {
        QTest::addColumn<CopyFormat>("format");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("text") << CopyFormat::Text << QByteArray("Hi\xc3\xa9\\x00\\n");
        QTest::newRow("hex") << CopyFormat::HexPlain << QByteArray("48 69 c3 a9 00 0a");
        QTest::newRow("dump") << CopyFormat::HexDump
                              << QByteArray("00000000  48 69 c3 a9 00 0a " + QByteArray(32, ' ') + "|Hi....|");
        QTest::newRow("C") << CopyFormat::CArray
                           << QByteArray("static const unsigned char data[] = {\n"
                                         "    0x48, 0x69, 0xc3, 0xa9, 0x00, 0x0a,\n};");
        QTest::newRow("Python") << CopyFormat::PythonBytes << QByteArray(R"(b'Hi\xc3\xa9\x00\n')");
        QTest::newRow("escaped") << CopyFormat::Escaped << QByteArray(R"(Hi\xc3\xa9\x00\n)");
    }
    void writesEachFormat()
    {
        QFETCH(CopyFormat, format);
        QFETCH(QByteArray, text);
        QCOMPARE(copied(QByteArray("Hi\xc3\xa9\0\n", 6), format), text);
    }

    void cArrayHasTwelveBytesALine()
    {
        const QList<QByteArray> lines = copied(QByteArray(25, 'A'), CopyFormat::CArray).split('\n');
        QCOMPARE(lines.size(), 5);
        QCOMPARE(lines[1].count("0x41,"), 12);
        QCOMPARE(lines[2], lines[1]);
        QCOMPARE(lines[3], QByteArray("    0x41,"));
        QCOMPARE(lines[4], QByteArray("};"));
    }

    void nothingEndsWithANewlineOrHoldsAControl()
    {
        std::mt19937 random = randomness();
        for (int i = 0; i < 300; ++i) {
            const QByteArray bytes = i == 0 ? QByteArray() : pick(random, everyByte(), 60) + "\x1b[201~;id\n";
            for (const CopyFormat format : AllFormats) {
                const QByteArray text = copied(bytes, format);
                QVERIFY(!text.endsWith('\n'));
                for (const char letter : text)
                    QVERIFY(letter == '\n' || static_cast<unsigned char>(letter) >= 0x20);
                QVERIFY(!text.contains('\x7f'));
            }
        }
    }

    void hexAndEscapedReadBack()
    {
        std::mt19937 random = randomness();
        for (int i = 0; i < 300; ++i) {
            const QByteArray bytes = pick(random, everyByte(), 60);
            QCOMPARE(arrayOf(*codec::parseHex(copyAs(bytesOf(bytes), CopyFormat::HexPlain))), bytes);
            const QString escaped = QString::fromUtf8(copied(bytes, CopyFormat::Escaped));
            QCOMPARE(arrayOf(codec::parseEscaped(unitsOf(escaped))->bytes), bytes);
        }
    }

    void pythonBytesAreWhatReprWrites()
    {
        if (!hasPython())
            QSKIP("python3 is not installed");
        QList<QByteArray> cases{"", "'", "\"", "'\"", "\\", everyByte()};
        std::mt19937 random = randomness();
        for (int i = 0; i < 1000; ++i)
            cases += pick(random, i % 2 ? everyByte() : QByteArray("\\'\"\n\r\tab0\0\xff", 12), 20);
        const QList<QByteArray> answers = pythonAnswers(R"(
import ast, sys
for line in sys.stdin:
    data = bytes.fromhex(line)
    assert ast.literal_eval(repr(data)) == data
    print(repr(data))
)",
            cases);
        QCOMPARE(answers.size(), cases.size());
        for (qsizetype i = 0; i < cases.size(); ++i)
            QCOMPARE(copied(cases[i], CopyFormat::PythonBytes), answers[i]);
    }

    void cArrayCompiles()
    {
        const QByteArray source = copied(everyByte(), CopyFormat::CArray)
            + "\n_Static_assert(sizeof(data) == 256, \"size\");\nint main(void) { return data[255] != 0xff; }\n";
        if (!outputOf(u"cc"_s, {u"--version"_s}))
            QSKIP("cc is not installed");
        QVERIFY(outputOf(u"cc"_s, {u"-std=c11"_s, u"-Werror"_s, u"-fsyntax-only"_s, u"-x"_s, u"c"_s, u"-"_s}, source));
    }

    void largeInputIsCopiedWhole()
    {
        const QByteArray bytes(2 << 20, '\x01');
        QCOMPARE(copied(bytes, CopyFormat::Text).size(), bytes.size() * 4);
        QCOMPARE(copied(bytes, CopyFormat::CArray).count("0x01,"), bytes.size());
        QCOMPARE(copied(bytes, CopyFormat::PythonBytes).size(), bytes.size() * 4 + 3);
    }
};

QTEST_GUILESS_MAIN(TestCopyFormat)
#include "tst_copyformat.moc"
