// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/commandline.h"

#include "saving/saveformat.h"
#include "session/filename.h"

#include <QCommandLineParser>
#include <QRegularExpression>

#include <sys/stat.h>

namespace cli {

using namespace Qt::StringLiterals;
using session::OpenProblem;

namespace {

constexpr auto UsageText = R"(Usage: sockscope [options] [URL ...] [FILE ...]
       sockscope run [--stable] [--times] [--strict] SCRIPT|-
A socket inspector: every row of its log is a socket call.

With URLs the window opens these endpoints:
  tcp://HOST:PORT          connect            tcp-listen://[HOST]:PORT    listen
  udp://HOST:PORT          connect            udp-listen://[HOST]:PORT    bind
  unix:PATH                connect            unix-listen:PATH            listen
  unix-dgram:PATH          connect            unix-dgram-listen:PATH      bind
  unix-seqpacket:PATH      connect            unix-seqpacket-listen:PATH  listen
A file that is there, whatever its name, is a saved capture: pcapng or pcap,
also compressed by gzip; --headless prints it.
PATH may be @NAME, in the abstract namespace. After '?', joined by '&':
  echo, reply=FILE (rules, see the man page), SO_RCVBUF=65536, TCP_NODELAY=1,
  mode=timeout, timeout=2.5, backlog=5, receive=demand, bufsize=1024,
  connect_timeout=3, ttl=64, family=ipv4 (or ipv6:
  the only addresses of a name that are taken), local=ADDRESS[:PORT] or
  local=:PORT (bound before connecting; a path for Unix sockets),
  file-mode=0660 (of a bound Unix socket), join=GROUP[%INTERFACE][,SOURCE] (a
  multicast group, for UDP), datagram=8192 (bytes of standard input that go into
  one message)

Options:
  --headless          no window: records to standard output, standard input to
                      the connection
  --json              headless: one JSON object a record
  --quiet             headless: print no records
  --for SECONDS       headless: end after this time
  --until-closed      headless: end when all connections are closed
  --stats             headless: at the end one JSON object with all counts
  --save FILE         headless: at the end save the capture, as its suffix says:
                      .pcapng (for Wireshark), .jsonl, .csv or .txt
  --demo              open the echo lab: a listener that echoes, and a client
  --screenshot FILE   with --demo: save a picture of the window and end
  --help, --version   need no display

run: a call script, JSON Lines: {"op": "socket", "as": "s"}. A result line each.
  --stable            write what two runs write alike: ports by name, digests
  --times             with --stable: each call's duration all the same
  --strict            end at the first line that makes no call, with exit code 1

Exit code: 0, 1 for a failure (an endpoint could not be opened, a file not be
saved, input not be sent, output not be written), 2 for wrong usage.
)";

tl::expected<std::chrono::milliseconds, QString> parseSeconds(const QString& text)
{
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    constexpr double Most = 10.0 * 365 * 24 * 3600;
    if (!isNumber || !(seconds >= 0) || seconds > Most)
        return tl::unexpected(u"--for needs a number of seconds, not '%1'."_s.arg(text));
    return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

/// sockscope run: the arguments after that word.
tl::expected<CommandLine, QString> parseRun(const QStringList& arguments)
{
    QCommandLineParser parser;
    for (const auto* name : {"stable", "times", "strict", "help"})
        parser.addOption(QCommandLineOption(QString::fromLatin1(name)));
    if (!parser.parse(QStringList(u"sockscope"_s) + arguments))
        return tl::unexpected(parser.errorText() % (parser.errorText().endsWith(u'.') ? u""_s : u"."_s));
    CommandLine line;
    line.help = parser.isSet(u"help"_s);
    const QStringList scripts = parser.positionalArguments();
    if (!line.help && scripts.size() != 1)
        return tl::unexpected(u"run needs one script: a file, or - for standard input."_s);
    line.script = script::RunOptions{.path = session::fileNameBytes(scripts.value(0)),
        .isStable = parser.isSet(u"stable"_s),
        .withTimes = parser.isSet(u"times"_s),
        .isStrict = parser.isSet(u"strict"_s)};
    return line;
}

/// Why a capture cannot be saved as this. Empty when it can.
QString saveProblem(const QString& path)
{
    return saving::saveFormatOf(path.toStdString())
        ? QString()
        : u"--save needs a file's name that ends in .pcapng, .jsonl, .csv or .txt, not '%1'."_s.arg(path);
}

/// The same where a saved capture is to be printed.
QString fileConflict(const CommandLine& line)
{
    if (line.files.size() > 1 || !line.requests.empty() || line.demo)
        return u"--headless prints one saved capture, and opens nothing else meanwhile."_s;
    if (line.stats || line.untilClosed || line.runFor)
        return u"--for, --until-closed and --stats do not go with a saved capture."_s;
    return {};
}

/// An option whose value could be one or the other, or is none. Empty when all is well.
QString valueProblem(const QCommandLineParser& parser)
{
    for (const auto* name : {"for", "save", "screenshot"}) {
        const QStringList values = parser.values(QString::fromLatin1(name));
        if (values.size() > 1)
            return u"--%1 is there twice."_s.arg(QLatin1StringView(name));
        if (values.contains(QString()))
            return u"--%1 needs a value, not ''."_s.arg(QLatin1StringView(name));
    }
    return {};
}

/// What does not go together. Empty when all is well.
QString conflict(const CommandLine& line, bool json, bool quiet)
{
    if (json && quiet)
        return u"--json and --quiet exclude each other."_s;
    const bool headlessOnly = json || quiet || line.stats || line.untilClosed || line.runFor || !line.save.isEmpty();
    if (headlessOnly && !line.headless)
        return u"--json, --quiet, --for, --until-closed, --stats and --save go with --headless."_s;
    if (line.headless && !line.files.empty())
        return fileConflict(line);
    if (line.headless && line.requests.empty() && !line.demo)
        return u"--headless needs at least one URL, for example tcp-listen://127.0.0.1:50007."_s;
    if (!line.screenshot.isEmpty() && (!line.demo || line.headless))
        return u"--screenshot goes with --demo, and not with --headless."_s;
    if (line.demo && !line.headless && !(line.requests.empty() && line.files.empty()))
        return u"--demo opens a window of its own, without URLs and files."_s;
    return {};
}

/// What is neither a file nor a URL may have been meant as either.
QString argumentProblem(const QString& argument, const session::OpenError& error)
{
    const bool mayBeFile = error.problem == OpenProblem::UnknownScheme && !argument.contains("://"_L1);
    return (mayBeFile ? u"%1: there is no such file, and %2"_s : u"%1: %2"_s).arg(argument, problemText(error));
}

/// What the value may be, as the end of a sentence; empty where nothing can be said.
QString allowedText(const session::ValueRule& rule)
{
    using Kind = session::ValueKind;
    const QString names = rule.names.join(u", "_s);
    switch (rule.kind) {
    case Kind::Unknown: return {};
    case Kind::ReadOnly: return u"the kernel sets it"_s;
    case Kind::OnOff: return u"1 or 0"_s;
    case Kind::OneOf: return u"one of "_s % names;
    case Kind::AnyOf: return u"any of "_s % names % u", joined by |";
    case Kind::Number:
        return u"%1 to %2"_s.arg(rule.least).arg(rule.most) % (names.isEmpty() ? QString() : QString(u" or " % names));
    case Kind::Seconds: return u"seconds, 0 to %1, with decimals"_s.arg(rule.most);
    case Kind::Linger: return u"off, or %1 to %2 seconds"_s.arg(rule.least).arg(rule.most);
    case Kind::Permissions: return u"octal, 0 to 0777"_s;
    case Kind::Ip4: return u"an IPv4 address"_s;
    case Kind::Local: return u"ADDRESS, ADDRESS:PORT or :PORT; of Unix sockets a path or @NAME"_s;
    case Kind::ReplyFile: return u"a file of rules"_s;
    case Kind::Group: return u"GROUP[%INTERFACE][,SOURCE]"_s;
    }
    return {};
}

QString withAllowed(const QString& sentence, const session::ValueRule& rule)
{
    const QString allowed = allowedText(rule);
    return sentence % (allowed.isEmpty() ? allowed : QString(u": " % allowed)) % u'.';
}

} // namespace

QString captureFileOf(const QString& argument)
{
    const std::string name = session::fileNameBytes(argument);
    struct stat status
    { };
    if (::stat(name.c_str(), &status) == 0)
        return argument;
    if (QString file = session::fileOfUrl(name); !file.isEmpty())
        return file;
    static const QRegularExpression scheme(u"^[A-Za-z][A-Za-z0-9+.-]*:"_s);
    static const QRegularExpression suffix(
        u"\\.(pcapng|pcap|cap)(\\.gz)?$"_s, QRegularExpression::CaseInsensitiveOption);
    return suffix.match(argument).hasMatch() && !scheme.match(argument).hasMatch() ? argument : QString();
}

QString helpText()
{
    return QString::fromLatin1(UsageText);
}

tl::expected<CommandLine, QString> parseCommandLine(const QStringList& arguments)
{
    if (arguments.value(0) == u"run")
        return parseRun(arguments.mid(1));
    QCommandLineParser parser;
    for (const auto* name : {"headless", "json", "quiet", "until-closed", "stats", "demo", "help", "version"})
        parser.addOption(QCommandLineOption(QString::fromLatin1(name)));
    parser.addOption(QCommandLineOption(u"for"_s, {}, u"SECONDS"_s));
    parser.addOption(QCommandLineOption(u"save"_s, {}, u"FILE"_s));
    parser.addOption(QCommandLineOption(u"screenshot"_s, {}, u"FILE"_s));
    parser.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsOptions);
    if (!parser.parse(QStringList(u"sockscope"_s) + arguments))
        return tl::unexpected(parser.errorText() % (parser.errorText().endsWith(u'.') ? u""_s : u"."_s));

    if (const QString problem = valueProblem(parser); !problem.isEmpty())
        return tl::unexpected(problem);
    CommandLine line;
    line.help = parser.isSet(u"help"_s);
    line.version = parser.isSet(u"version"_s);
    line.headless = parser.isSet(u"headless"_s);
    line.demo = parser.isSet(u"demo"_s);
    line.stats = parser.isSet(u"stats"_s);
    line.untilClosed = parser.isSet(u"until-closed"_s);
    line.screenshot = parser.value(u"screenshot"_s);
    line.save = parser.value(u"save"_s);
    if (parser.isSet(u"save"_s)) {
        if (const QString problem = saveProblem(line.save); !problem.isEmpty())
            return tl::unexpected(problem);
    }
    const bool json = parser.isSet(u"json"_s);
    const bool quiet = parser.isSet(u"quiet"_s);
    line.output = json ? Output::Json : quiet ? Output::Quiet : Output::Lines;
    if (parser.isSet(u"for"_s)) {
        const auto time = parseSeconds(parser.value(u"for"_s));
        if (!time)
            return tl::unexpected(time.error());
        line.runFor = *time;
    }
    const QStringList urls = parser.positionalArguments();
    for (const QString& url : urls) {
        if (const QString file = captureFileOf(url); !file.isEmpty()) {
            line.files.append(file);
            continue;
        }
        const auto request = session::parseUrl(url);
        if (!request)
            return tl::unexpected(argumentProblem(url, request.error()));
        line.requests.push_back(*request);
    }
    if (line.help || line.version)
        return line;
    if (const QString problem = conflict(line, json, quiet); !problem.isEmpty())
        return tl::unexpected(problem);
    return line;
}

QString problemText(const session::OpenError& error)
{
    const QString& part = error.part;
    switch (error.problem) {
    case OpenProblem::UnknownScheme:
        return u"'%1' is no scheme of Sockscope; they are tcp, tcp-listen, udp, udp-listen, unix, unix-listen, "
               "unix-dgram, unix-dgram-listen, unix-seqpacket and unix-seqpacket-listen."_s.arg(part);
    case OpenProblem::MissingAddress: return u"an address is missing."_s;
    case OpenProblem::AddressHasExtraParts: return u"'%1' has parts that a socket address does not have."_s.arg(part);
    case OpenProblem::BadAddress: return u"'%1' is no address that can be used."_s.arg(part);
    case OpenProblem::UnknownScope: return u"'%1' names no network interface of this machine (ENODEV)."_s.arg(part);
    case OpenProblem::BadBrackets:
        if (part == "[]"_L1)
            return u"the brackets are empty: an IPv6 address goes into them, as in [::1]:80."_s;
        return u"'%1': an IPv6 address goes into brackets, as in [::1]:80."_s.arg(part);
    case OpenProblem::PortMissing: return u"the port is missing."_s;
    case OpenProblem::PortNotANumber: return u"'%1' is no port: digits from 0 to 65535."_s.arg(part);
    case OpenProblem::PortOutOfRange: return u"port %1 is out of range: the highest is 65535."_s.arg(part);
    case OpenProblem::PortZero:
        return u"port 0 cannot be connected to; it asks the kernel for a free port to listen on."_s;
    case OpenProblem::PathTooLong:
        return u"the path has %1 bytes; a Unix socket's path has at most 107 (ENAMETOOLONG)."_s.arg(
            part.toUtf8().size());
    case OpenProblem::PathHasNul: return u"the path has a NUL byte, at which the kernel would cut it."_s;
    case OpenProblem::UnknownOption:
        return part.isEmpty() ? u"an option's name is missing."_s : u"'%1' is no option of Sockscope."_s.arg(part);
    case OpenProblem::OptionTwice: return u"'%1' is there twice."_s.arg(part);
    case OpenProblem::OptionWithoutUse: return u"'%1' has no meaning for this kind of socket."_s.arg(part);
    case OpenProblem::ModeAgainstTimeout:
        return u"'%1': mode=timeout needs a timeout above 0, and the other modes have none."_s.arg(part);
    case OpenProblem::ReplyFileUnreadable:
        return u"'%1' cannot be read: %2."_s.arg(part, QString::fromStdString(base::errnoText(error.errorNumber)));
    case OpenProblem::ReplyFileWrong:
        return withAllowed(u"'%1' is nothing that rules for replies have"_s.arg(part), error.allowed);
    case OpenProblem::LocalIsName:
        return u"'%1' is nothing to bind to: local= takes an IP address of this machine, an address with :PORT, or "
               ":PORT alone, which is 1 to 65535."_s.arg(part);
    case OpenProblem::FamilyAgainstAddress: return u"%1 is an address of the other family."_s.arg(part);
    case OpenProblem::BadOptionValue:
        return withAllowed(u"'%1' is no value that this option takes"_s.arg(part), error.allowed);
    case OpenProblem::OptionValueMissing: return withAllowed(u"'%1' needs a value"_s.arg(part), error.allowed);
    case OpenProblem::NotAscii: return u"'%1' is not ASCII, even after IDNA."_s.arg(part);
    }
    return {};
}

} // namespace cli
