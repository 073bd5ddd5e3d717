// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/byteregex.h"

#include "base/clock.h"

#include <QTest>

#include <cerrno>
#include <string>

using query::ByteRange;
using query::ByteRegex;
using query::RegexOptions;

namespace {

std::span<const std::byte> bytesOf(std::string_view text)
{
    return std::as_bytes(std::span(text));
}

/// "3-7" for the first match, "none", or the errno of the search.
QString found(std::string_view pattern, std::string_view text, const RegexOptions& options = {}, std::size_t from = 0)
{
    auto regex = ByteRegex::compile(pattern, options);
    if (!regex)
        return QStringLiteral("not compiled: ") + QString::fromStdString(regex.error().text);
    const auto match = regex->find(bytesOf(text), from);
    if (!match)
        return QString::fromStdString(base::errnoName(match.error().code));
    return *match ? QStringLiteral("%1-%2").arg((*match)->begin).arg((*match)->end) : QStringLiteral("none");
}

} // namespace

class TestByteRegex final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheFirstMatch()
    {
        QCOMPARE(found("l+o", "hello, hallo"), QStringLiteral("2-5"));
        QCOMPARE(found("l+o", "hello, hallo", {}, 3), QStringLiteral("3-5"));
        QCOMPARE(found("l+o", "hello, hallo", {}, 5), QStringLiteral("9-12"));
        QCOMPARE(found("x", "hello"), QStringLiteral("none"));
        QCOMPARE(found("x*", ""), QStringLiteral("0-0"));
        QCOMPARE(found("", "a"), QStringLiteral("0-0"));
        QCOMPARE(found("a", "a", {}, 7), QStringLiteral("none"));
    }

    void bytesAreCharacters()
    {
        using namespace std::string_view_literals;
        QCOMPARE(found("\\xff\\x00", "a\xff\0b"sv), QStringLiteral("1-3"));
        QCOMPARE(found("a.b"sv,
                     "a\xc3"
                     "b"sv),
            QStringLiteral("0-3"));
        QCOMPARE(found("\xc3\xa4", "x\xc3\xa4"), QStringLiteral("1-3"));
        QCOMPARE(found("a.b", "a\nb"), QStringLiteral("none"));
        QCOMPARE(found("(?s)a.b", "a\nb"), QStringLiteral("0-3"));
        QVERIFY(found("(*UTF)a", "a").startsWith(QStringLiteral("not compiled")));
        QVERIFY(found("(*UCP)a", "a").startsWith(QStringLiteral("not compiled")));
    }

    void matchesAtEachLine()
    {
        QCOMPARE(found("^Host: .*$", "GET /\nHost: x\nA: b"), QStringLiteral("6-13"));
        QCOMPARE(found("\\Ab", "a\nb"), QStringLiteral("none"));
    }

    void hasCaseAndWholeWord()
    {
        QCOMPARE(found("HEL", "a hello"), QStringLiteral("none"));
        QCOMPARE(found("HEL", "a hello", {.ignoreCase = true}), QStringLiteral("2-5"));
        QCOMPARE(found("\xc3\x84", "\xc3\xa4", {.ignoreCase = true}), QStringLiteral("none"));
        QCOMPARE(found("he|a", "hello a", {.wholeWord = true}), QStringLiteral("6-7"));
        QCOMPARE(found("a)|(b", "a", {.wholeWord = true}).left(12), QStringLiteral("not compiled"));
    }

    void tellsWhereThePatternIsWrong_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<int>("offset");
        QTest::newRow("open parenthesis") << QByteArray("ab(cd") << 5;
        QTest::newRow("close parenthesis") << QByteArray("ab)cd") << 2;
        QTest::newRow("open set") << QByteArray("ab[cd") << 5;
        QTest::newRow("nothing to repeat") << QByteArray("*a") << 0;
        QTest::newRow("escape at the end") << QByteArray("ab\\") << 3;
        QTest::newRow("numbers the wrong way round") << QByteArray("a{3,2}") << 5;
        QTest::newRow("too large when compiled") << QByteArray("((a{1000}){1000}){1000}") << -1;
        QTest::newRow("too deep") << QByteArray(1000, '(') << -1;
        QTest::newRow("too long") << QByteArray(100'000, 'a') << -1;
    }
    void tellsWhereThePatternIsWrong()
    {
        QFETCH(const QByteArray, pattern);
        QFETCH(const int, offset);
        const auto regex = ByteRegex::compile({pattern.data(), static_cast<std::size_t>(pattern.size())});
        QVERIFY(!regex);
        QVERIFY(!regex.error().text.empty());
        QVERIFY(regex.error().offset <= static_cast<std::size_t>(pattern.size()));
        if (offset >= 0)
            QCOMPARE(regex.error().offset, static_cast<std::size_t>(offset));
    }

    void stopsWhatTriesWithoutEnd_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        for (const char* pattern : {"(a+)+[bc]", "(a|aa)+[bc]", "(?:a?){30}a{30}[bc]", "(.*)*[bc]", "a*a*a*a*[bc]",
                 "(?:(?:a+)+)+\\x00", "^(([a-z])+.)+[A-Z]([a-z])+$", "(a+)\\1+[bc]", "(?R)?a[bc]|a(?R)[bc]"})
            QTest::newRow(pattern) << QByteArray(pattern);
    }
    void stopsWhatTriesWithoutEnd()
    {
        QFETCH(const QByteArray, pattern);
        const std::string text(1 << 20, 'a');
        const auto start = base::Monotonic::now();
        const QString result = found(pattern.toStdString(), text);
        const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(base::Monotonic::now() - start);
        QVERIFY2(result == QLatin1String("ETIME") || result == QLatin1String("ENOMEM"), qPrintable(result));
        QVERIFY2(took.count() < 5000, qPrintable(QString::number(took.count())));
    }

    void takesManyStepsWhereTheyEnd()
    {
        // More steps than are given at first, in the middle of what needs few.
        std::string text(100'000, '.');
        text += std::string(3000, 'a') + "!" + std::string(100'000, '.');
        text += "aab";
        QCOMPARE(found("a+?a+?b", text), QStringLiteral("203001-203004"));
    }

    void aMatchThatMoreCouldChangeIsPartial()
    {
        auto regex = ByteRegex::compile("ab+").value();
        const auto more = regex.findInPart(bytesOf("xxabb"), 0, {.beginsText = true, .endsText = false});
        QVERIFY(more && *more);
        QVERIFY((*more)->isPartial);
        QCOMPARE((*more)->range, (ByteRange{2, 5}));
        const auto last = regex.findInPart(bytesOf("xxabb"), 0, {.beginsText = true, .endsText = true});
        QVERIFY(last && *last);
        QVERIFY(!(*last)->isPartial);
        QCOMPARE((*last)->range, (ByteRange{2, 5}));
        const auto none = regex.findInPart(bytesOf("xxbb"), 0, {.beginsText = true, .endsText = false});
        QVERIFY(none && !*none);
    }

    void aPartKnowsItsEdges()
    {
        auto line = ByteRegex::compile("^a").value();
        QVERIFY(!line.findInPart(bytesOf("ab"), 0, {.beginsText = false}).value());
        QVERIFY(line.findInPart(bytesOf("ab"), 0, {}).value());
        QVERIFY(line.findInPart(bytesOf("\nab"), 1, {.beginsText = false}).value());
        QCOMPARE(line.lookBehind(), std::size_t(1));
        QCOMPARE(ByteRegex::compile("(?<=abc)d").value().lookBehind(), std::size_t(3));
        auto empty = ByteRegex::compile("x*").value();
        QVERIFY(!empty.findInPart(bytesOf("ab"), 0, {}).value());
    }

    void aCopyIsSearchedByItself()
    {
        auto regex = ByteRegex::compile("b").value();
        ByteRegex copy = regex;
        const ByteRegex moved = std::move(regex);
        copy = moved;
        QCOMPARE(copy.find(bytesOf("ab")).value(), std::optional(ByteRange{1, 2}));
    }
};

QTEST_GUILESS_MAIN(TestByteRegex)
#include "tst_byteregex.moc"
