// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/option.h"
#include "socketkind.h"

#include <QFile>
#include <QProcess>
#include <QTest>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/utsname.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <limits>

// The table against the kernel that the test runs on.

using namespace Qt::StringLiterals;
using net::OptionInfo;
using net::OptionType;
using net::Protocol;

namespace {

using Bytes = std::vector<std::byte>;

/// Options that Linux makes something else of than what was asked, on purpose.
bool isAdjusted(const OptionInfo& option)
{
    static constexpr std::array<std::string_view, 12> Names{"SO_RCVBUF", "SO_SNDBUF", "SO_RCVLOWAT", "SO_BUSY_POLL",
        "IP_TTL", "IP_TOS", "IPV6_TCLASS", "IPV6_ADDR_PREFERENCES", "TCP_DEFER_ACCEPT", "TCP_WINDOW_CLAMP",
        "TCP_FASTOPEN", "TCP_RTO_MAX_MS"};
    return std::find(Names.begin(), Names.end(), option.cName) != Names.end();
}

bool isOlderKernel(const OptionInfo& option)
{
    utsname system{};
    int major = 0;
    int minor = 0;
    if (::uname(&system) != 0 || std::sscanf(system.release, "%d.%d", &major, &minor) != 2)
        return true;
    return std::pair(major, minor) < std::pair(int{option.since.major}, int{option.since.minor});
}

bool isRoot()
{
    return ::geteuid() == 0;
}

/// Is it what a user who is not root is told, for an option whose row says so?
bool isPrivilege(const OptionInfo& option, const base::Error& error)
{
    return option.privileged && !isRoot() && (error.code == EPERM || error.code == EACCES);
}

std::vector<const OptionInfo*> optionsFor(const SocketKind& kind)
{
    std::vector<const OptionInfo*> options;
    for (const OptionInfo& option : net::optionTable())
        if (net::appliesTo(option, kind.protocol, kind.family) && !isOlderKernel(option))
            options.push_back(&option);
    return options;
}

/// Values that setsockopt must take: both ends of a range, each choice.
std::vector<std::string> legalValues(const OptionInfo& option)
{
    switch (option.type) {
    case OptionType::Choice: {
        std::vector<std::string> names;
        for (const net::NamedValue& choice : option.choices)
            names.emplace_back(choice.name);
        return names;
    }
    case OptionType::Linger: return {"off", "0 s", "7 s", "2147483647 s"};
    case OptionType::Time: return {"0", "2.5", "0.0001", "1000000"};
    case OptionType::Text: return {option.name == TCP_CONGESTION ? "reno" : "lo"};
    case OptionType::Ip4: return {"0.0.0.0", "127.0.0.1"};
    case OptionType::Bits: return {std::string(option.choices[0].name), std::string(option.choices[1].name)};
    default: break;
    }
    if (option.cName == "IPV6_MULTICAST_IF") // an interface that exists
        return {"0", "1"};
    return {std::to_string(option.minimum), std::to_string(option.maximum)};
}

std::string message(const SocketKind& kind, const OptionInfo& option, const std::string& text)
{
    return std::string(kind.name) + ", " + std::string(option.cName) + ": " + text;
}

/// The way from text to the kernel and back. Text of what went wrong, or empty.
std::string roundTrip(const SocketKind& kind, const OptionInfo& option, const std::string& text)
{
    const base::UniqueFd fd = openSocket(kind);
    const auto value = net::parseOption(option, text);
    if (!value)
        return message(kind, option, text + ": " + value.error().message());
    if (const auto set = net::setOption(fd.get(), option.level, option.name, *value); !set) {
        if (isPrivilege(option, set.error()))
            return {};
        return message(kind, option, text + ": " + set.error().message());
    }
    if (!option.readable)
        return {};
    const auto got = net::getOption(fd.get(), option.level, option.name);
    if (!got)
        return option.readNeedsPeer && got.error().code == ENOTCONN ? std::string() : got.error().message();
    const std::string shown = net::formatOption(option, *got);
    const bool isSame = shown == net::formatOption(option, *value);
    if (isSame || isAdjusted(option) || option.type == OptionType::Time)
        return {};
    return message(kind, option, text + " reads back as " + shown);
}

int intOf(const base::Result<Bytes>& value)
{
    int number = -4711;
    if (value && value->size() == sizeof(number))
        std::memcpy(&number, value->data(), sizeof(number));
    return number;
}

/// What does the kernel say to a number that parseOption refuses? Empty when it refuses or corrects it too.
std::string acceptsOutOfRange(const SocketKind& kind, const OptionInfo& option, std::int64_t value)
{
    if (value < std::numeric_limits<int>::min() || value > std::numeric_limits<int>::max())
        return {};
    const int number = static_cast<int>(value);
    const base::UniqueFd fd = openSocket(kind);
    if (!net::setIntOption(fd.get(), option.level, option.name, number))
        return {};
    if (!option.readable || intOf(net::getOption(fd.get(), option.level, option.name)) != number)
        return {};
    return message(kind, option, "the kernel takes " + std::to_string(number));
}

} // namespace

class TestOptionKernel final : public QObject
{
    Q_OBJECT

    static void kindRows()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < SocketKinds.size(); ++i)
            QTest::newRow(SocketKinds[i].name) << static_cast<int>(i);
    }
    static const SocketKind& kindOf(int index) { return SocketKinds[static_cast<std::size_t>(index)]; }
    static void verifyNone(const QStringList& wrong) { QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n'))); }
    static void note(QStringList& wrong, const std::string& text)
    {
        if (!text.empty())
            wrong << QString::fromStdString(text);
    }

private Q_SLOTS:
    void readsOnAFreshSocket_data() { kindRows(); }
    void readsOnAFreshSocket()
    {
        QFETCH(int, index);
        const SocketKind& kind = kindOf(index);
        const base::UniqueFd fd = openSocket(kind);
        QVERIFY(fd.isOpen());
        QStringList wrong;
        for (const OptionInfo* option : optionsFor(kind)) {
            const auto value = net::getOption(fd.get(), option->level, option->name);
            const int expected = !option->readable ? ENOPROTOOPT : option->readNeedsPeer ? ENOTCONN : 0;
            const int got = value ? 0 : value.error().code;
            if (got != expected)
                note(wrong, message(kind, *option, base::errnoName(got)));
            if (!value && std::string_view(value.error().operation) != option->getOperation)
                note(wrong, message(kind, *option, value.error().operation));
        }
        verifyNone(wrong);
    }

    void readsOnAConnectedSocket_data() { kindRows(); }
    void readsOnAConnectedSocket()
    {
        QFETCH(int, index);
        const SocketKind& kind = kindOf(index);
        const ConnectedPair pair = connectedPair(kind);
        QVERIFY(pair.client.isOpen() && pair.server.isOpen());
        QStringList wrong;
        for (const OptionInfo* option : optionsFor(kind)) {
            if (!option->readable)
                continue;
            const auto value = net::getOption(pair.client.get(), option->level, option->name);
            if (!value)
                note(wrong, message(kind, *option, value.error().message()));
            else if (net::formatOption(*option, *value).starts_with("0x"))
                note(wrong, message(kind, *option, "the bytes do not fit the type"));
        }
        verifyNone(wrong);
    }

    void whatIsReadCanBeWrittenBack_data() { kindRows(); }
    void whatIsReadCanBeWrittenBack()
    {
        QFETCH(int, index);
        const SocketKind& kind = kindOf(index);
        QStringList wrong;
        for (const OptionInfo* option : optionsFor(kind)) {
            const base::UniqueFd fd = openSocket(kind);
            const auto value = net::getOption(fd.get(), option->level, option->name);
            if (!value || !option->isWritable())
                continue;
            const std::string text = net::formatOption(*option, *value);
            const auto parsed = net::parseOption(*option, text);
            if (!parsed) {
                note(wrong, message(kind, *option, parsed.error().message()));
                continue;
            }
            // The kernel pads or cuts texts in its own way; all else must be the same bytes.
            if (option->type != OptionType::Text && *parsed != *value)
                note(wrong, message(kind, *option, text + " is not the same bytes"));
            if (const auto set = net::setOption(fd.get(), option->level, option->name, *parsed);
                !set && !isPrivilege(*option, set.error()))
                note(wrong, message(kind, *option, set.error().message()));
        }
        verifyNone(wrong);
    }

    void legalValuesAreTaken_data() { kindRows(); }
    void legalValuesAreTaken()
    {
        QFETCH(int, index);
        const SocketKind& kind = kindOf(index);
        if (!isRoot())
            qInfo("not root: privileged options may be refused with EPERM or EACCES");
        QStringList wrong;
        for (const OptionInfo* option : optionsFor(kind))
            if (option->isWritable())
                for (const std::string& text : legalValues(*option))
                    note(wrong, roundTrip(kind, *option, text));
        verifyNone(wrong);
    }

    void rangesAreTheKernels_data() { kindRows(); }
    void rangesAreTheKernels()
    {
        QFETCH(int, index);
        const SocketKind& kind = kindOf(index);
        // The kernel takes any number for these and treats negative ones as -1; on older kernels TCP_TX_DELAY has no
        // limit.
        static constexpr std::array<std::string_view, 3> Lax{"SO_PEEK_OFF", "SO_INCOMING_CPU", "TCP_TX_DELAY"};
        QStringList wrong;
        for (const OptionInfo* option : optionsFor(kind)) {
            const bool isNumber = option->type == OptionType::Int || option->type == OptionType::Flag
                || option->type == OptionType::Choice;
            const bool isUnsigned = option->maximum > std::numeric_limits<int>::max();
            if (!isNumber || isUnsigned || !option->isWritable() || option->privileged
                || std::find(Lax.begin(), Lax.end(), option->cName) != Lax.end())
                continue;
            std::int64_t below = option->minimum - 1;
            while (std::any_of(option->choices.begin(), option->choices.end(),
                [below](const net::NamedValue& choice) { return choice.value == below; }))
                --below;
            note(wrong, acceptsOutOfRange(kind, *option, below));
            note(wrong, acceptsOutOfRange(kind, *option, option->maximum + 1));
        }
        verifyNone(wrong);
    }

    void readOnlyOptionsCannotBeSet_data() { kindRows(); }
    void readOnlyOptionsCannotBeSet()
    {
        QFETCH(int, index);
        const SocketKind& kind = kindOf(index);
        const ConnectedPair pair = connectedPair(kind);
        QStringList wrong;
        for (const OptionInfo* option : optionsFor(kind)) {
            if (option->isWritable())
                continue;
            const auto set = net::setIntOption(pair.client.get(), option->level, option->name, 1);
            // TCP_TIMESTAMP belongs to TCP_REPAIR, without which the kernel says EPERM.
            const int expected = option->name == TCP_TIMESTAMP && option->level == IPPROTO_TCP ? EPERM : ENOPROTOOPT;
            if (set || set.error().code != expected)
                note(wrong, message(kind, *option, set ? "was set" : set.error().message()));
            else if (std::string_view(set.error().operation) != option->setOperation)
                note(wrong, message(kind, *option, set.error().operation));
        }
        verifyNone(wrong);
    }

    void pythonReadsTheSame_data() { kindRows(); }
    void pythonReadsTheSame()
    {
        QFETCH(int, index);
        const SocketKind& kind = kindOf(index);
        const QString python = u"/usr/bin/python3"_s;
        if (!QFile::exists(python))
            QSKIP("no /usr/bin/python3 to compare with");

        const ConnectedPair pair = connectedPair(kind);
        const base::UniqueFd inherited(::dup(pair.client.get())); // without FD_CLOEXEC, so that Python has it
        QStringList arguments{u"-c"_s,
            u"import socket, sys\n"
            "s = socket.socket(fileno=int(sys.argv[1]))\n"
            "for a in sys.argv[2:]:\n"
            "    name, level, number = a.split(',')\n"
            "    print(getattr(socket, name, number), s.getsockopt(int(level), int(number), 512).hex())\n"
            "s.detach()\n"_s,
            QString::number(inherited.get())};
        QList<QByteArray> expected;
        for (const OptionInfo* option : optionsFor(kind)) {
            // TCP_INFO and TCP_TIMESTAMP change by themselves, and setting SO_DONTROUTE makes the kernel forget the
            // route that the MTU belongs to.
            if (!option->readable || option->readNeedsPeer || option->type == OptionType::TcpInfo
                || option->cName == "TCP_TIMESTAMP")
                continue;
            if (option->type == OptionType::Flag && option->isWritable() && !option->privileged)
                (void)net::setIntOption(pair.client.get(), option->level, option->name, 1);
            arguments << u"%1,%2,%3"_s.arg(QLatin1StringView(option->cName.data(), qsizetype(option->cName.size())))
                             .arg(option->level)
                             .arg(option->name);
        }
        for (const QString& argument : arguments.mid(3)) {
            const auto part = argument.split(u',');
            const auto value = net::getOption(pair.client.get(), part[1].toInt(), part[2].toInt());
            QVERIFY2(value.has_value(), qPrintable(argument));
            const QByteArray bytes(reinterpret_cast<const char*>(value->data()), qsizetype(value->size()));
            expected << part[2].toLatin1() + ' ' + bytes.toHex();
        }
        QProcess process;
        process.start(python, arguments);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.readAllStandardError(), QByteArray());
        const auto lines = process.readAllStandardOutput().trimmed().split('\n');
        QCOMPARE(lines.size(), expected.size());
        for (qsizetype i = 0; i < lines.size(); ++i)
            QVERIFY2(lines[i].trimmed() == expected[i].trimmed(),
                qPrintable(arguments[i + 3] + u": Python "_s + QString::fromLatin1(lines[i]) + u", ours "_s
                    + QString::fromLatin1(expected[i])));
    }
};

QTEST_GUILESS_MAIN(TestOptionKernel)
#include "tst_optionkernel.moc"
