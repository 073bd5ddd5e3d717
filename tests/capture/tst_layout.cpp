// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/layout.h"

#include <QTest>

class TestLayout final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void segmentNamesSortLikeTheirNumbers_data()
    {
        QTest::addColumn<quint64>("index");
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("first") << quint64{0} << QByteArray("records.0000");
        QTest::newRow("ten") << quint64{10} << QByteArray("records.0010");
        QTest::newRow("last of four digits") << quint64{9999} << QByteArray("records.9999");
        QTest::newRow("five digits") << quint64{10'000} << QByteArray("records.10000");
        QTest::newRow("largest") << ~quint64{0} << QByteArray("records.18446744073709551615");
    }
    void segmentNamesSortLikeTheirNumbers()
    {
        QFETCH(quint64, index);
        QFETCH(QByteArray, name);
        QCOMPARE(QByteArray::fromStdString(capture::segmentName(capture::RecordsPrefix, index)), name);
        QVERIFY(capture::isSegmentName(name.toStdString()));
        QVERIFY(capture::isSegmentName(capture::segmentName(capture::PayloadPrefix, index)));
    }

    void otherNamesAreNotSegments()
    {
        for (const char* name : {"", "records", "records.", "records.1", "records.000", "records.000x", "records.0000 ",
                 "records0000", "Records.0000", "payload..000", "payload.-001", "payload.000000000000000000000",
                 "xrecords.0000", "details", "lock", "commit.0000", "."})
            QVERIFY2(!capture::isSegmentName(name), name);
        QVERIFY(!capture::isSegmentName(std::string_view("payload.0000\0", 13)));
    }
};

QTEST_GUILESS_MAIN(TestLayout)
#include "tst_layout.moc"
