// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "library/exchange.h"

#include "library/jsontext.h"
#include "library/libraryfile.h"
#include "library/packetsender.h"

#include <QJsonArray>

#include <algorithm>
#include <iterator>

namespace library {

namespace {

/// INI begins its sections with brackets, as JSON its lists.
bool isIni(const QByteArray& bytes)
{
    const QByteArray text = bytes.trimmed();
    return text.startsWith('[') && text.size() > 1 && !text.mid(1).trimmed().startsWith('{')
        && !text.mid(1).trimmed().startsWith(']');
}

Outcome<std::vector<Payload>> payloadsOf(const QString& path, const QByteArray& bytes)
{
    if (isIni(bytes))
        return packetSenderIni(path);
    const auto document = parseJson(bytes);
    if (!document)
        return tl::unexpected(document.error());
    if (document->isArray())
        return packetSenderJson(document->array());
    const auto list = PayloadList::parse(bytes);
    if (!list)
        return tl::unexpected(list.error());
    if (const auto unknown = list->firstUnreadable())
        return tl::unexpected(noPayload(*unknown));
    return list->payloads();
}

} // namespace

Outcome<std::vector<Payload>> importPayloads(const QString& path)
{
    const auto bytes = readFile(path);
    if (!bytes)
        return tl::unexpected(bytes.error());
    auto payloads = payloadsOf(path, *bytes);
    if (!payloads)
        payloads.error().path = path;
    return payloads;
}

std::vector<Payload> withoutKnown(const std::vector<Payload>& payloads, const std::vector<Payload>& known)
{
    std::vector<Payload> others;
    std::ranges::copy_if(payloads, std::back_inserter(others), [&known](const Payload& payload) {
        return std::ranges::none_of(known, [&payload](const Payload& each) { return isSame(each, payload); });
    });
    return others;
}

Outcome<void> exportPayloads(const QString& path, const std::vector<Payload>& payloads)
{
    PayloadList list;
    list.apply(AddPayloads{payloads, {}});
    return writeFile(path, list.json());
}

} // namespace library
