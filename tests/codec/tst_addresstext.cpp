// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "python.h"
#include "samples.h"

#include "codec/addresstext.h"

#include <QTest>

using namespace samples;

namespace {

QByteArray ipv6(const QByteArray& bytes)
{
    return QByteArray::fromStdString(codec::ipv6Text(bytesOf(bytes).first<16>()));
}

/// Addresses with many zero groups in many places.
QList<QByteArray> addresses()
{
    QList<QByteArray> cases;
    std::mt19937 random = randomness();
    for (unsigned zeros = 0; zeros < 256; ++zeros) {
        QByteArray bytes(16, '\0');
        for (unsigned group = 0; group < 8; ++group) {
            if ((zeros >> group & 1U) == 0) {
                bytes[2 * group] = static_cast<char>(random() % 3 == 0 ? 0 : random() & 0xff);
                bytes[2 * group + 1] = static_cast<char>(1 + random() % 255);
            }
        }
        cases += bytes;
    }
    for (int i = 0; i < 500; ++i) {
        QByteArray bytes = pick(random, everyByte(), 16);
        bytes.resize(16);
        cases += bytes;
    }
    cases += QByteArray::fromHex("00000000000000000000ffff7f000001");
    cases += QByteArray::fromHex("00000000000000000000ffff00000000");
    return cases;
}

} // namespace

class TestAddressText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesEachKind()
    {
        QCOMPARE(codec::ipv4Text(bytesOf(QByteArray("\xc0\xa8\x00\xff", 4)).first<4>()), "192.168.0.255");
        QCOMPARE(codec::macText(bytesOf(QByteArray::fromHex("001b210aff3c")).first<6>()), "00:1b:21:0a:ff:3c");
    }

    void writesIpv6AsRfc5952Wants_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* text, const char* hex) {
            QTest::newRow(text) << QByteArray::fromHex(hex) << QByteArray(text);
        };
        row("::", "00000000000000000000000000000000");
        row("::1", "00000000000000000000000000000001");
        row("1::", "00010000000000000000000000000000");
        row("2001:db8::1", "20010db8000000000000000000000001");
        // A single zero group is written; of two runs that are as long the first is taken.
        row("2001:db8:0:1:1:1:1:1", "20010db8000000010001000100010001");
        row("2001:db8::1:0:0:1", "20010db8000000000001000000000001");
        row("2001:0:0:1::1", "20010000000000010000000000000001");
        row("::ffff:192.0.2.33", "00000000000000000000ffffc0000221");
        row("::ffff:0:192:2", "0000000000000000ffff000001920002");
    }
    void writesIpv6AsRfc5952Wants()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, text);
        QCOMPARE(ipv6(bytes), text);
    }

    void agreesWithPythonsIpaddress()
    {
        if (!hasPython())
            QSKIP("python3 is not installed");
        const QList<QByteArray> cases = addresses();
        // Python before 3.13 writes mapped addresses in hex; what is read back must be the address in any case.
        const QList<QByteArray> answers = pythonAnswers(R"(
import ipaddress, sys
for line in sys.stdin:
    address = ipaddress.IPv6Address(bytes.fromhex(line))
    mapped = address.ipv4_mapped
    print(f"::ffff:{mapped}" if mapped is not None else address)
)",
            cases);
        QCOMPARE(answers.size(), cases.size());
        QList<QByteArray> texts;
        for (qsizetype i = 0; i < cases.size(); ++i) {
            texts += ipv6(cases[i]);
            QCOMPARE(texts.back(), answers[i]);
        }
        const QList<QByteArray> packed = pythonAnswers(R"(
import ipaddress, sys
for line in sys.stdin:
    print(ipaddress.IPv6Address(bytes.fromhex(line).decode()).packed.hex())
)",
            texts);
        for (qsizetype i = 0; i < cases.size(); ++i)
            QCOMPARE(packed.value(i), cases[i].toHex());
    }
};

QTEST_GUILESS_MAIN(TestAddressText)
#include "tst_addresstext.moc"
