// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/openrequest.h"

#include "net/address.h"
#include "session/urloptions.h"

#include <QFile>
#include <QRegularExpression>
#include <QStringList>
#include <QUrl>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <utility>

namespace session {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestName = 253; // RFC 1035 2.3.4, without the dot at the end
constexpr qsizetype LongestLabel = 63;

using Problem = std::optional<OpenError>;

bool isAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 128; });
}

bool isNameCharacter(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z') || (u >= u'0' && u <= u'9') || u == u'-' || u == u'_'
        || u == u'.';
}

/// A name that a resolver can be asked for: letters, digits, '-' and '_' in labels of 1 to 63 characters.
bool isHostName(const QString& name)
{
    const QString bare = name.endsWith(u'.') ? name.chopped(1) : name;
    if (bare.isEmpty() || bare.size() > LongestName || !std::all_of(bare.begin(), bare.end(), isNameCharacter))
        return false;
    const QStringList labels = bare.split(u'.');
    return std::all_of(labels.begin(), labels.end(),
        [](const QString& label) { return !label.isEmpty() && label.size() <= LongestLabel; });
}

/// Numbers alone, decimal or hexadecimal, with dots between: what inet_aton(3) may read as an address.
bool looksNumeric(const QString& host)
{
    static const QRegularExpression numbers(u"^(0[xX][0-9a-fA-F]*|[0-9]+)?(\\.(0[xX][0-9a-fA-F]*|[0-9]+)?)*$"_s);
    return numbers.match(host).hasMatch();
}

/// Takes the brackets off an IPv6 address.
Problem unwrapBrackets(QString& host)
{
    if (!host.startsWith(u'[') && !host.contains(u']'))
        return {};
    if (host.size() < 4 || !host.startsWith(u'[') || host.indexOf(u']') != host.size() - 1 || !host.contains(u':'))
        return OpenError{OpenProblem::BadBrackets, host};
    host = host.sliced(1, host.size() - 2);
    return {};
}

Problem checkIpv6(const QString& host)
{
    const auto address = net::Address::fromIp(host.toStdString(), 0);
    if (address)
        return {};
    return address.error().code == ENODEV ? OpenError{OpenProblem::UnknownScope, host.sliced(host.indexOf(u'%') + 1)}
                                          : OpenError{OpenProblem::BadAddress, host};
}

/// What a URL may have around a host, and an address has not: user, path, query, fragment.
Problem checkExtraParts(const QString& text)
{
    constexpr std::array extras{u'@', u'/', u'\\', u'?', u'#'};
    const auto extra = std::find_if(text.begin(), text.end(),
        [&extras](QChar c) { return std::find(extras.begin(), extras.end(), c.unicode()) != extras.end(); });
    if (extra != text.end())
        return OpenError{OpenProblem::AddressHasExtraParts, QString(extra, text.end() - extra)};
    return {};
}

/// Percent escapes, and a port that belongs into its own field: one colon alone, since no IPv6 address has so few.
Problem checkHostOnly(const QString& host)
{
    if (const qsizetype percent = host.indexOf(u'%'); percent >= 0 && !host.contains(u':'))
        return OpenError{OpenProblem::AddressHasExtraParts, host.sliced(percent)};
    if (host.count(u':') == 1)
        return OpenError{OpenProblem::AddressHasExtraParts, host.sliced(host.indexOf(u':'))};
    return checkExtraParts(host);
}

/// Full-width digits turn into ordinary ones through IDNA: an address that looks different from what it is.
Problem toAscii(QString& host)
{
    if (isAscii(host))
        return {};
    QString ascii = QString::fromLatin1(QUrl::toAce(host));
    if (ascii.isEmpty() || !isAscii(ascii) || looksNumeric(ascii))
        return OpenError{OpenProblem::NotAscii, host};
    host = std::move(ascii);
    return {};
}

tl::expected<QString, OpenError> parseHost(OpenAs as, const QString& text)
{
    QString host = text.trimmed();
    if (host.isEmpty()) {
        if (as == OpenAs::Listener)
            return u"127.0.0.1"_s;
        return tl::unexpected(OpenError{OpenProblem::MissingAddress, text});
    }
    Problem problem = checkHostOnly(host);
    if (!problem)
        problem = unwrapBrackets(host);
    if (!problem && host.contains(u':'))
        problem = isAscii(host) ? checkIpv6(host) : OpenError{OpenProblem::NotAscii, host};
    else if (!problem) {
        problem = toAscii(host);
        const bool isMisleading = looksNumeric(host) && !net::Address::fromIp(host.toStdString(), 0);
        if (!problem && (!isHostName(host) || isMisleading))
            problem = OpenError{OpenProblem::BadAddress, host};
    }
    if (problem)
        return tl::unexpected(*problem);
    return host;
}

tl::expected<std::uint16_t, OpenError> parsePortField(OpenAs as, const QString& text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return tl::unexpected(OpenError{OpenProblem::PortMissing, text});
    const auto port = net::parsePort(trimmed.toStdString());
    if (!port) {
        const auto problem = port.error().code == ERANGE ? OpenProblem::PortOutOfRange : OpenProblem::PortNotANumber;
        return tl::unexpected(OpenError{problem, trimmed});
    }
    if (*port == 0 && as == OpenAs::Connection)
        return tl::unexpected(OpenError{OpenProblem::PortZero, trimmed});
    return *port;
}

/// Taken as it is written: '~', '$X' and '..' mean nothing to the kernel but a name.
Problem checkUnixName(const QString& text)
{
    if (text.isEmpty() || text == "@"_L1)
        return OpenError{OpenProblem::MissingAddress, text};
    const auto address = unixAddress(text);
    if (address)
        return {};
    const auto problem = address.error().code == ENAMETOOLONG ? OpenProblem::PathTooLong : OpenProblem::PathHasNul;
    return OpenError{problem, text};
}

constexpr std::array Schemes{
    UrlScheme{"tcp"_L1, OpenAs::Connection, net::Protocol::Tcp},
    UrlScheme{"tcp-listen"_L1, OpenAs::Listener, net::Protocol::Tcp},
    UrlScheme{"udp"_L1, OpenAs::Connection, net::Protocol::Udp},
    UrlScheme{"udp-listen"_L1, OpenAs::Listener, net::Protocol::Udp},
    UrlScheme{"unix"_L1, OpenAs::Connection, net::Protocol::UnixStream},
    UrlScheme{"unix-listen"_L1, OpenAs::Listener, net::Protocol::UnixStream},
    UrlScheme{"unix-dgram"_L1, OpenAs::Connection, net::Protocol::UnixDatagram},
    UrlScheme{"unix-dgram-listen"_L1, OpenAs::Listener, net::Protocol::UnixDatagram},
    UrlScheme{"unix-seqpacket"_L1, OpenAs::Connection, net::Protocol::UnixSeqpacket},
    UrlScheme{"unix-seqpacket-listen"_L1, OpenAs::Listener, net::Protocol::UnixSeqpacket},
};

struct HostPort
{
    QString host;
    QString port;
};

/// Cuts "//host:port" in two; an IPv6 address must be in brackets, or its colons could not be told from the port's.
tl::expected<HostPort, OpenError> splitAuthority(const QString& text)
{
    if (!text.startsWith("//"_L1))
        return tl::unexpected(OpenError{OpenProblem::MissingAddress, text});
    const QString authority = text.sliced(2);
    if (authority.startsWith(u'[')) {
        const qsizetype end = authority.indexOf(u']');
        if (end < 0 || (end + 1 < authority.size() && authority[end + 1] != u':'))
            return tl::unexpected(OpenError{OpenProblem::BadBrackets, authority});
        return HostPort{authority.first(end + 1), authority.sliced(std::min(end + 2, authority.size()))};
    }
    if (const Problem extra = checkExtraParts(authority); extra)
        return tl::unexpected(*extra);
    if (authority.count(u':') > 1)
        return tl::unexpected(OpenError{OpenProblem::BadBrackets, authority});
    const qsizetype colon = authority.indexOf(u':');
    if (colon < 0)
        return HostPort{authority, {}};
    return HostPort{authority.first(colon), authority.sliced(colon + 1)};
}

} // namespace

std::span<const UrlScheme> urlSchemes()
{
    return Schemes;
}

base::Result<net::Address> unixAddress(const QString& text)
{
    return net::Address::fromUnixName(QFile::encodeName(text).toStdString());
}

QString requestedAddress(const OpenRequest& request)
{
    if (net::isUnix(request.protocol))
        return request.host;
    const QString host = request.host.contains(u':') ? QString(u'[' % request.host % u']') : request.host;
    return host % u':' % QString::number(request.port);
}

QString urlOf(const OpenRequest& request)
{
    const QString place = requestedAddress(request);
    if (place.contains(u'?'))
        return {};
    const auto* scheme = std::ranges::find_if(
        Schemes, [&request](const UrlScheme& s) { return s.as == request.as && s.protocol == request.protocol; });
    return scheme->name % (net::isUnix(request.protocol) ? ":"_L1 : "://"_L1) % place
        % (request.options.isEmpty() ? QString() : QString(u'?' % request.options));
}

tl::expected<OpenRequest, OpenError> parseFields(
    OpenAs as, net::Protocol protocol, const QString& address, const QString& port)
{
    OpenRequest request;
    request.as = as;
    request.protocol = protocol;
    if (net::isUnix(protocol)) {
        if (const Problem problem = checkUnixName(address); problem)
            return tl::unexpected(*problem);
        request.host = address;
        return request;
    }
    const auto host = parseHost(as, address);
    if (!host)
        return tl::unexpected(host.error());
    const auto number = parsePortField(as, port);
    if (!number)
        return tl::unexpected(number.error());
    request.host = *host;
    request.port = *number;
    return request;
}

tl::expected<net::Address, OpenError> parseLocal(net::Protocol protocol, const QString& text)
{
    if (net::isUnix(protocol)) {
        if (const Problem problem = checkUnixName(text); problem)
            return tl::unexpected(*problem);
        return *unixAddress(text);
    }
    HostPort where{text, {}};
    // An IPv6 address without brackets is all colons, and no port.
    if (text.count(u':') < 2 || text.startsWith(u'[')) {
        auto split = splitAuthority(u"//"_s % text);
        if (!split)
            return tl::unexpected(split.error());
        where = *std::move(split);
    }
    std::uint16_t port = 0;
    if (!where.port.isEmpty()) {
        const auto number = parsePortField(OpenAs::Listener, where.port);
        if (!number)
            return tl::unexpected(number.error());
        port = *number;
    }
    if (where.host.isEmpty() && port != 0)
        return net::Address::anyOf(AF_INET, port);
    if (where.host.contains(u':')) {
        if (const Problem problem = checkIpv6(where.host); problem)
            return tl::unexpected(*problem);
    }
    const auto address = net::Address::fromIp(where.host.toStdString(), port);
    if (!address)
        return tl::unexpected(OpenError{OpenProblem::LocalIsName, text});
    return *address;
}

tl::expected<OpenRequest, OpenError> parseUrl(const QString& url)
{
    const QString text = url.trimmed();
    const QString name = text.section(u':', 0, 0);
    const auto* scheme = std::find_if(Schemes.begin(), Schemes.end(),
        [&name](const UrlScheme& s) { return name.compare(s.name, Qt::CaseInsensitive) == 0; });
    if (scheme == Schemes.end() || !text.contains(u':'))
        return tl::unexpected(OpenError{OpenProblem::UnknownScheme, name});

    const QString rest = text.sliced(name.size() + 1);
    const qsizetype question = rest.indexOf(u'?');
    const QString place = question < 0 ? rest : rest.first(question);
    HostPort where{place, {}};
    if (!net::isUnix(scheme->protocol)) {
        auto split = splitAuthority(place);
        if (!split)
            return tl::unexpected(split.error());
        where = *std::move(split);
    }
    auto request = parseFields(scheme->as, scheme->protocol, where.host, where.port);
    if (!request || question < 0)
        return request;
    const auto problems = applyUrlOptions(*request, rest.sliced(question + 1));
    if (!problems.empty())
        return tl::unexpected(problems.front());
    return request;
}

} // namespace session
