// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/models/recordset.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <random>
#include <set>

using base::RecordIndex;
using session::RecordSet;

class TestRecordSet final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyHasNoPlaces()
    {
        const RecordSet set;
        QCOMPARE(set.size(), std::uint64_t(0));
        QCOMPARE(set.placeOf({0}), std::uint64_t(0));
        QVERIFY(!set.contains({0}));
    }

    void findsMembersAndPlaces_data()
    {
        QTest::addColumn<quint64>("members");
        QTest::addColumn<quint32>("gap");
        QTest::newRow("one") << quint64(1) << 1U;
        QTest::newRow("every record") << quint64(200'000) << 1U;
        QTest::newRow("about every second") << quint64(200'000) << 3U;
        QTest::newRow("where list and bitmap meet") << quint64(100'000) << 31U;
        QTest::newRow("rare") << quint64(3000) << 100'000U;
    }
    void findsMembersAndPlaces()
    {
        QFETCH(quint64, members);
        QFETCH(quint32, gap);
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        RecordSet set;
        std::vector<std::uint64_t> model;
        std::uint64_t next = random.bounded(gap);
        for (quint64 i = 0; i < members; ++i, next += 1 + random.bounded(gap)) {
            set.append({next});
            model.push_back(next);
        }
        QCOMPARE(set.size(), std::uint64_t(model.size()));
        for (int i = 0; i < 5000; ++i) {
            const std::size_t place = random.bounded(static_cast<quint32>(model.size()));
            QCOMPARE(set.at(place), RecordIndex{model[place]});
            QCOMPARE(set.placeOf({model[place]}), std::uint64_t(place));
            const std::uint64_t any = random.generate64() % (model.back() + 10);
            const auto found = std::lower_bound(model.begin(), model.end(), any);
            QCOMPARE(set.placeOf({any}), std::uint64_t(found - model.begin()));
            QCOMPARE(set.contains({any}), found != model.end() && *found == any);
        }
        QCOMPARE(set.at(0), RecordIndex{model.front()});
        QCOMPARE(set.at(model.size() - 1), RecordIndex{model.back()});
    }

    /// Against std::set. The seed is in the output.
    void membersCanComeInAnyOrder()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937_64 random(seed);
        RecordSet set;
        std::set<std::uint64_t> model;
        for (int i = 0; i < 60'000; ++i) {
            // Densely in one block, which becomes a bitmap, and sparsely around it.
            const std::uint64_t member = i % 4 == 0 ? random() % 1'000'000 : 262'144 + random() % 65'536;
            set.insert({member});
            model.insert(member);
        }
        QCOMPARE(set.size(), std::uint64_t(model.size()));
        std::uint64_t place = 0;
        for (const std::uint64_t member : model) {
            QCOMPARE(set.at(place), RecordIndex{member});
            QCOMPARE(set.placeOf({member}), place);
            ++place;
        }
        for (std::uint64_t any = 0; any < 1'000'000; any += 97)
            QCOMPARE(set.contains({any}), model.contains(any));
    }

    void takesOneBitARecordAtMost()
    {
        RecordSet set;
        constexpr std::uint64_t Records = 10'000'000;
        for (std::uint64_t index = 0; index < Records; ++index)
            set.append({index});
        QVERIFY(set.memory() < Records / 8 * 5 / 4);
        set.clear();
        QCOMPARE(set.size(), std::uint64_t(0));
        set.append({5});
        QCOMPARE(set.at(0), RecordIndex{5});
    }

    void takesBigNumbers()
    {
        RecordSet set;
        set.append({3});
        set.append({std::uint64_t(1) << 40});
        set.append({UINT64_MAX});
        QCOMPARE(set.placeOf({std::uint64_t(1) << 40}), std::uint64_t(1));
        QCOMPARE(set.at(2), RecordIndex{UINT64_MAX});
        QVERIFY(set.contains({UINT64_MAX}) && !set.contains({4}));
    }

    void lowestMembersCanBeTakenOut()
    {
        for (const std::uint64_t step : {1U, 7U, 1000U}) { // bitmaps and lists
            RecordSet set;
            std::vector<std::uint64_t> members;
            for (std::uint64_t i = 3; i < 300'000; i += step) {
                set.append({i});
                members.push_back(i);
            }
            for (const std::uint64_t below :
                {0U, 3U, 4U, 65'535U, 65'536U, 65'540U, 140'000U, 200'001U, 299'990U, 400'000U}) {
                set.removeBelow({below});
                std::erase_if(members, [below](std::uint64_t member) { return member < below; });
                QCOMPARE(set.size(), members.size());
                for (std::size_t i = 0; i < members.size(); i += 997)
                    QCOMPARE(set.at(i).value, members[i]);
                if (!members.empty()) {
                    QCOMPARE(set.at(members.size() - 1).value, members.back());
                    QCOMPARE(set.placeOf({members.back()}), members.size() - 1);
                }
            }
            set.append({500'000});
            QCOMPARE(set.at(0).value, 500'000U);
        }
    }
};

QTEST_GUILESS_MAIN(TestRecordSet)
#include "tst_recordset.moc"
