// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "python.h"

#include "codec/characters.h"

#include <QTest>

using codec::characterClass;
using codec::CharacterClass;
using namespace Qt::StringLiterals;
using namespace samples;

class TestCharacters final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatCouldDeceiveIsHidden_data()
    {
        QTest::addColumn<uint>("first");
        QTest::addColumn<uint>("last");
        QTest::newRow("C0") << 0U << 0x1fU;
        QTest::newRow("DEL and C1") << 0x7fU << 0x9fU;
        QTest::newRow("no-break space") << 0xa0U << 0xa0U;
        QTest::newRow("soft hyphen") << 0xadU << 0xadU;
        QTest::newRow("combining grapheme joiner") << 0x34fU << 0x34fU;
        QTest::newRow("Arabic letter mark") << 0x61cU << 0x61cU;
        QTest::newRow("Arabic number signs") << 0x600U << 0x605U;
        QTest::newRow("Hangul fillers") << 0x115fU << 0x1160U;
        QTest::newRow("Hangul filler") << 0x3164U << 0x3164U;
        QTest::newRow("half-width Hangul filler") << 0xffa0U << 0xffa0U;
        QTest::newRow("Ogham space") << 0x1680U << 0x1680U;
        QTest::newRow("Khmer inherent vowels") << 0x17b4U << 0x17b5U;
        QTest::newRow("Mongolian selectors") << 0x180bU << 0x180fU;
        QTest::newRow("spaces") << 0x2000U << 0x200aU;
        QTest::newRow("zero width and direction marks") << 0x200bU << 0x200fU;
        QTest::newRow("separators") << 0x2028U << 0x2029U;
        QTest::newRow("embeddings and overrides") << 0x202aU << 0x202eU;
        QTest::newRow("narrow no-break space") << 0x202fU << 0x202fU;
        QTest::newRow("invisible operators and isolates") << 0x205fU << 0x206fU;
        QTest::newRow("blank braille") << 0x2800U << 0x2800U;
        QTest::newRow("ideographic space") << 0x3000U << 0x3000U;
        QTest::newRow("surrogates") << 0xd800U << 0xdfffU;
        QTest::newRow("private use") << 0xe000U << 0xf8ffU;
        QTest::newRow("variation selectors") << 0xfe00U << 0xfe0fU;
        QTest::newRow("byte order mark") << 0xfeffU << 0xfeffU;
        QTest::newRow("interlinear annotation") << 0xfff9U << 0xfffbU;
        QTest::newRow("replacement characters") << 0xfffcU << 0xfffdU;
        QTest::newRow("noncharacters") << 0xfffeU << 0xffffU;
        QTest::newRow("musical formats") << 0x1d173U << 0x1d17aU;
        QTest::newRow("tags and more selectors") << 0xe0000U << 0xe0fffU;
        QTest::newRow("private use planes") << 0xf0000U << 0x10ffffU;
    }
    void whatCouldDeceiveIsHidden()
    {
        QFETCH(uint, first);
        QFETCH(uint, last);
        for (uint character = first; character <= last; ++character)
            QCOMPARE(characterClass(character), CharacterClass::Hidden);
    }

    void whatPeopleWriteIsShown()
    {
        const QString text
            = u"Az09 ~!\\\u00fc\u00df\u20ac\u0416\u05d0\u0639\u0e01\u4e2d\uac00\u3042\u2026\u2192\U0001f600"_s;
        for (const char32_t character : text.toUcs4())
            QCOMPARE(characterClass(character), CharacterClass::Shown);
    }

    void combiningCharactersAreMarks_data()
    {
        QTest::addColumn<uint>("character");
        QTest::newRow("acute") << 0x301U;
        QTest::newRow("overlay") << 0x338U;
        QTest::newRow("Hebrew point") << 0x5b4U;
        QTest::newRow("Devanagari vowel sign") << 0x93fU;
        QTest::newRow("Thai tone") << 0xe48U;
        QTest::newRow("enclosing circle") << 0x20ddU;
        QTest::newRow("musical stem") << 0x1d165U;
    }
    void combiningCharactersAreMarks()
    {
        QFETCH(uint, character);
        QCOMPARE(characterClass(character), CharacterClass::Mark);
    }

    /// Qt knows a later version of Unicode; what it says of a character that 14.0 has too must be the same.
    void controlsFormatsAndBlanksOfQtAreHidden()
    {
        for (char32_t character = 0; character <= 0x10ffff; ++character) {
            const QChar::Category category = QChar::category(character);
            const bool isHidden = (category >= QChar::Separator_Space && category <= QChar::Other_NotAssigned);
            if (!isHidden || character == U' ')
                continue;
            if (characterClass(character) != CharacterClass::Hidden)
                QFAIL(qPrintable(u"U+%1"_s.arg(static_cast<quint32>(character), 0, 16)));
        }
    }

    void marksOfQtAreNeverShownAsLetters()
    {
        for (char32_t character = 0; character <= 0x10ffff; ++character) {
            if (QChar::isMark(character) && characterClass(character) == CharacterClass::Shown)
                QFAIL(qPrintable(u"U+%1"_s.arg(static_cast<quint32>(character), 0, 16)));
        }
    }

    void everyClassIsPythons()
    {
        const auto output = outputOf(u"python3"_s, {QFINDTESTDATA("characters.py")});
        if (!output)
            QSKIP("python3 is not installed");
        const QList<QByteArray> lines = output->split('\n');
        if (lines[0] != "14.0.0")
            QSKIP("python3 knows another version of Unicode than 14.0");
        QCOMPARE(lines[1].size(), 0x110000);
        for (char32_t character = 0; character < 0x110000; ++character) {
            const CharacterClass kind = characterClass(character);
            const char letter = kind == CharacterClass::Shown ? 's' : kind == CharacterClass::Mark ? 'm' : 'h';
            if (letter != lines[1][static_cast<qsizetype>(character)])
                QFAIL(qPrintable(u"U+%1"_s.arg(static_cast<quint32>(character), 0, 16)));
        }
    }
};

QTEST_GUILESS_MAIN(TestCharacters)
#include "tst_characters.moc"
