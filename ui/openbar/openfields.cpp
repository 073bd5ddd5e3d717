// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/openbar/openfields.h"

#include "net/address.h"
#include "session/urloptions.h"

#include <QRegularExpression>

namespace ui {

using namespace Qt::StringLiterals;
using session::OpenAs;

namespace {

/// Where options begin, as behind a URL; -1 for none.
qsizetype optionsOf(const QString& address)
{
    return address.indexOf(u'?');
}

} // namespace

bool looksLikeUrl(const QString& text, bool mayBePath)
{
    static const QRegularExpression ours(u"^\\s*(tcp|udp|unix|unix-dgram|unix-seqpacket)(-listen)?:(//|/|@)"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression any(u"^\\s*[A-Za-z][A-Za-z0-9+.-]*://"_s);
    return ours.match(text).hasMatch() || (!mayBePath && any.match(text).hasMatch());
}

tl::expected<session::OpenRequest, session::OpenError> readFields(
    OpenAs as, net::Protocol protocol, const QString& address, const QString& port)
{
    const qsizetype options = net::isUnix(protocol) ? -1 : optionsOf(address);
    auto request = session::parseFields(as, protocol, address.left(options), port);
    if (!request || options < 0)
        return request;
    const auto problems = session::applyUrlOptions(*request, address.sliced(options + 1));
    if (!problems.empty())
        return tl::unexpected(problems.front());
    return request;
}

bool isWildcard(net::Protocol protocol, const QString& address)
{
    if (net::isUnix(protocol))
        return false;
    const QString host = address.left(optionsOf(address)).trimmed();
    const auto parsed = net::Address::fromIp(host.toStdString(), 0);
    return parsed && parsed->isWildcard();
}

} // namespace ui
