// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "library/payloadlist.h"
#include "tests/library/namedpayload.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using codec::LineEnding;
using namespace Qt::StringLiterals;
using namespace library;
using session::PayloadFormat;

namespace {

PayloadList listOf(const std::vector<Payload>& payloads)
{
    PayloadList list;
    list.apply(AddPayloads{payloads, {}});
    return list;
}

} // namespace

class TestPayloadList final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldComesBackAsItWas()
    {
        Payload payload = named(u"Zoë \u202e \"quoted\""_s, u"a/b"_s);
        payload.content = {u"\\x00\nde ad"_s, PayloadFormat::Escaped, LineEnding::Nul};
        payload.target = u"[::1]:50007"_s;
        payload.note = u"two\nlines"_s;
        const PayloadList list = listOf({payload, named(u"other"_s)});
        const auto again = PayloadList::parse(list.json());
        QVERIFY(again);
        QCOMPARE(again->payloads(), list.payloads());
        QVERIFY(isSame(again->payloads().back(), payload));
    }

    void whatALaterVersionAddedIsKept()
    {
        const QByteArray file = R"({"version":1,"colour":"blue","payloads":[
            {"id":"a","text":"x","format":"text","ending":"lf","icon":{"name":"star"}},
            {"id":"b","format":"protobuf","schema":"s"}, 7]})";
        auto list = PayloadList::parse(file);
        QVERIFY(list);
        QCOMPARE(list->payloads().size(), 1U);
        Payload changed = list->payloads().front();
        changed.name = u"renamed"_s;
        list->apply(UpdatePayloads{{changed}});
        const QJsonObject root = QJsonDocument::fromJson(list->json()).object();
        QCOMPARE(root["colour"_L1].toString(), u"blue"_s);
        const QJsonArray payloads = root["payloads"_L1].toArray();
        QCOMPARE(payloads.size(), 3);
        QCOMPARE(payloads[0]["icon"_L1]["name"_L1].toString(), u"star"_s);
        QCOMPARE(payloads[0]["name"_L1].toString(), u"renamed"_s);
        QCOMPARE(payloads[1]["schema"_L1].toString(), u"s"_s);
        QCOMPARE(payloads[2].toInt(), 7);
    }

    void groupsStandTogetherBehindWhatHasNone()
    {
        const PayloadList list = listOf(
            {named(u"1"_s, u"B"_s), named(u"2"_s, u"A"_s), named(u"3"_s), named(u"4"_s, u"B"_s), named(u"5"_s)});
        QCOMPARE(namesOf(list), (QStringList{u"3"_s, u"5"_s, u"1"_s, u"4"_s, u"2"_s}));
    }

    void movesBeforeAnotherAndIntoItsGroup()
    {
        PayloadList list = listOf({named(u"1"_s), named(u"2"_s), named(u"3"_s, u"A"_s), named(u"4"_s, u"A"_s)});
        const auto payloads = list.payloads();
        list.apply(MovePayloads{{payloads[1].id}, {}, payloads[0].id});
        QCOMPARE(namesOf(list), (QStringList{u"2"_s, u"1"_s, u"3"_s, u"4"_s}));
        list.apply(MovePayloads{{payloads[1].id, payloads[0].id}, u"A"_s, payloads[3].id});
        QCOMPARE(namesOf(list), (QStringList{u"3"_s, u"2"_s, u"1"_s, u"4"_s}));
        list.apply(MovePayloads{{payloads[2].id}, {}, u"gone"_s});
        QCOMPARE(namesOf(list), (QStringList{u"3"_s, u"2"_s, u"1"_s, u"4"_s}));
        QCOMPARE(list.payloads().front().group, QString());
    }

    void whatTwoChangeIsThereTwice()
    {
        PayloadList list = listOf({named(u"1"_s), named(u"2"_s)});
        Payload mine = list.payloads().front();
        Payload theirs = mine;
        mine.name = u"mine"_s;
        theirs.name = u"theirs"_s;
        list.apply(UpdatePayloads{{theirs}});
        list.apply(UpdatePayloads{{mine}});
        QCOMPARE(namesOf(list), (QStringList{u"theirs"_s, u"mine"_s, u"2"_s}));
        QVERIFY(list.payloads()[0].id != list.payloads()[1].id);
    }

    void whatSomebodyElseChangedIsNotRemoved()
    {
        PayloadList list = listOf({named(u"1"_s), named(u"2"_s)});
        const auto read = list.payloads();
        Payload theirs = read.front();
        theirs.note = u"keep me"_s;
        list.apply(UpdatePayloads{{theirs}});
        list.apply(RemovePayloads{read});
        QCOMPARE(namesOf(list), QStringList{u"1"_s});
    }

    void whatWasRemovedComesBackToItsPlace()
    {
        PayloadList list = listOf({named(u"1"_s), named(u"2"_s), named(u"3"_s)});
        const auto read = list.payloads();
        list.apply(RemovePayloads{{read[1]}});
        QCOMPARE(namesOf(list), (QStringList{u"1"_s, u"3"_s}));
        list.apply(AddPayloads{{read[1]}, read[2].id});
        QCOMPARE(namesOf(list), (QStringList{u"1"_s, u"2"_s, u"3"_s}));
        QCOMPARE(list.payloads()[1].id, read[1].id);
    }

    void idsThatWereCopiedByHandAreMadeDifferent()
    {
        const QByteArray one = R"({"id":"a","text":"x","format":"text","ending":"none"})";
        const QByteArray none = R"({"text":"x","format":"text","ending":"none"})";
        const QByteArray file = R"({"payloads":[)" + one + ',' + one + ',' + none + "]}";
        const auto list = PayloadList::parse(file);
        QVERIFY(list);
        const auto payloads = list->payloads();
        QCOMPARE(payloads.size(), 3U);
        QVERIFY(payloads[0].id != payloads[1].id && payloads[1].id != payloads[2].id && !payloads[2].id.isEmpty());
        QCOMPARE(PayloadList::parse(file)->payloads(), payloads);
    }

    void saysWhatIsWrongAndWhere_data()
    {
        using Kind = Problem::Kind;
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::newRow("empty") << QByteArray() << Kind::NoJson << 1 << 1;
        QTest::newRow("no JSON") << QByteArray("{\n  \"version\" 1 }") << Kind::NoJson << 2 << 14;
        QTest::newRow("cut") << QByteArray("{\"version\":1,\n\"payloads\":[") << Kind::NoJson << 2 << 13;
        QTest::newRow("a list") << QByteArray("[1,2]") << Kind::NoLibrary << 0 << 0;
        QTest::newRow("payloads is no list") << QByteArray(R"({"payloads":{}})") << Kind::NoLibrary << 0 << 0;
        QTest::newRow("later version") << QByteArray(R"({"version":2,"payloads":[]})") << Kind::LaterVersion << 0 << 0;
        QTest::newRow("too many") << ("{\"payloads\":[0" + QByteArray(",0").repeated(int(PayloadList::MaxPayloads))
            + "]}") << Kind::TooLarge
                                  << 0 << 0;
    }
    void saysWhatIsWrongAndWhere()
    {
        QFETCH(QByteArray, file);
        const auto list = PayloadList::parse(file);
        QVERIFY(!list);
        QTEST(list.error().kind, "kind");
        QTEST(list.error().line, "line");
        QTEST(list.error().column, "column");
    }

    void tooLongTextsAreNoPayload()
    {
        Payload payload = named(QString(Payload::MaxNameLength, u'n'));
        payload.content.text = QString(Payload::MaxTextLength, u'x');
        QVERIFY(listOf({payload}).isWithinLimits());
        QVERIFY(fromJson(toJson(payload)));
        payload.content.text += u'x';
        QVERIFY(!listOf({payload}).isWithinLimits());
        QVERIFY(!fromJson(toJson(payload)));
    }
};

QTEST_GUILESS_MAIN(TestPayloadList)
#include "tst_payloadlist.moc"
