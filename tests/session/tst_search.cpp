// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/jobs/search.h"
#include "session/jobs/searchquery.h"
#include "session/models/searchhits.h"
#include "tests/ui/trafficcapture.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <random>

using base::RecordIndex;
using capture::Operation;
using query::SearchHit;
using session::Search;
using session::SearchHits;
using session::SearchMode;
using session::SearchProblem;
using session::SearchQuery;
using traffic::SampleCapture;
using namespace Qt::StringLiterals;

namespace {

query::SearchPattern pattern(const QString& text, SearchMode mode = SearchMode::Text)
{
    return session::compile({mode, text}).value();
}

/// Record i is a recv of "message i" on "server/1".
void fill(SampleCapture& capture, int first, int count)
{
    for (int i = first; i < first + count; ++i)
        capture.data(2, Operation::Recv, "message " + std::to_string(i) + ";");
    capture.commit();
}

} // namespace

class TestSearch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsAllInOrder()
    {
        SampleCapture capture;
        fill(capture, 0, 10'000);
        Search search(capture.newReader());
        QSignalSpy resets(&search, &Search::reset);
        QSignalSpy finished(&search, &Search::finished);
        QSignalSpy progress(&search, &Search::progressed);
        search.grow(capture.count());
        QVERIFY(!search.isActive());
        search.setPattern(pattern(u"MESSAGE 77"_s));
        QCOMPARE(resets.count(), 1);
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(search.hitCount(), quint64(111)); // 77, 770-779, 7700-7799
        QCOMPARE(search.listedCount(), quint64(111));
        QCOMPARE(search.hitAt(0), (SearchHit{{77}, 0, 10, {77}, 10}));
        QCOMPARE(search.hitAt(110).record, RecordIndex{7799});
        QCOMPARE(progress.last().at(0).toDouble(), 1.0);
        QVERIFY(!search.isScanning());
        QVERIFY(search.contains({770}));
        QVERIFY(!search.contains({78}));
    }

    void goesToNextAndPrevious()
    {
        SampleCapture capture;
        capture.data(2, Operation::Recv, "ab ab");
        capture.data(3, Operation::Recv, "none");
        capture.data(3, Operation::Send, "ab");
        capture.commit();
        Search search(capture.newReader());
        QSignalSpy finished(&search, &Search::finished);
        search.grow(capture.count());
        QVERIFY(!search.nextPlace({0}, 0));
        search.setPattern(pattern(u"ab"_s));
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(search.nextPlace({0}, 0), std::optional<quint64>(0));
        QCOMPARE(search.nextPlace({0}, 1), std::optional<quint64>(1));
        QCOMPARE(search.nextPlace({1}, 0), std::optional<quint64>(2));
        QCOMPARE(search.nextPlace({2}, 1), std::nullopt);
        QCOMPARE(search.previousPlace({2}, 0), std::optional<quint64>(1));
        QCOMPARE(search.previousPlace({0}, 0), std::nullopt);
    }

    void findsWhatComesLaterAndAcrossIt()
    {
        SampleCapture capture;
        capture.data(2, Operation::Recv, "hel");
        capture.commit();
        Search search(capture.newReader());
        search.setPattern(pattern(u"hello"_s));
        QSignalSpy finished(&search, &Search::finished);
        search.grow(capture.count());
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(search.hitCount(), quint64(0));
        capture.data(3, Operation::Recv, "hello");
        capture.data(2, Operation::Recv, "lo");
        capture.commit();
        search.grow(capture.count());
        QTRY_COMPARE(search.hitCount(), quint64(2));
        QCOMPARE(search.hitAt(0), (SearchHit{{0}, 0, 5, {2}, 2}));
        QCOMPARE(search.hitAt(1), (SearchHit{{1}, 0, 5, {1}, 5}));
        QVERIFY(search.contains({0}) && search.contains({1}) && search.contains({2}));
    }

    void anotherPatternBeginsAnew()
    {
        SampleCapture capture;
        fill(capture, 0, 50'000);
        Search search(capture.newReader());
        search.grow(capture.count());
        search.setPattern(pattern(u"message"_s));
        search.setPattern(pattern(u"message 4999[0-9]"_s, SearchMode::Regex));
        QTRY_COMPARE(search.hitCount(), quint64(10));
        QTRY_VERIFY(!search.isScanning());
        QCOMPARE(search.hitCount(), quint64(10));
        search.setPattern({});
        QVERIFY(!search.isActive());
        QCOMPARE(search.hitCount(), quint64(0));
        QVERIFY(!search.contains({49'990}));
    }

    void endsWithAWordWhereAPatternTriesWithoutEnd()
    {
        SampleCapture capture;
        capture.data(2, Operation::Recv, std::string(200'000, 'a'));
        capture.commit();
        Search search(capture.newReader());
        QSignalSpy failed(&search, &Search::failed);
        search.grow(capture.count());
        search.setPattern(pattern(u"(a+)+[bc]"_s, SearchMode::Regex));
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(qvariant_cast<base::Error>(failed.at(0).at(0)).code, ETIME);
        QVERIFY(!search.isScanning());
    }

    void canBeDestroyedWhileItSearches()
    {
        SampleCapture capture;
        fill(capture, 0, 100'000);
        for (int i = 0; i < 5; ++i) {
            Search search(capture.newReader());
            search.grow(capture.count());
            search.setPattern(pattern(u"9"_s));
            QVERIFY(search.isScanning());
        }
    }

    /// Against a sorted array. The seed is in the output.
    void hitsAreInOrderWhereverTheyBegin()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        SearchHits hits(60'000);
        std::vector<SearchHit> all;
        std::uint64_t record = 0;
        while (all.size() < 60'000) {
            record += random() % 3;
            const std::uint64_t back = random() % 10 == 0 ? random() % (record + 1) : 0;
            const SearchHit hit{{record - back}, static_cast<std::uint32_t>(all.size()), 3, {record}, 4};
            all.push_back(hit);
            hits.append(hit);
        }
        hits.append({{record}, 7, 3, {record + 1}, 4});
        std::sort(all.begin(), all.end());
        QCOMPARE(hits.count(), std::uint64_t(60'001));
        QCOMPARE(hits.listed(), std::size_t(60'000));
        for (std::size_t i = 0; i < all.size(); ++i) {
            QCOMPARE(hits.at(i), all[i]);
            QCOMPARE(hits.placeOf(all[i].record, all[i].offset), i);
        }
        QVERIFY(hits.contains({record + 1}));
        QVERIFY(hits.memory() < 60'000 * 48);
    }

    void aMillionHitsAreListedAndAllAreCounted()
    {
        SearchHits hits;
        for (std::uint32_t i = 0; i < 1'200'000; ++i)
            hits.append({{i / 4}, i % 4, 1, {i / 4}, i % 4 + 1});
        QCOMPARE(hits.count(), std::uint64_t(1'200'000));
        QCOMPARE(hits.listed(), SearchHits::MaxListed);
        QVERIFY(hits.contains({299'999}));
        QVERIFY(hits.memory() < std::size_t{48} << 20);
    }

    void tellsWhatIsWrongAndWhere_data()
    {
        using Kind = SearchProblem::Kind;
        QTest::addColumn<int>("mode");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("offset");
        const auto row = [](const char* name, SearchMode mode, const QString& text, Kind kind, int offset) {
            QTest::newRow(name) << int(mode) << text << int(kind) << offset;
        };
        row("empty", SearchMode::Text, {}, Kind::Empty, 0);
        row("blank hex", SearchMode::Hex, u" "_s, Kind::Empty, 0);
        row("hex digit", SearchMode::Hex, u"0d 0x"_s, Kind::Hex, 4);
        row("only wildcards", SearchMode::Hex, u"?? ??"_s, Kind::OnlyWildcards, 0);
        row("long hex", SearchMode::Hex, QString(8194, u'0'), Kind::TooLong, 8194);
        row("long text", SearchMode::Text, QString(5000, u'\u00e4'), Kind::TooLong, 2048);
        row("regex", SearchMode::Regex, u"\u00e4\u00e4)"_s, Kind::Regex, 2);
    }
    void tellsWhatIsWrongAndWhere()
    {
        QFETCH(const int, mode);
        QFETCH(const QString, text);
        QFETCH(const int, kind);
        QFETCH(const int, offset);
        const auto compiled = session::compile({SearchMode(mode), text});
        QVERIFY(!compiled);
        QCOMPARE(int(compiled.error().kind), kind);
        QCOMPARE(compiled.error().offset, qsizetype(offset));
    }
};

QTEST_GUILESS_MAIN(TestSearch)
#include "tst_search.moc"
