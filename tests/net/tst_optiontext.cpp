// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/option.h"

#include <QTest>

#include <sys/socket.h>
#include <sys/time.h>

#include <cstring>

using net::OptionInfo;
using net::OptionType;

namespace {

template <class Value> QByteArray raw(const Value& value)
{
    return {reinterpret_cast<const char*>(&value), sizeof(value)};
}

std::span<const std::byte> spanOf(const QByteArray& bytes)
{
    return std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

QByteArray format(const OptionInfo& option, const QByteArray& bytes)
{
    return QByteArray::fromStdString(net::formatOption(option, spanOf(bytes)));
}

} // namespace

class TestOptionText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parsesWhatAPersonTypes_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* name, const char* text, const QByteArray& expected) {
            QTest::addRow("%s %s", name, text) << QByteArray(name) << QByteArray(text) << expected;
        };
        for (const char* text : {"1", "on", "ON", " on\t", "true", "yes", "+1", "0x1"})
            row("SO_KEEPALIVE", text, raw(1));
        for (const char* text : {"0", "off", "Off", "false", "no", "-0"})
            row("SO_KEEPALIVE", text, raw(0));
        row("SO_RCVBUF", "10000", raw(10000));
        row("SO_RCVBUF", "0x10", raw(16));
        row("SO_RCVBUF", "010", raw(10));
        row("SO_RCVBUF", "64 KiB", raw(65536));
        row("SO_RCVBUF", "64kib", raw(65536));
        row("SO_RCVBUF", "2 MiB", raw(2097152));
        row("SO_RCVBUF", "12 bytes", raw(12));
        row("SO_MARK", "4294967295", raw(0xffffffffU));
        row("SO_INCOMING_CPU", "any", raw(-1));
        row("SO_INCOMING_CPU", "-1", raw(-1));
        row("IP_TTL", "default", raw(-1));
        row("IP_TTL", "64 hops", raw(64));
        row("TCP_MAXSEG", "0", raw(0));
        row("TCP_MAXSEG", "default", raw(0));
        row("TCP_USER_TIMEOUT", "2 s", raw(2000));
        row("TCP_USER_TIMEOUT", "250 ms", raw(250));
        row("TCP_KEEPIDLE", "2 h", raw(7200));
        row("TCP_TX_DELAY", "10ms", raw(10000));
        row("IP_MTU_DISCOVER", "IP_PMTUDISC_DO", raw(2));
        row("IP_MTU_DISCOVER", "ip_pmtudisc_do", raw(2));
        row("IP_MTU_DISCOVER", "2", raw(2));
        row("SO_BUF_LOCK", "SOCK_SNDBUF_LOCK|SOCK_RCVBUF_LOCK", raw(3));
        row("SO_BUF_LOCK", "SOCK_RCVBUF_LOCK | 1", raw(3));
        row("SO_BUF_LOCK", "0", raw(0));
        row("SO_MAX_PACING_RATE", "unlimited", raw(~std::uint64_t{0}));
        row("SO_MAX_PACING_RATE", "5000000000", raw(std::uint64_t{5'000'000'000}));
        row("SO_MAX_PACING_RATE", "9223372036854775807", raw(std::uint64_t{9'223'372'036'854'775'807}));
        row("SO_LINGER", "off", raw(linger{0, 0}));
        row("SO_LINGER", "0 s", raw(linger{1, 0}));
        row("SO_LINGER", "0", raw(linger{1, 0}));
        row("SO_LINGER", "5 s", raw(linger{1, 5}));
        row("SO_LINGER", "5s", raw(linger{1, 5}));
        row("SO_LINGER", "2 min", raw(linger{1, 120}));
        row("SO_RCVTIMEO", "2.5", raw(timeval{2, 500'000}));
        row("SO_RCVTIMEO", "2.5 s", raw(timeval{2, 500'000}));
        row("SO_RCVTIMEO", ".25", raw(timeval{0, 250'000}));
        row("SO_RCVTIMEO", "3.", raw(timeval{3, 0}));
        row("SO_RCVTIMEO", "0", raw(timeval{0, 0}));
        row("SO_RCVTIMEO", "-0", raw(timeval{0, 0}));
        row("SO_RCVTIMEO", "0.000001", raw(timeval{0, 1}));
        row("SO_RCVTIMEO", "1500 ms", raw(timeval{1, 500'000}));
        row("SO_RCVTIMEO", "1.5ms", raw(timeval{0, 1500}));
        row("SO_RCVTIMEO", "7 us", raw(timeval{0, 7}));
        row("SO_RCVTIMEO", "1.500000000", raw(timeval{1, 500'000}));
        row("SO_RCVTIMEO", "2147483647", raw(timeval{2'147'483'647, 0}));
        row("SO_BINDTODEVICE", "lo", QByteArray("lo\0", 3));
        row("SO_BINDTODEVICE", "", QByteArray("\0", 1));
        row("TCP_CONGESTION", "reno", QByteArray("reno\0", 5));
        row("IP_MULTICAST_IF", "127.0.0.1", QByteArray("\x7f\0\0\1", 4));
    }
    void parsesWhatAPersonTypes()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        const OptionInfo* option = net::findOption(name.toStdString());
        QVERIFY(option);
        const auto value = net::parseOption(*option, text.toStdString());
        QVERIFY2(value.has_value(), value ? "" : value.error().message().c_str());
        const QByteArray parsed(reinterpret_cast<const char*>(value->data()), static_cast<qsizetype>(value->size()));
        QCOMPARE(parsed.toHex(' '), expected.toHex(' '));
    }

    void refusesWhatIsNoValue_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("error");
        const auto row = [](const char* name, const QByteArray& text, int error) {
            QTest::addRow("%s '%s'", name, text.toPercentEncoding(" ").constData())
                << QByteArray(name) << text << error;
        };
        for (const char* text : {"", " ", "o", "onn", "1 1", "1.0", "--1", "0x", "x1", "1s", "ja", "\xef\xbc\x91"})
            row("SO_KEEPALIVE", text, EINVAL);
        row("SO_KEEPALIVE", QByteArray("1\0", 2), EINVAL);
        row("SO_KEEPALIVE", "2", ERANGE);
        row("SO_KEEPALIVE", "-1", ERANGE);
        for (const char* text : {"", "-", "64 kg", "64 s", "1e6", "1,000", "10 000", "KiB", "0b1", "- 1"})
            row("SO_RCVBUF", text, EINVAL);
        for (const char* text : {"-1", "2147483648", "2 GiB", "99999999999999999999", "9223372036854775807 GiB"})
            row("SO_RCVBUF", text, ERANGE);
        row("SO_RCVBUF", "99999999999999999999 kg", EINVAL);
        row("SO_MARK", "4294967296", ERANGE);
        row("SO_MARK", "-1", ERANGE);
        row("IP_TTL", "0", ERANGE);
        row("IP_TTL", "256", ERANGE);
        row("IP_TTL", "-2", ERANGE);
        row("TCP_MAXSEG", "87", ERANGE);
        row("TCP_KEEPIDLE", "10 h", ERANGE);
        row("IP_MTU_DISCOVER", "IP_PMTUDISC", EINVAL);
        row("IP_MTU_DISCOVER", "IPV6_PMTUDISC_DO", EINVAL);
        row("IP_MTU_DISCOVER", "6", ERANGE);
        for (const char* text : {"", "|", "1|", "SOCK_SNDBUF_LOCK|", "SOCK_NOSUCH", "1||2"})
            row("SO_BUF_LOCK", text, EINVAL);
        row("SO_BUF_LOCK", "1|4", ERANGE);
        row("SO_MAX_PACING_RATE", "9223372036854775808", ERANGE);
        row("SO_MAX_PACING_RATE", "-2", ERANGE);
        for (const char* text : {"", "on", "5 x", "s", "5.5", "off 5"})
            row("SO_LINGER", text, EINVAL);
        row("SO_LINGER", "-1", ERANGE);
        row("SO_LINGER", "2147483648", ERANGE);
        for (const char* text : {"", ".", "-", "s", "1.5.5", "1,5", "1e3", "inf", "nan", "1 h", "0.0000001", "1.5 us"})
            row("SO_RCVTIMEO", text, EINVAL);
        row("SO_RCVTIMEO", "-1", ERANGE);
        row("SO_RCVTIMEO", "-0.5", ERANGE);
        row("SO_RCVTIMEO", "2147483648", ERANGE);
        row("SO_RCVTIMEO", "2147483647.1", ERANGE);
        row("SO_RCVTIMEO", QByteArray(4000, '9'), ERANGE);
        row("SO_BINDTODEVICE", "sixteencharacter", ERANGE);
        row("SO_BINDTODEVICE", QByteArray("l\0o", 3), EINVAL);
        row("TCP_CONGESTION", "", ERANGE);
        for (const char* text : {"", "127.1", "127.0.0.1.1", "localhost", "::1"})
            row("IP_MULTICAST_IF", text, EINVAL);
        for (const char* name : {"SO_ERROR", "SO_TYPE", "SO_PEERCRED", "SO_COOKIE", "SO_MEMINFO", "TCP_INFO", "IP_MTU"})
            row(name, "1", ENOPROTOOPT);
    }
    void refusesWhatIsNoValue()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, text);
        QFETCH(int, error);
        const OptionInfo* option = net::findOption(name.toStdString());
        QVERIFY(option);
        const auto value = net::parseOption(*option, {text.constData(), static_cast<std::size_t>(text.size())});
        QVERIFY(!value.has_value());
        QCOMPARE(value.error().code, error);
        QCOMPARE(QByteArray(value.error().operation), "setsockopt(" + name + ")");
    }

    void numbersOutsideTheRangeAreErange()
    {
        for (const OptionInfo& option : net::optionTable()) {
            const bool isNumber = option.type == OptionType::Int || option.type == OptionType::Flag
                || option.type == OptionType::Choice || option.type == OptionType::Bits;
            if (!isNumber || !option.isWritable())
                continue;
            // The nearest number below that is not one with a name.
            std::int64_t below = option.minimum - 1;
            while (std::any_of(option.choices.begin(), option.choices.end(),
                [below](const net::NamedValue& choice) { return choice.value == below; }))
                --below;
            for (const std::int64_t value : {below, option.maximum + 1}) {
                const auto parsed = net::parseOption(option, std::to_string(value));
                QVERIFY2(!parsed && parsed.error().code == ERANGE, option.cName.data());
            }
            for (const std::int64_t value : {option.minimum, option.maximum})
                QVERIFY2(net::parseOption(option, std::to_string(value)).has_value(), option.cName.data());
        }
    }

    void everyNameOfAChoiceIsItsValue()
    {
        for (const OptionInfo& option : net::optionTable()) {
            if (!option.isWritable())
                continue;
            for (const net::NamedValue& choice : option.choices) {
                const auto value = net::parseOption(option, choice.name);
                QVERIFY2(value.has_value(), choice.name.data());
                QCOMPARE(net::formatOption(option, *value), std::string(choice.name));
            }
        }
    }

    void formatsTheBytes_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* name, const QByteArray& bytes, const char* expected) {
            QTest::addRow("%s %s", name, expected) << QByteArray(name) << bytes << QByteArray(expected);
        };
        row("SO_KEEPALIVE", raw(1), "1");
        row("SO_KEEPALIVE", raw(7), "7");
        row("SO_RCVBUF", raw(212992), "212992");
        row("SO_RCVBUF", raw(-5), "-5");
        row("SO_MARK", raw(-1), "4294967295");
        row("IP_MTU_DISCOVER", raw(1), "IP_PMTUDISC_WANT");
        row("IP_MTU_DISCOVER", raw(77), "77");
        row("SO_BUF_LOCK", raw(0), "0");
        row("SO_BUF_LOCK", raw(3), "SOCK_SNDBUF_LOCK|SOCK_RCVBUF_LOCK");
        row("SO_BUF_LOCK", raw(0x12), "SOCK_RCVBUF_LOCK|0x10");
        row("SO_BUF_LOCK", raw(0x10), "0x10");
        row("SO_LINGER", raw(linger{0, 0}), "off");
        row("SO_LINGER", raw(linger{0, 9}), "off");
        row("SO_LINGER", raw(linger{1, 0}), "0 s");
        row("SO_LINGER", raw(linger{1, 5}), "5 s");
        row("SO_RCVTIMEO", raw(timeval{2, 500'000}), "2.5");
        row("SO_RCVTIMEO", raw(timeval{0, 4000}), "0.004");
        row("SO_RCVTIMEO", raw(timeval{0, 1}), "0.000001");
        row("SO_RCVTIMEO", raw(timeval{10, 0}), "10");
        row("SO_RCVTIMEO", raw(timeval{0, 0}), "0");
        row("SO_ERROR", raw(0), "0");
        row("SO_ERROR", raw(ECONNREFUSED), "ECONNREFUSED");
        row("SO_TYPE", raw(SOCK_DGRAM), "SOCK_DGRAM");
        row("SO_DOMAIN", raw(AF_INET6), "AF_INET6");
        row("SO_DOMAIN", raw(99), "99");
        row("SO_PEERCRED", raw(ucred{12, 0, 1000}), "pid 12, uid 0, gid 1000");
        row("SO_PEERCRED", raw(ucred{0, ~0U, ~0U}), "pid 0, uid -1, gid -1");
        row("SO_COOKIE", raw(~std::uint64_t{0}), "18446744073709551615");
        row("SO_MAX_PACING_RATE", raw(~std::uint64_t{0}), "unlimited");
        row("SO_BINDTODEVICE", QByteArray("lo\0", 3), "lo");
        row("SO_BINDTODEVICE", QByteArray(), "");
        row("TCP_CONGESTION", QByteArray("cubic\0\0\0\0\0\0\0\0\0\0\0", 16), "cubic");
        row("IP_MULTICAST_IF", QByteArray("\x7f\0\0\1", 4), "127.0.0.1");
        row("TCP_INFO", QByteArray(1, '\x0a') + QByteArray(103, '\0'), "LISTEN");
        row("TCP_INFO", QByteArray(), "");
        row("SO_MEMINFO", raw(1U) + raw(2U), "rmem_alloc 1, rcvbuf 2");
    }
    void formatsTheBytes()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, expected);
        const OptionInfo* option = net::findOption(name.toStdString());
        QVERIFY(option);
        QCOMPARE(format(*option, bytes), expected);
    }

    void bytesThatDoNotFitAreHex()
    {
        const auto isVariable = [](OptionType type) {
            return type == OptionType::Text || type == OptionType::Memory || type == OptionType::TcpInfo;
        };
        for (const OptionInfo& option : net::optionTable()) {
            for (qsizetype size = 0; size <= 40; ++size)
                format(option, QByteArray(size, '\xff')); // no size may crash
            if (!isVariable(option.type))
                QCOMPARE(format(option, QByteArray("\x01\xab\x0f", 3)), QByteArray("0x01ab0f"));
        }
    }
};

QTEST_GUILESS_MAIN(TestOptionText)
#include "tst_optiontext.moc"
