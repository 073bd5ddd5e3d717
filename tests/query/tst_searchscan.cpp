// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/searchscan.h"

#include "capture/writer.h"
#include "tests/capture/samples.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <string>

using capture::Operation;
using query::BytePattern;
using query::ByteRegex;
using query::SearchHit;
using query::SearchPattern;

namespace {

std::span<const std::byte> bytesOf(std::string_view text)
{
    return std::as_bytes(std::span(text));
}

SearchPattern textPattern(std::string_view text, bool ignoreCase = false, bool wholeWord = false)
{
    return SearchPattern(
        BytePattern::fromText(text, ignoreCase), wholeWord ? SearchPattern::Words::Whole : SearchPattern::Words::Any);
}

SearchPattern regexPattern(std::string_view pattern)
{
    return SearchPattern(ByteRegex::compile(pattern).value());
}

/// Non-overlapping matches from left to right, by the plainest means.
std::vector<std::size_t> naive(const std::string& text, const std::string& pattern)
{
    std::vector<std::size_t> places;
    auto at = text.begin();
    while (true) {
        at = std::search(at, text.end(), pattern.begin(), pattern.end());
        if (at == text.end())
            return places;
        places.push_back(static_cast<std::size_t>(at - text.begin()));
        at += static_cast<std::ptrdiff_t>(pattern.size());
    }
}

} // namespace

class TestSearchScan final : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_parent;
    std::unique_ptr<capture::Writer> m_writer;
    std::unique_ptr<capture::Reader> m_reader;

    void append(std::uint32_t endpoint, Operation operation, std::string_view payload, int flags = 0)
    {
        samples::append(*m_writer, endpoint, operation, payload, flags);
    }

    static QString textOf(const std::vector<SearchHit>& hits)
    {
        QStringList texts;
        for (const SearchHit& hit : hits) {
            QString text = QStringLiteral("%1@%2+%3").arg(hit.record.value).arg(hit.offset).arg(hit.length);
            if (hit.endRecord != hit.record)
                text += QStringLiteral("..%1@%2").arg(hit.endRecord.value).arg(hit.endOffset);
            texts << text;
        }
        return texts.join(u' ');
    }

    /// "record@offset+length" of each, in order; "..record@offset" where it ends in another.
    [[nodiscard]] QString found(SearchPattern pattern, std::size_t stepBytes = 1'000'000)
    {
        m_writer->flush();
        query::SearchScan scan(std::move(pattern));
        std::vector<SearchHit> hits;
        while (scan.step(*m_reader, hits, stepBytes).value()) { }
        return textOf(hits);
    }

private Q_SLOTS:
    void init()
    {
        static int number = 0;
        const std::string directory = m_parent.filePath(QString::number(++number)).toStdString();
        m_writer = capture::Writer::create(directory, {1024, 50'000}).value();
        m_reader = capture::Reader::attach(directory, m_writer->committed()).value();
        m_writer->describe({1}, {"a", {}, net::Protocol::Tcp, capture::Role::Connection, {}, {}});
        m_writer->describe({2}, {"b", {}, net::Protocol::UnixStream, capture::Role::Connection, {}, {}});
        m_writer->describe({3}, {"c", {}, net::Protocol::Udp, capture::Role::Datagram, {}, {}});
        m_writer->describe({4}, {"d", {}, net::Protocol::UnixSeqpacket, capture::Role::Connection, {}, {}});
    }

    void findsWithinRecords()
    {
        append(1, Operation::Recv, "Hello World, hello");
        append(1, Operation::Close, "");
        append(3, Operation::SendTo, "say hello");
        QCOMPARE(found(textPattern("hello")), QStringLiteral("0@13+5 2@4+5"));
        QCOMPARE(found(textPattern("HELLO", true)), QStringLiteral("0@0+5 0@13+5 2@4+5"));
        QCOMPARE(found(textPattern("hallo")), QString());
        QCOMPARE(found(regexPattern("[Hh]el+o")), QStringLiteral("0@0+5 0@13+5 2@4+5"));
        QCOMPARE(found(SearchPattern(BytePattern({std::byte{0x68}, std::byte{0x60}, std::byte{0}},
                     {std::byte{0xff}, std::byte{0xf0}, std::byte{0}}))),
            QStringLiteral("0@13+3 2@4+3"));
    }

    void findsAcrossCallsOfOneStreamAndDirection()
    {
        append(1, Operation::Recv, "xxhe");
        append(2, Operation::Recv, "llo");
        append(1, Operation::Send, "llo");
        append(1, Operation::Recv, "l");
        append(1, Operation::Shutdown, "");
        append(1, Operation::Recv, "lo hello");
        const QString wanted = QStringLiteral("0@2+5..5@2 5@3+5");
        QCOMPARE(found(textPattern("hello")), wanted);
        QCOMPARE(found(textPattern("HELLO", true)), wanted);
        QCOMPARE(found(regexPattern("h[aeiou]l+o")), wanted);
        QCOMPARE(found(textPattern("hello"), 1), wanted); // one record a step
    }

    void neverJoinsMessages()
    {
        append(3, Operation::RecvFrom, "hel");
        append(3, Operation::RecvFrom, "lo");
        append(4, Operation::Recv, "hel");
        append(4, Operation::Recv, "lo");
        QCOMPARE(found(textPattern("hello")), QString());
        QCOMPARE(found(regexPattern("hel+o|lo")), QStringLiteral("1@0+2 3@0+2"));
    }

    void whatWasPeekedAtOrIsUrgentIsNoPartOfTheStream()
    {
        append(1, Operation::Recv, "hel", MSG_PEEK);
        append(1, Operation::Recv, "hel");
        append(1, Operation::Recv, "!", MSG_OOB);
        append(1, Operation::Recv, "lo");
        QCOMPARE(found(textPattern("hello")), QStringLiteral("1@0+5..3@2"));
        QCOMPARE(found(textPattern("!")), QStringLiteral("2@0+1"));
    }

    void bytesThatWereNotKeptJoinNothing()
    {
        capture::Record cut;
        cut.endpoint = {1};
        cut.operation = Operation::Recv;
        cut.result = 100;
        m_writer->append(cut, bytesOf("hel"));
        append(1, Operation::Recv, "lo");
        QCOMPARE(found(textPattern("hello")), QString());
    }

    void aClosedEndpointIsAnotherStreamAfterwards()
    {
        append(1, Operation::Recv, "hel");
        append(1, Operation::Close, "");
        append(1, Operation::Recv, "lo");
        QCOMPARE(found(textPattern("hello")), QString());
    }

    void wholeWordsKnowTheirNeighbours()
    {
        append(1, Operation::Recv, "cat concat ca");
        append(1, Operation::Recv, "t cat");
        append(1, Operation::Recv, "s cat");
        append(2, Operation::Send, "con");
        append(2, Operation::Send, "cat cat\xc3\xa4 cat_ [cat]");
        append(3, Operation::SendTo, "cat");
        const QString wanted = QStringLiteral("0@0+3 0@11+3..1@1 4@16+3 5@0+3 2@2+3");
        QCOMPARE(found(textPattern("cat", false, true)), wanted);
        QCOMPARE(found(textPattern("CAT", true, true), 1), wanted);
    }

    void wholeWordsHaveTheSameHitsHoweverTheyAreCut()
    {
        const std::string text = "the cat's cat, concat. cat_ cat-cat catcat \xc3\xa4"
                                 "cat cat";
        append(1, Operation::Recv, text);
        const QString once = found(textPattern("cat", false, true));
        for (const char c : text)
            append(2, Operation::Recv, {&c, 1});
        query::SearchScan scan(textPattern("cat", false, true), {1});
        std::vector<SearchHit> hits;
        while (scan.step(*m_reader, hits, 1000).value()) { }
        m_writer->flush();
        while (scan.step(*m_reader, hits, 1000).value()) { }
        QStringList places;
        for (const SearchHit& hit : hits)
            places << QStringLiteral("0@%1+3").arg(hit.record.value - 1);
        QCOMPARE(places.join(u' '), once);
        QCOMPARE(hits.size(), std::size_t(5));
    }

    void regexSeesLinesAndWhatIsBefore()
    {
        append(1, Operation::Recv, "GET / HTTP/1.1\r\nHo");
        append(1, Operation::Recv, "st: a\r\nX-Host: b\r\n");
        append(1, Operation::Recv, "Host: c\r\n");
        QCOMPARE(found(regexPattern("^Host: \\w+")), QStringLiteral("0@16+7..1@5 2@0+7"));
        QCOMPARE(found(regexPattern("(?<=Host: )[ab]")), QStringLiteral("1@4+1 1@15+1"));
        QCOMPARE(found(regexPattern("\\AGET")), QStringLiteral("0@0+3"));
        QCOMPARE(found(regexPattern("\\AHost")), QString());
    }

    void takesTheEndForWhatItIsAndGoesOnLive()
    {
        query::SearchScan word(regexPattern("[0-9]+"));
        query::SearchScan text(textPattern("hello"));
        std::vector<SearchHit> words;
        std::vector<SearchHit> texts;
        const auto look = [&] {
            m_writer->flush();
            while (word.step(*m_reader, words, 1000).value()) { }
            while (text.step(*m_reader, texts, 1000).value()) { }
        };
        append(1, Operation::Recv, "a 12");
        look();
        QCOMPARE(textOf(words), QStringLiteral("0@2+2"));
        append(1, Operation::Recv, " hel");
        look();
        look();
        QVERIFY(texts.empty());
        append(1, Operation::Recv, "lo");
        look();
        QCOMPARE(textOf(texts), QStringLiteral("1@1+5..2@2"));
    }

    void findsInARecordOfManyPieces()
    {
        std::string large(3'000'000, '.');
        for (const std::size_t place : {0U, 262'142U, 1'000'000U, 2'999'995U})
            large.replace(place, 5, "hello");
        append(3, Operation::SendTo, large);
        append(1, Operation::SendTo, large);
        const QString wanted = QStringLiteral("0@0+5 0@262142+5 0@1000000+5 0@2999995+5 "
                                              "1@0+5 1@262142+5 1@1000000+5 1@2999995+5");
        QCOMPARE(found(textPattern("hello")), wanted);
        QCOMPARE(found(regexPattern("hel{2}o")), wanted);
    }

    /// The oracle is the concatenation of each stream. The seed is in the output.
    void randomStreamsAreFoundAsIfInOnePiece()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        const auto upTo = [&random](std::size_t limit) { return random() % (limit + 1); };
        std::map<std::uint32_t, std::string> streams; // by endpoint and direction
        std::map<std::uint32_t, std::vector<std::pair<std::uint64_t, std::size_t>>> places; // a record for each byte
        for (std::uint64_t index = 0; index < 3000; ++index) {
            std::string payload(upTo(3) == 0 ? upTo(300) : 1 + upTo(3), 'a');
            for (char& c : payload)
                c = static_cast<char>('a' + upTo(1));
            const auto endpoint = static_cast<std::uint32_t>(1 + upTo(1));
            const bool sends = upTo(1) == 0;
            append(endpoint, sends ? Operation::Send : Operation::Recv, payload);
            const std::uint32_t key = endpoint * 2 + sends;
            streams[key] += payload;
            for (std::size_t i = 0; i < payload.size(); ++i)
                places[key].emplace_back(index, i);
        }
        for (int round = 0; round < 40; ++round) {
            std::string pattern(1 + upTo(9), 'a');
            for (char& c : pattern)
                c = static_cast<char>('a' + upTo(1));
            std::vector<std::pair<std::uint64_t, std::size_t>> wanted;
            for (const auto& [key, text] : streams) {
                for (const std::size_t place : naive(text, pattern))
                    wanted.push_back(places[key][place]);
            }
            std::ranges::sort(wanted);
            for (SearchPattern& kind : std::vector{textPattern(pattern), regexPattern(pattern)}) {
                m_writer->flush();
                query::SearchScan scan(std::move(kind));
                std::vector<SearchHit> hits;
                while (scan.step(*m_reader, hits, 1 + upTo(20'000)).value()) { }
                std::sort(hits.begin(), hits.end());
                std::vector<std::pair<std::uint64_t, std::size_t>> begins;
                for (const SearchHit& hit : hits)
                    begins.emplace_back(hit.record.value, hit.offset);
                QVERIFY2(begins == wanted, pattern.c_str());
            }
        }
    }

    /// The oracle is the same expression over the whole. The seed is in the output.
    void anExpressionHasTheSameHitsHoweverItIsCut_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        for (const char* pattern : {"a+b", "\\bab?\\b", "^b.*$", "(?<=ab)[ab]+", "a(?=\n)", "(a|ab)(b|bab)", "a{2,5}?b",
                 "[^b]+", "(\\w)\\1", "\\Aa|b\\n", "(?<!a)b+(?!b)", "ab|b a|\\n\\n", ".{3}", "(?s)b.{20,40}b"})
            QTest::newRow(pattern) << QByteArray(pattern);
    }
    void anExpressionHasTheSameHitsHoweverItIsCut()
    {
        QFETCH(const QByteArray, pattern);
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        std::string text;
        std::vector<std::pair<std::uint64_t, std::size_t>> places;
        for (std::uint64_t index = 0; index < 2000; ++index) {
            std::string payload(1 + random() % (index % 50 == 0 ? 200 : 3), 'a');
            for (char& c : payload)
                c = "aab\n "[random() % 5];
            append(1, Operation::Recv, payload);
            text += payload;
            for (std::size_t i = 0; i < payload.size(); ++i)
                places.emplace_back(index, i);
        }
        m_writer->flush();
        auto regex = ByteRegex::compile(pattern.toStdString()).value();
        std::vector<std::pair<std::uint64_t, std::size_t>> wanted;
        for (auto match = regex.findInPart(bytesOf(text), 0, {}).value(); match;
             match = regex.findInPart(bytesOf(text), match->range.end, {}).value())
            wanted.push_back(places[match->range.begin]);
        query::SearchScan scan(regexPattern(pattern.toStdString()));
        std::vector<SearchHit> hits;
        while (scan.step(*m_reader, hits, 10'000).value()) { }
        std::vector<std::pair<std::uint64_t, std::size_t>> begins;
        for (const SearchHit& hit : hits)
            begins.emplace_back(hit.record.value, hit.offset);
        QCOMPARE(begins.size(), wanted.size());
        QVERIFY(begins == wanted);
    }

    void manyStreamsKeepLittle()
    {
        for (std::uint32_t endpoint = 10; endpoint < 10'010; ++endpoint)
            m_writer->describe({endpoint}, {"e", {}, net::Protocol::Tcp, capture::Role::Accepted, {}, {}});
        for (const char* part : {"xxne", "ed", "le"}) {
            for (std::uint32_t endpoint = 10; endpoint < 10'010; ++endpoint)
                append(endpoint, Operation::Recv, part);
        }
        m_writer->flush();
        query::SearchScan scan(textPattern("needle"));
        std::vector<SearchHit> hits;
        while (scan.step(*m_reader, hits, 100'000).value()) { }
        QCOMPARE(hits.size(), std::size_t(10'000));
        QVERIFY(std::ranges::all_of(hits, [](const SearchHit& hit) {
            return hit.endRecord.value - hit.record.value == 20'000 && hit.offset == 2 && hit.endOffset == 2;
        }));
    }

    void moreStreamsThanAreKeptMissNothingWhereNothingIsToBeKept()
    {
        append(1, Operation::Recv, "need");
        for (std::uint32_t endpoint = 10; endpoint < 10 + query::SearchScan::MaxStreams + 1000; ++endpoint)
            append(endpoint, Operation::Recv, "x");
        append(1, Operation::Recv, "le");
        m_writer->flush();
        query::SearchScan scan(textPattern("needle"));
        std::vector<SearchHit> hits;
        while (scan.step(*m_reader, hits, 1'000'000).value()) { }
        QCOMPARE(hits.size(), std::size_t(1));
    }

    void whatTriesWithoutEndEndsWithAnError()
    {
        append(1, Operation::Recv, std::string(300'000, 'a'));
        m_writer->flush();
        query::SearchScan scan(regexPattern("(a+)+[bc]"));
        std::vector<SearchHit> hits;
        QCOMPARE(scan.step(*m_reader, hits, 1'000'000).error().code, ETIME);
    }

    void aMatchWithoutEndIsTakenInParts()
    {
        std::string text(400'000, 'a');
        text += "b needle";
        append(1, Operation::Recv, text);
        const QString hits = found(regexPattern("a+b|needle"));
        QVERIFY2(hits.endsWith(QStringLiteral("0@400002+6")), qPrintable(hits));
    }
};

QTEST_GUILESS_MAIN(TestSearchScan)
#include "tst_searchscan.moc"
