// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "python.h"
#include "samples.h"

#include "codec/pastedarray.h"

#include <QTemporaryDir>
#include <QTest>

using codec::pastedArray;
using namespace Qt::StringLiterals;
using namespace samples;

namespace {

/// One of the ways in which C can write a byte.
QByteArray spelled(std::mt19937& random, unsigned char value)
{
    switch (random() % 5) {
    case 0: return "0x" + QByteArray::number(value, 16);
    case 1: return "0X" + QByteArray(1, static_cast<char>(value)).toHex().toUpper();
    case 2: return QByteArray::number(value);
    case 3: return '0' + QByteArray::number(value, 8);
    default: break;
    }
    if (value < 0x20 || value >= 0x7f)
        return "'\\x" + QByteArray(1, static_cast<char>(value)).toHex() + '\'';
    const bool isEscaped = value == '\'' || value == '\\';
    return QByteArray(isEscaped ? "'\\" : "'") + static_cast<char>(value) + '\'';
}

/// White space and comments, as they may stand between any two words.
QByteArray gap(std::mt19937& random)
{
    static const QList<QByteArray> gaps{" ", "\n    ", "\t", " /* 0x00, */ ", " // }\n", "/**/", " ", " "};
    return gaps[static_cast<qsizetype>(random() % static_cast<unsigned>(gaps.size()))];
}

QByteArray definition(std::mt19937& random, const QByteArray& bytes)
{
    QByteArray text = "static const unsigned char" + gap(random) + "data[" + gap(random) + "]" + gap(random) + "= {";
    for (const char byte : bytes)
        text += gap(random) + spelled(random, static_cast<unsigned char>(byte)) + gap(random) + ',';
    if (random() % 2)
        text.chop(1);
    return text + gap(random) + "};";
}

} // namespace

class TestPastedArray final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySpellingOfAByteIsRead()
    {
        std::mt19937 random = randomness();
        for (int i = 0; i < 1000; ++i) {
            const QByteArray bytes = "!" + (i == 0 ? everyByte() : pick(random, everyByte(), 30));
            const QByteArray text = definition(random, bytes);
            const auto read = pastedArray(unitsOf(QString::fromLatin1(text)));
            if (!read || arrayOf(*read) != bytes)
                QFAIL(text.constData());
        }
    }

    /// The test's own spellings are C: the compiler finds the same bytes in them.
    void spellingsAreWhatTheCompilerReads()
    {
        if (!outputOf(u"cc"_s, {u"--version"_s}))
            QSKIP("cc is not installed");
        std::mt19937 random = randomness();
        const QByteArray bytes = everyByte();
        QByteArray source = definition(random, bytes) + "\n_Static_assert(sizeof data == 256, \"size\");\n";
        source += "int main(void) { for (int i = 0; i < 256; ++i) if (data[i] != i) return 1; return 0; }\n";
        QTemporaryDir directory;
        const QString program = directory.filePath(u"spelled"_s);
        QVERIFY(outputOf(u"cc"_s, {u"-w"_s, u"-x"_s, u"c"_s, u"-"_s, u"-o"_s, program}, source).has_value());
        QVERIFY(outputOf(program, {}).has_value());
    }

    void sizesMustAgree_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("read");
        QTest::newRow("no size") << u"char a[] = {0x41, 0x42};"_s << true;
        QTest::newRow("the size") << u"char a[2] = {0x41, 0x42};"_s << true;
        QTest::newRow("larger: C fills with zeros") << u"char a[4] = {0x41, 0x42};"_s << false;
        QTest::newRow("smaller") << u"char a[1] = {0x41, 0x42};"_s << false;
        QTest::newRow("by name") << u"char a[SIZE] = {0x41, 0x42};"_s << false;
        QTest::newRow("two sizes") << u"char a[2][2] = {0x41, 0x42};"_s << false;
        QTest::newRow("too long a number") << u"char a[99999999999] = {0x41};"_s << false;
        QTest::newRow("xxd's length") << u"char a[] = {0x41}; unsigned int a_len = 1;"_s << true;
        QTest::newRow("xxd's length, wrong") << u"char a[] = {0x41}; unsigned int a_len = 2;"_s << false;
        QTest::newRow("xxd's length, cut") << u"char a[] = {0x41}; unsigned int a_len ="_s << false;
    }
    void sizesMustAgree()
    {
        QFETCH(QString, text);
        QFETCH(bool, read);
        QCOMPARE(pastedArray(unitsOf(text)).has_value(), read);
    }

    void onlyByteTypesDeclareNumbers_data()
    {
        QTest::addColumn<QString>("declaration");
        QTest::addColumn<bool>("read");
        for (const char* type : {"char a[]", "unsigned char a[]", "const signed char a[]", "uint8_t a[]",
                 "static const BYTE a[]", "u8 a[]", "std::uint8_t a[]", "quint8 a[]", "final byte[] a",
                 "const std::vector<uint8_t> a", "static constexpr std::array<unsigned char, 2> a"})
            QTest::newRow(type) << QString::fromLatin1(type) << true;
        for (const char* type : {"int a[]", "short a[]", "uint16_t a[]", "char16_t a[]", "wchar_t a[]", "WORD byte[]",
                 "uint32_t u8[]", "long char a[]", "char *a[]", "a", "std::map<char, int> a", "char a b[]", "bool a[]"})
            QTest::newRow(type) << QString::fromLatin1(type) << false;
    }
    void onlyByteTypesDeclareNumbers()
    {
        QFETCH(QString, declaration);
        QFETCH(bool, read);
        const QString text = declaration + u" = {0x41, 66};"_s;
        const auto bytes = pastedArray(unitsOf(text));
        QCOMPARE(bytes.has_value(), read);
        QVERIFY(!bytes || arrayOf(*bytes) == "AB");
    }

    void sizeInBracketsIsNoList()
    {
        for (const auto* text : {u"char a[3]", u"char a[3];", u"char a[0x41]", u"char a[3] =", u"u8[3]"})
            QVERIFY2(!pastedArray(text).has_value(), qPrintable(QString::fromUtf16(text)));
        QVERIFY(pastedArray(u"let a: &[u8; 1] = &[65];").has_value());
    }

    void numbersNeedADeclaration()
    {
        QVERIFY(pastedArray(u"{0x41, 0x42}").has_value());
        QVERIFY(!pastedArray(u"{0x41, 66}").has_value());
        QVERIFY(!pastedArray(u"{'A'}").has_value());
        QVERIFY(!pastedArray(u"65, 66").has_value());
    }

    void elementsLargerThanAByteAreRefused()
    {
        for (const auto* element : {u"0x100", u"0x041", u"256", u"0400", u"-1", u"1e1", u"0x", u"08", u"''", u"'ab'",
                 u"65u", u"L'A'", u"'\u00e9'", u"'\\400'", u"'\\q'"}) {
            const QString text = u"char a[] = {"_s + QString::fromUtf16(element) + u"};"_s;
            QVERIFY2(!pastedArray(unitsOf(text)).has_value(), qPrintable(text));
        }
    }

    void cutDefinitionIsRefused()
    {
        const QString text = u"static const unsigned char data[3] = {\n    0x41, 0x42, /* C */ 0x43,\n}"_s;
        for (qsizetype size = 0; size < text.size(); ++size)
            QVERIFY2(
                !pastedArray(unitsOf(text).substr(0, static_cast<std::size_t>(size))), qPrintable(text.first(size)));
        QVERIFY(pastedArray(unitsOf(text)).has_value());
    }

    void randomCodeIsReadOrRefused()
    {
        std::mt19937 random = randomness();
        const QList<QByteArray> words{"char ", "a", "[", "]", "{", "}", "0x41", "66", ",", ";", "=", "'", "\\", "/*",
            "*/", "//", "\n", "bytes(", ")", ":", "u8", "2"};
        for (int i = 0; i < 20'000; ++i) {
            QByteArray text;
            for (std::size_t n = random() % 14; n > 0; --n)
                text += words[static_cast<qsizetype>(random() % static_cast<unsigned>(words.size()))];
            const auto read = pastedArray(unitsOf(QString::fromLatin1(text)));
            QVERIFY(!read || (!read->empty() && read->size() <= static_cast<std::size_t>(text.size())));
        }
    }
};

QTEST_GUILESS_MAIN(TestPastedArray)
#include "tst_pastedarray.moc"
