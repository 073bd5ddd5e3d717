// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/openrequest.h"
#include "tests/fuzz/fuzz.h"

namespace {

void tryRequest(const tl::expected<session::OpenRequest, session::OpenError>& request, const QString& text)
{
    if (!request) {
        // An international name may be told of in its ASCII form.
        fuzz::require(request.error().part.size() <= text.size() * 8 + 64, "what cannot be used is a part of the text");
        return;
    }
    fuzz::require(!request->host.contains(QChar(u'\0')) || request->host.startsWith(u'@'), "a host has no NUL");
    fuzz::require(
        request->setup.mode.timeout.count() >= 0 && request->connectTimeout.count() >= 0, "no time is negative");
}

} // namespace

/// A line that is a URL; and the fields of the open bar: address and port.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::Input input(data, size);
    const auto text = [&input] {
        const std::string_view line = input.line();
        return QString::fromUtf8(line.data(), static_cast<qsizetype>(line.size()));
    };
    const QString first = text();
    const QString port = text();
    const auto request = session::parseUrl(first);
    tryRequest(request, first);
    if (request) {
        const auto again = session::parseUrl(session::urlOf(*request));
        fuzz::require(again && again->host == request->host && again->port == request->port
                && again->options == request->options && again->local == request->local,
            "a request that came from a URL has one, which says the same");
    }
    for (const auto as : {session::OpenAs::Listener, session::OpenAs::Connection}) {
        for (int protocol = 0; protocol <= static_cast<int>(net::Protocol::UnixSeqpacket); ++protocol)
            tryRequest(session::parseFields(as, static_cast<net::Protocol>(protocol), first, port), first + port);
    }
    return 0;
}
