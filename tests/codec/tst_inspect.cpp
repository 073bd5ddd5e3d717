// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "python.h"
#include "samples.h"

#include "codec/inspect.h"

#include <QTest>

#include <algorithm>

using codec::inspect;
using codec::InspectedValue;
using codec::NumberBase;
using codec::ValueKind;
using namespace samples;

namespace {

std::optional<InspectedValue> find(const std::vector<InspectedValue>& values, ValueKind kind, unsigned bits)
{
    const auto at = std::ranges::find_if(
        values, [&](const InspectedValue& value) { return value.kind == kind && value.bits == bits; });
    return at == values.end() ? std::nullopt : std::optional(*at);
}

/// The bytes, wholly selected, as one type: "little|big".
QByteArray read(const QByteArray& bytes, ValueKind kind, unsigned bits, NumberBase base = NumberBase::Decimal)
{
    const auto value = find(inspect(bytesOf(bytes), static_cast<std::uint64_t>(bytes.size()), base), kind, bits);
    return value ? QByteArray::fromStdString(value->little.text + '|' + value->big.text) : QByteArray("none");
}

QByteArray fromHex(const char* hex)
{
    return QByteArray::fromHex(hex);
}

QList<QByteArray> randomSelections()
{
    std::mt19937 random = randomness();
    QList<QByteArray> cases;
    for (int size = 1; size <= 20; ++size) {
        for (int i = 0; i < 60; ++i) {
            QByteArray bytes(size, '\0');
            for (char& byte : bytes)
                byte = "\0\x7f\x80\xff"[random() % 4];
            if (i % 3 != 0) {
                for (char& byte : bytes)
                    byte = static_cast<char>(random());
            }
            cases += bytes;
        }
    }
    return cases;
}

} // namespace

class TestInspect final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsReadFromNoBytes()
    {
        QVERIFY(inspect({}, 0, NumberBase::Decimal).empty());
        QVERIFY(inspect({}, 5, NumberBase::Decimal).empty());
    }

    void onlyTypesThatFitAreThere()
    {
        for (int size = 1; size <= 40; ++size) {
            const QByteArray bytes(size, '\x41');
            const auto selected = static_cast<std::uint64_t>(size);
            for (const InspectedValue& value : inspect(bytesOf(bytes), selected, NumberBase::Decimal)) {
                QVERIFY(value.bits <= selected * 8);
                QVERIFY(value.little.bytes <= selected && value.big.bytes <= selected);
                QVERIFY(value.little.bytes <= codec::InspectedBytes);
                QVERIFY(value.isOrdered || value.little.text == value.big.text);
            }
        }
    }

    void aSelectionHidesWhatComesAfterIt()
    {
        const QByteArray bytes(16, '\x01');
        const auto values = inspect(bytesOf(bytes), 2, NumberBase::Decimal);
        QVERIFY(find(values, ValueKind::Unsigned, 16));
        QVERIFY(!find(values, ValueKind::Unsigned, 32));
        QVERIFY(find(inspect(bytesOf(bytes), 0, NumberBase::Decimal), ValueKind::Ipv6, 128));
    }

    void oddWidthsAreThereForJustTheirSelection()
    {
        const QByteArray bytes(16, '\x01');
        for (const std::uint64_t selected : {0U, 1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U, 16U}) {
            const auto values = inspect(bytesOf(bytes), selected, NumberBase::Decimal);
            QCOMPARE(find(values, ValueKind::Unsigned, 24).has_value(), selected == 3);
            QCOMPARE(find(values, ValueKind::Signed, 48).has_value(), selected == 6);
        }
    }

    void typesKeepTheirPlaces()
    {
        // While a person steps through bytes rows must not jump: only times, which are last, come and go.
        std::mt19937 random = randomness();
        const auto kinds = [](const QByteArray& bytes) {
            QByteArray places;
            for (const InspectedValue& value : inspect(bytesOf(bytes), 0, NumberBase::Decimal)) {
                if (value.kind != ValueKind::Time)
                    places += char('a' + int(value.kind));
            }
            return places;
        };
        for (int i = 0; i < 200; ++i) {
            QByteArray bytes(16, '\0');
            for (char& byte : bytes)
                byte = static_cast<char>(random());
            QCOMPARE(kinds(bytes), kinds(QByteArray(16, '\0')));
        }
    }

    void integersAndFloatsAreWhatPythonReads()
    {
        if (!hasPython())
            QSKIP("python3 is not installed");
        const QList<QByteArray> cases = randomSelections();
        const QList<QByteArray> answers = pythonAnswers(R"(
import sys
for line in sys.stdin:
    data = bytes.fromhex(line)
    words = []
    for bits in (8, 16, 24, 32, 48, 64):
        n = bits // 8
        if len(data) < n or (bits in (24, 48) and len(data) != n):
            continue
        for signed in (False, True):
            for base in (bin, oct, str, hex):
                words += [base(int.from_bytes(data[:n], order, signed=signed)) for order in ("little", "big")]
    print(" ".join(words))
)",
            cases);
        QCOMPARE(answers.size(), cases.size());
        for (qsizetype i = 0; i < cases.size(); ++i) {
            QList<QByteArray> words;
            for (const unsigned bits : {8U, 16U, 24U, 32U, 48U, 64U}) {
                for (const ValueKind kind : {ValueKind::Unsigned, ValueKind::Signed}) {
                    for (const NumberBase base :
                        {NumberBase::Binary, NumberBase::Octal, NumberBase::Decimal, NumberBase::Hexadecimal}) {
                        if (const QByteArray pair = read(cases[i], kind, bits, base); pair != "none")
                            words += pair.split('|');
                    }
                }
            }
            QCOMPARE(words.join(' '), answers[i]);
        }
    }

    void floatsReadBackInPython()
    {
        if (!hasPython())
            QSKIP("python3 is not installed");
        QList<QByteArray> cases;
        for (const QByteArray& bytes : randomSelections()) {
            for (const auto& [bits, code] : {std::pair(16U, 'e'), std::pair(32U, 'f'), std::pair(64U, 'd')}) {
                const QByteArray pair = read(bytes, ValueKind::Float, bits);
                if (pair != "none")
                    cases += QByteArray(1, code) + ' ' + bytes.left(bits / 8).toHex() + ' ' + pair;
            }
        }
        const QList<QByteArray> answers = pythonAnswers(R"(
import struct, sys
for line in sys.stdin:
    code, data, pair = bytes.fromhex(line).decode().split()
    data = bytes.fromhex(data)
    for order, text in zip("<>", pair.split("|")):
        value = struct.unpack(order + code, data)[0]
        if value != value:
            ok = text.lstrip("-") == "nan" and text.startswith("-") == (data[-1 if order == "<" else 0] >= 128)
        else:
            ok = struct.pack(order + code, float(text)) == data
            if code == "d":
                digits = lambda t: len(t.split("e")[0].replace(".", "").lstrip("-").strip("0"))
                ok = ok and digits(text) <= digits(repr(value))
        if not ok:
            print("no:", code, order, data.hex(), text, value)
            break
    else:
        print("yes")
)",
            cases);
        QCOMPARE(answers.size(), cases.size());
        for (const QByteArray& answer : answers)
            QCOMPARE(answer, QByteArray("yes"));
    }

    void specialFloats_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("big");
        QTest::newRow("-0.0 half") << fromHex("8000") << QByteArray("-0");
        QTest::newRow("one half") << fromHex("3c00") << QByteArray("1");
        QTest::newRow("largest half") << fromHex("7bff") << QByteArray("65504");
        QTest::newRow("least half") << fromHex("0001") << QByteArray("5.9604645e-08");
        QTest::newRow("inf half") << fromHex("fc00") << QByteArray("-inf");
        QTest::newRow("nan half") << fromHex("7e01") << QByteArray("nan");
        QTest::newRow("-0.0") << fromHex("80000000") << QByteArray("-0");
        QTest::newRow("0.1") << fromHex("3dcccccd") << QByteArray("0.1");
        QTest::newRow("denormal") << fromHex("00000001") << QByteArray("1e-45");
        QTest::newRow("nan") << fromHex("7fc00000") << QByteArray("nan");
        QTest::newRow("-nan") << fromHex("ffc00000") << QByteArray("-nan");
        QTest::newRow("signalling nan") << fromHex("7f800001") << QByteArray("nan");
        QTest::newRow("inf") << fromHex("7ff0000000000000") << QByteArray("inf");
        QTest::newRow("0.1 double") << fromHex("3fb999999999999a") << QByteArray("0.1");
        QTest::newRow("-0.0 double") << fromHex("8000000000000000") << QByteArray("-0");
        QTest::newRow("1e15") << fromHex("430c6bf526340000") << QByteArray("1e+15");
        QTest::newRow("2^64") << fromHex("43f0000000000000") << QByteArray("1.8446744073709552e+19");
        QTest::newRow("least double") << fromHex("0000000000000001") << QByteArray("5e-324");
    }
    void specialFloats()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, big);
        const auto width = static_cast<unsigned>(bytes.size() * 8);
        QCOMPARE(read(bytes, ValueKind::Float, width).split('|').last(), big);
        std::reverse(bytes.begin(), bytes.end());
        QCOMPARE(read(bytes, ValueKind::Float, width).split('|').first(), big);
    }

    void charactersAreNamedOrRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<ValueKind>("kind");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* name, const char* hex, ValueKind kind, const char* text) {
            QTest::newRow(name) << fromHex(hex) << kind << QByteArray(text);
        };
        row("ASCII", "41", ValueKind::Utf8, "U+0041 A|U+0041 A");
        row("blank", "20", ValueKind::Utf8, "U+0020|U+0020");
        row("NUL", "00", ValueKind::Utf8, "U+0000|U+0000");
        row("two bytes", "c3a9", ValueKind::Utf8, "U+00E9 \xc3\xa9|U+00E9 \xc3\xa9");
        row("cut", "c3", ValueKind::Utf8, "|");
        row("overlong", "c080", ValueKind::Utf8, "|");
        row("surrogate", "eda080", ValueKind::Utf8, "|");
        row("over U+10FFFF", "f4908080", ValueKind::Utf8, "|");
        row("override", "e280ae", ValueKind::Utf8, "U+202E|U+202E");
        row("16 in both orders", "4100", ValueKind::Utf16, "U+0041 A|U+4100 \xe4\x84\x80");
        row("pair", "d83dde00", ValueKind::Utf16, "U+3DD8 \xe3\xb7\x98|U+1F600 \xf0\x9f\x98\x80");
        row("high alone", "d83d0041", ValueKind::Utf16, "U+3DD8 \xe3\xb7\x98|");
        row("high at the end", "d83d", ValueKind::Utf16, "U+3DD8 \xe3\xb7\x98|");
        row("low alone", "de000041", ValueKind::Utf16, "U+00DE \xc3\x9e|");
        row("32", "0001f600", ValueKind::Utf32, "|U+1F600 \xf0\x9f\x98\x80");
        row("32 surrogate", "0000d800", ValueKind::Utf32, "|");
        row("32 too large", "00110000", ValueKind::Utf32, "U+1100 \xe1\x84\x80|");
    }
    void charactersAreNamedOrRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(ValueKind, kind);
        QFETCH(QByteArray, text);
        QCOMPARE(read(bytes, kind, kind == ValueKind::Utf8 ? 0 : kind == ValueKind::Utf16 ? 16 : 32), text);
    }

    void aCharacterCoversItsBytes()
    {
        const auto covered = [](const char* hex, ValueKind kind, unsigned bits) {
            const auto value = find(inspect(bytesOf(fromHex(hex)), 0, NumberBase::Decimal), kind, bits);
            return value ? value->big.bytes : 0;
        };
        QCOMPARE(covered("f09f988041", ValueKind::Utf8, 0), 4U);
        QCOMPARE(covered("ff41", ValueKind::Utf8, 0), 1U);
        QCOMPARE(covered("d83dde00", ValueKind::Utf16, 16), 4U);
        QCOMPARE(covered("00410042", ValueKind::Utf16, 16), 2U);
    }

    void bitsAreThoseOfTheSelection()
    {
        QCOMPARE(read(fromHex("a5"), ValueKind::Bits, 8), QByteArray("10100101|10100101"));
        QCOMPARE(read(fromHex("0180"), ValueKind::Bits, 16).split('|').first(), QByteArray("00000001 10000000"));
        QVERIFY(find(inspect(bytesOf(fromHex("0180")), 0, NumberBase::Decimal), ValueKind::Bits, 8));
        QCOMPARE(read(QByteArray(9, 'x'), ValueKind::Bits, 72), QByteArray("none"));
    }

    void timesAreThereOnlyWhenPlausible()
    {
        const auto times = [](const char* hex) {
            const auto values = inspect(bytesOf(fromHex(hex)), 0, NumberBase::Decimal);
            return std::ranges::count(values, ValueKind::Time, &InspectedValue::kind);
        };
        QCOMPARE(times("0000000000000000"), 0);
        QCOMPARE(times("00000000"), 0);
        const auto values = inspect(bytesOf(fromHex("00000000499602d2")), 0, NumberBase::Decimal);
        const auto at = std::ranges::find_if(values, [](const InspectedValue& value) {
            return value.time == codec::TimeStamp::UnixSeconds && value.kind == ValueKind::Time;
        });
        QVERIFY(at != values.end());
        QCOMPARE(QByteArray::fromStdString(at->big.text), "2009-02-13T23:31:30Z");
        QVERIFY(at->little.text.empty());
    }

    void addressesAreInNetworkOrder()
    {
        const QByteArray bytes = fromHex("7f00000120010db80000000000000001");
        QCOMPARE(read(bytes, ValueKind::Ipv4, 32), QByteArray("127.0.0.1|127.0.0.1"));
        QCOMPARE(read(bytes, ValueKind::Mac, 48), QByteArray("7f:00:00:01:20:01|7f:00:00:01:20:01"));
        QCOMPARE(read(bytes, ValueKind::Ipv6, 128).split('|').first(), QByteArray("7f00:1:2001:db8::1"));
    }
};

QTEST_GUILESS_MAIN(TestInspect)
#include "tst_inspect.moc"
