// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/openbar/urlhelp.h"

#include "session/openrequest.h"
#include "session/urlwords.h"
#include "ui/openbar/openproblemtext.h"

#include <QCoreApplication>
#include <QStringBuilder>

#include <algorithm>
#include <array>
#include <string_view>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

struct UrlHelp
{
    Q_DECLARE_TR_FUNCTIONS(ui::UrlHelp)
};

constexpr std::uint16_t ExamplePort = 50007;

struct WordHelp
{
    std::string_view word;
    const char* example;
    const char* meaning;
};

constexpr std::array Words{
    WordHelp{"echo", "echo", QT_TRANSLATE_NOOP("ui::UrlHelp", "Send back what is received")},
    WordHelp{"reply", "reply=rules.json", QT_TRANSLATE_NOOP("ui::UrlHelp", "Answer what is received by rules")},
    WordHelp{"mode", "mode=blocking", QT_TRANSLATE_NOOP("ui::UrlHelp", "How calls are made")},
    WordHelp{"timeout", "timeout=2.5", QT_TRANSLATE_NOOP("ui::UrlHelp", "Timeout mode, and its time")},
    WordHelp{
        "connect_timeout", "connect_timeout=3", QT_TRANSLATE_NOOP("ui::UrlHelp", "The most that connect may take")},
    WordHelp{"backlog", "backlog=5", QT_TRANSLATE_NOOP("ui::UrlHelp", "Connections that wait to be accepted")},
    WordHelp{"local", "local=:40000", QT_TRANSLATE_NOOP("ui::UrlHelp", "What a connection is bound to first")},
    WordHelp{"family", "family=ipv4", QT_TRANSLATE_NOOP("ui::UrlHelp", "The only addresses of a name that are taken")},
    WordHelp{"ttl", "ttl=64", QT_TRANSLATE_NOOP("ui::UrlHelp", "Hops that what is sent may take")},
    WordHelp{"receive", "receive=demand", QT_TRANSLATE_NOOP("ui::UrlHelp", "Whether recv is called again and again")},
    WordHelp{"bufsize", "bufsize=1024", QT_TRANSLATE_NOOP("ui::UrlHelp", "The most bytes that one recv gives")},
    WordHelp{"datagram", "datagram=512",
        QT_TRANSLATE_NOOP("ui::UrlHelp", "Without a window: bytes of standard input that go into one message")},
    WordHelp{"file-mode", "file-mode=0660", QT_TRANSLATE_NOOP("ui::UrlHelp", "Of the file of a bound Unix socket")},
    WordHelp{"join", "join=224.0.0.251", QT_TRANSLATE_NOOP("ui::UrlHelp", "A multicast group, for UDP")},
};

QString schemeExample(const session::UrlScheme& scheme)
{
    session::OpenRequest request;
    request.as = scheme.as;
    request.protocol = scheme.protocol;
    request.host = net::isUnix(scheme.protocol) ? u"/run/example"_s : u"127.0.0.1"_s;
    request.port = ExamplePort;
    return session::urlOf(request);
}

QString schemeMeaning(const session::UrlScheme& scheme)
{
    const std::string_view name = net::protocolName(scheme.protocol);
    const QString protocol = QString::fromLatin1(name.data(), qsizetype(name.size()));
    if (scheme.as == session::OpenAs::Connection)
        return UrlHelp::tr("%1: connect").arg(protocol);
    return net::hasConnections(scheme.protocol) ? UrlHelp::tr("%1: listen").arg(protocol)
                                                : UrlHelp::tr("%1: bind").arg(protocol);
}

/// One that has no line here is there by its name.
HelpRow rowOf(const session::UrlWord& word)
{
    const auto* line = std::ranges::find_if(Words, [&word](const WordHelp& each) {
        return word.name == QLatin1StringView(each.word.data(), qsizetype(each.word.size()));
    });
    if (line == Words.end())
        return {word.name, {}};
    const QString allowed = allowedText(word.rule(net::Protocol::Tcp));
    return {QString::fromLatin1(line->example), UrlHelp::tr(line->meaning) % u" ("_s % allowed % u')'};
}

} // namespace

QList<HelpRow> urlHelp()
{
    QList<HelpRow> rows{{{}, UrlHelp::tr("Addresses, for the command line and for the address above the log")}};
    for (const session::UrlScheme& scheme : session::urlSchemes())
        rows.append({schemeExample(scheme), schemeMeaning(scheme)});
    rows.append({u"tcp://[fe80::1%lo]:50007"_s,
        UrlHelp::tr("IPv6 addresses stand in brackets, with a scope if they need one")});
    rows.append({u"unix:@example"_s, UrlHelp::tr("An abstract name, in place of any path")});
    rows.append({{}, UrlHelp::tr("Options behind a ?, joined by &")});
    for (const session::UrlWord& word : session::urlWords())
        rows.append(rowOf(word));
    rows.append({u"SO_RCVBUF=65536"_s, UrlHelp::tr("Any socket option by its name in C, set before bind and connect")});
    return rows;
}

void showUrlHelp(QWidget* parent)
{
    showHelpTable(parent, UrlHelp::tr("Addresses and Options"), urlHelp());
}

} // namespace ui
