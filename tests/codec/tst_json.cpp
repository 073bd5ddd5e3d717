// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "samples.h"

#include "codec/json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using codec::JsonObject;
using namespace Qt::StringLiterals;
using namespace samples;

namespace {

QByteArray written(const QByteArray& utf8)
{
    std::string json;
    codec::appendJsonString(json, {utf8.constData(), static_cast<std::size_t>(utf8.size())});
    return QByteArray::fromStdString(json);
}

/// JSON with its double quotes written as single ones: moc loses its way in raw strings that hold quotes.
std::string quoted(std::string json)
{
    std::ranges::replace(json, '\'', '"');
    return json;
}

/// What Qt's reader makes of a JSON value; invalid JSON gives Undefined.
QJsonValue readBack(const QByteArray& json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson('[' + json + ']', &error);
    return error.error == QJsonParseError::NoError ? document.array().at(0) : QJsonValue(QJsonValue::Undefined);
}

} // namespace

class TestJson final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesStrings_data()
    {
        QTest::addColumn<QByteArray>("utf8");
        QTest::addColumn<QByteArray>("inside");
        QTest::newRow("empty") << QByteArray() << QByteArray("");
        QTest::newRow("ASCII") << QByteArray("Hello, /world/") << QByteArray("Hello, /world/");
        QTest::newRow("quote and backslash") << QByteArray("\"\\") << QByteArray(R"(\"\\)");
        QTest::newRow("named controls") << QByteArray("\n\r\t") << QByteArray(R"(\n\r\t)");
        QTest::newRow("other controls") << QByteArray("\0\x1b\x7f", 3) << QByteArray(R"(\u0000\u001b\u007f)");
        QTest::newRow("C1") << QByteArray("\xc2\x9b") << QByteArray("\\u009b");
        QTest::newRow("printable UTF-8") << QByteArray("\xe2\x82\xac") << QByteArray("\xe2\x82\xac");
        QTest::newRow("RLO") << QByteArray("\xe2\x80\xae") << QByteArray("\\u202e");
        QTest::newRow("line separator") << QByteArray("\xe2\x80\xa8") << QByteArray("\\u2028");
        QTest::newRow("tag") << QByteArray("\xf3\xa0\x81\x81") << QByteArray("\\udb40\\udc41");
        QTest::newRow("invalid bytes") << QByteArray("a\xff\xc0\x80") << QByteArray(R"(a\\xff\\xc0\\x80)");
        QTest::newRow("surrogate in UTF-8") << QByteArray("\xed\xa0\x80") << QByteArray(R"(\\xed\\xa0\\x80)");
        QTest::newRow("cut") << QByteArray("\xe2\x82") << QByteArray(R"(\\xe2\\x82)");
    }
    void writesStrings()
    {
        QFETCH(QByteArray, utf8);
        QFETCH(QByteArray, inside);
        QCOMPARE(written(utf8), QByteArray('"' + inside + '"'));
        QVERIFY(readBack(written(utf8)).isString());
    }

    void validUtf8ReadsBack()
    {
        std::mt19937 random = randomness();
        std::uniform_int_distribution<char32_t> any(0, 0x10ffff);
        for (int i = 0; i < 3000; ++i) {
            const char32_t characters[] = {U'a', any(random) % 0x300, any(random)};
            const QString text = QString::fromUcs4(characters, 3);
            if (text.isValidUtf16())
                QCOMPARE(readBack(written(text.toUtf8())).toString(), text);
        }
    }

    void anyBytesAreValidJsonOnOneLine()
    {
        std::mt19937 random = randomness();
        for (int i = 0; i < 3000; ++i) {
            const QByteArray json = written(pick(random, everyByte(), 40));
            QVERIFY(json.isValidUtf8());
            QVERIFY(readBack(json).isString());
            for (const char letter : json)
                QVERIFY(static_cast<unsigned char>(letter) >= 0x20 && letter != '\x7f');
        }
    }

    void objectKeepsItsOrderAndTypes()
    {
        JsonObject object;
        object.add("n", 1).add("call", "recv").add("dir", nullptr).add("timeout", false).add("duration", 0.0005);
        object.add("peer", std::string_view("[::1]:80")).addRaw("list", "[1,2]");
        const std::string json = quoted("{'n':1,'call':'recv','dir':null,'timeout':false,'duration':0.0005,"
                                        "'peer':'[::1]:80','list':[1,2]}");
        QCOMPARE(object.toString(), json);
    }

    void emptyObjectIsValid() { QCOMPARE(JsonObject().toString(), std::string("{}")); }

    void keysWithoutAValueAreLeftOut()
    {
        JsonObject object;
        object.add("a", std::optional<int>()).add("b", std::optional<int>(2));
        object.add("c", std::optional<std::string>()).add("d", std::optional<std::string>("x"));
        const std::string json = quoted("{'b':2,'d':'x'}");
        QCOMPARE(object.toString(), json);
    }

    void keysAreEscaped()
    {
        const std::string json = quoted("{'a\\'\\n':1}");
        QCOMPARE(JsonObject().add("a\"\n", 1).toString(), json);
    }

    void integersAreExactToTheirLimits()
    {
        JsonObject object;
        object.add("least", std::numeric_limits<std::int64_t>::min());
        object.add("most", std::numeric_limits<std::uint64_t>::max());
        object.add("byte", std::uint8_t{200}).add("short", std::int16_t{-5});
        const std::string json
            = quoted("{'least':-9223372036854775808,'most':18446744073709551615,'byte':200,'short':-5}");
        QCOMPARE(object.toString(), json);
    }

    void doublesReadBackExactly_data()
    {
        QTest::addColumn<double>("value");
        for (const double value : {0.0, -0.5, 1.0, 0.1, 1e-9, 1e300, 5e-324, 1234567.891, 1.7976931348623157e308})
            QTest::addRow("%g", value) << value;
    }
    void doublesReadBackExactly()
    {
        QFETCH(double, value);
        const QByteArray json = QByteArray::fromStdString(JsonObject().add("v", value).toString());
        QCOMPARE(readBack(json).toObject().value("v"_L1).toDouble(-1), value);
    }

    void whatIsNoNumberIsNull()
    {
        const std::string json = quoted("{'v':null}");
        QCOMPARE(JsonObject().add("v", std::nan("")).toString(), json);
        QCOMPARE(JsonObject().add("v", -HUGE_VAL).toString(), json);
    }

    void largeStringIsWrittenWhole()
    {
        QCOMPARE(written(QByteArray(1 << 20, '\xff')).size(), (qsizetype{1} << 20) * 5 + 2);
    }
};

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
