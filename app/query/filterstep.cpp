// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/filterstep.h"

#include "base/error.h"
#include "capture/recordaddress.h"
#include "query/foldedtext.h"
#include "query/glob.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <variant>

namespace query {

namespace {

/// Endpoints of which it is remembered whether they match: a megabyte, and more than may be open at once.
constexpr std::size_t MaxRememberedEndpoints = 1'048'576;
constexpr std::int64_t NsPerSecond = 1'000'000'000;
constexpr std::int64_t NsPerQuarter = 900 * NsPerSecond; // clocks are put forward and back at whole quarters
constexpr std::int64_t NsPerDay = 86'400 * NsPerSecond;

bool hasFoldedText(std::string_view text, const std::string& folded)
{
    return foldedText(text).find(folded) != std::string::npos;
}

bool isOfKind(KindTest::Kind kind, const capture::Record& record)
{
    switch (kind) {
    case KindTest::Kind::Data: return capture::movesBytes(record);
    case KindTest::Kind::Calls: return !capture::movesBytes(record);
    case KindTest::Kind::Errors: return capture::isFailure(record);
    case KindTest::Kind::Events: return capture::isEvent(record.operation);
    case KindTest::Kind::TimedOut: return record.outcome == capture::Outcome::TimedOut;
    case KindTest::Kind::Cancelled: return record.outcome == capture::Outcome::Cancelled;
    case KindTest::Kind::Retransmission:
        return capture::hasMark(record, capture::SegmentMark::Retransmission)
            || capture::hasMark(record, capture::SegmentMark::PartRetransmission)
            || capture::hasMark(record, capture::SegmentMark::KeepAlive);
    case KindTest::Kind::OutOfOrder: return capture::hasMark(record, capture::SegmentMark::OutOfOrder);
    default: break;
    }
    return capture::hasMark(record, capture::SegmentMark::Ahead)
        || capture::missingDirectionOf(record.operation) != capture::Direction::None;
}

bool isOfProtocol(KindTest::Kind kind, const capture::EndpointInfo& endpoint)
{
    if (endpoint.name.empty()) // not described yet
        return false;
    if (kind == KindTest::Kind::Unix)
        return net::isUnix(endpoint.protocol);
    return endpoint.protocol == (kind == KindTest::Kind::Tcp ? net::Protocol::Tcp : net::Protocol::Udp);
}

bool isWanted(const AddressTest::Wanted& wanted, const net::Address& address)
{
    const bool isPort = wanted.port < 0
        || (address.isIp() && address.port() >= wanted.port
            && address.port() <= std::max(wanted.port, wanted.lastPort));
    return !address.isEmpty() && isPort && (wanted.host.empty() || address.host() == wanted.host);
}

/// What a name is called for short: captured traffic of others is "udp/1 10.0.0.1:5000 <-> 10.0.0.2:53", and nobody
/// types that whole. Any other name is itself, for "client 2" must not be found as "client".
std::string shortName(const std::string& name)
{
    return name.find(" <-> ") == std::string::npos ? name : name.substr(0, name.find(' '));
}

bool isAnyGlob(const std::vector<std::string>& globs, std::string_view text)
{
    return std::ranges::any_of(globs, [text](const std::string& glob) { return matchesGlob(glob, text); });
}

bool compare(std::int64_t a, NumberTest::Comparison comparison, std::int64_t b)
{
    switch (comparison) {
    case NumberTest::Comparison::Equal: return a == b;
    case NumberTest::Comparison::NotEqual: return a != b;
    case NumberTest::Comparison::Less: return a < b;
    case NumberTest::Comparison::LessOrEqual: return a <= b;
    case NumberTest::Comparison::Greater: return a > b;
    case NumberTest::Comparison::GreaterOrEqual: break;
    }
    return a >= b;
}

} // namespace

FilterStep::FilterStep(const FilterNode& node)
    : m_kind(node.kind)
    , m_test(node.test)
{
    for (const FilterNode& part : node.parts) {
        m_parts.emplace_back(part);
        m_cost = std::max(m_cost, m_parts.back().m_cost);
    }
    std::ranges::stable_sort(m_parts, {}, [](const FilterStep& part) { return part.m_cost; });
    if (m_kind != FilterNode::Kind::Test)
        return;
    m_cost = costOf(m_test);
    if (const auto* name = std::get_if<EndpointTest>(&m_test); name && name->name.regex)
        m_regex = *name->name.regex;
    if (const auto* address = std::get_if<AddressTest>(&m_test); address && address->text.regex)
        m_regex = *address->text.regex;
    if (const auto* payload = std::get_if<PayloadTest>(&m_test))
        m_payload = payload->regex ? PayloadSearch(*payload->regex)
                                   : PayloadSearch(BytePattern::fromText(payload->bytes, false));
    if (const auto* text = std::get_if<AnyTextTest>(&m_test))
        m_payload = PayloadSearch(BytePattern::fromText(text->folded, true));
}

FilterStep::Cost FilterStep::costOf(const FilterTest& test)
{
    if (std::holds_alternative<PayloadTest>(test) || std::holds_alternative<AnyTextTest>(test))
        return Cost::Payload;
    if (std::holds_alternative<AddressTest>(test))
        return Cost::Details;
    return std::holds_alternative<EndpointTest>(test) ? Cost::Names : Cost::Fields;
}

bool FilterStep::passes(FilterSubject& subject)
{
    const auto partPasses = [&subject](FilterStep& part) { return part.passes(subject); };
    switch (m_kind) {
    case FilterNode::Kind::And: return std::ranges::all_of(m_parts, partPasses);
    case FilterNode::Kind::Or: return std::ranges::any_of(m_parts, partPasses);
    case FilterNode::Kind::Not: return !m_parts.front().passes(subject);
    case FilterNode::Kind::Test: break;
    }
    return std::visit([&](const auto& test) { return passes(test, subject); }, m_test);
}

bool FilterStep::passes(const KindTest& test, FilterSubject& subject)
{
    if (test.kind >= KindTest::Kind::Tcp)
        return isOfProtocol(test.kind, subject.reader.endpoint(subject.record.endpoint));
    return isOfKind(test.kind, subject.record);
}

bool FilterStep::passes(const NumberTest& test, FilterSubject& subject)
{
    const auto number = numberOf(test.field, subject);
    return number && compare(*number, test.comparison, test.value);
}

bool FilterStep::passes(const DirectionTest& test, FilterSubject& subject)
{
    switch (capture::directionOf(subject.record.operation)) {
    case capture::Direction::In: return test.in;
    case capture::Direction::Out: return test.out;
    case capture::Direction::None: break;
    }
    return test.none;
}

bool FilterStep::passes(const CallTest& test, FilterSubject& subject)
{
    return test.operations[static_cast<std::uint8_t>(subject.record.operation)];
}

bool FilterStep::passes(const ErrnoTest& test, FilterSubject& subject)
{
    const auto number = capture::failureNumber(subject.record);
    return number && (test.numbers.empty() || std::ranges::find(test.numbers, *number) != test.numbers.end());
}

bool FilterStep::passes(const EndpointTest& test, FilterSubject& subject)
{
    const auto isIt = [&](const std::string& name) {
        return isTextMatch(test.name, name, subject) || isTextMatch(test.name, shortName(name), subject);
    };
    return isEndpointMatch(subject, isIt);
}

bool FilterStep::passes(const AddressTest& test, FilterSubject& subject)
{
    const capture::Record& record = subject.record;
    const auto detail = subject.reader.detail(record.detail);
    if (!detail) {
        subject.error = detail.error();
        return false;
    }
    const capture::EndpointInfo& endpoint = subject.reader.endpoint(record.endpoint);
    using Side = AddressTest::Side;
    return (test.side != Side::Local && isAddressMatch(test, capture::peerOf(record, *detail, endpoint), subject))
        || (test.side != Side::Peer && isAddressMatch(test, capture::localOf(record, *detail, endpoint), subject));
}

bool FilterStep::isAddressMatch(const AddressTest& test, const net::Address& address, FilterSubject& subject)
{
    if (address.isEmpty())
        return false;
    const auto isIt = [&address](const AddressTest::Wanted& wanted) { return isWanted(wanted, address); };
    if (std::ranges::any_of(test.wanted, isIt))
        return true;
    const bool hasText = m_regex || !test.text.part.empty() || !test.text.globs.empty();
    if (hasText && isTextMatch(test.text, address.toString(), subject))
        return true;
    return address.isIp() && isAnyGlob(test.text.globs, address.host());
}

bool FilterStep::passes(const PayloadTest&, FilterSubject& subject)
{
    return isPayloadMatch(subject);
}

bool FilterStep::passes(const AnyTextTest& test, FilterSubject& subject)
{
    if (isOperationMatch(test, subject.record.operation) || isOutcomeMatch(test, subject.record))
        return true;
    const auto inName = [&test](const std::string& name) { return hasFoldedText(name, test.folded); };
    return isEndpointMatch(subject, inName) || isPayloadMatch(subject);
}

bool FilterStep::isPayloadMatch(FilterSubject& subject)
{
    const auto found = m_payload->isIn(subject.record, subject.reader, subject.window, subject.committedEnd);
    if (!found)
        subject.error = found.error();
    return found && *found;
}

bool FilterStep::isTextMatch(const TextMatch& match, const std::string& text, FilterSubject& subject)
{
    if (m_regex) {
        const auto found = m_regex->find(std::as_bytes(std::span(text)));
        if (!found)
            subject.error = found.error();
        return found && found->has_value();
    }
    if (!match.part.empty())
        return hasFoldedText(text, match.part);
    return std::ranges::find(match.texts, text) != match.texts.end() || isAnyGlob(match.globs, text);
}

bool FilterStep::isOperationMatch(const AnyTextTest& test, capture::Operation operation)
{
    Known& known = m_operations[static_cast<std::uint8_t>(operation)];
    if (known == Known::Nothing)
        known = hasFoldedText(capture::operationName(operation), test.folded) ? Known::Passes : Known::Fails;
    return known == Known::Passes;
}

bool FilterStep::isOutcomeMatch(const AnyTextTest& test, const capture::Record& record)
{
    if (record.outcome == capture::Outcome::TimedOut)
        return hasFoldedText("timed out", test.folded);
    if (record.outcome == capture::Outcome::Cancelled)
        return hasFoldedText("cancelled", test.folded);
    const auto number = capture::failureNumber(record);
    if (!number)
        return false;
    const auto [entry, isNew] = m_errnos.try_emplace(*number);
    if (isNew)
        entry->second = hasFoldedText(base::errnoName(*number), test.folded);
    return entry->second;
}

/// An endpoint's name never changes, but is not known before it is committed.
template <class Test> bool FilterStep::isEndpointMatch(FilterSubject& subject, Test test)
{
    const std::size_t id = subject.record.endpoint.value;
    if (id < m_endpoints.size() && m_endpoints[id] != Known::Nothing)
        return m_endpoints[id] == Known::Passes;
    const std::string& name = subject.reader.endpoint(subject.record.endpoint).name;
    const bool match = test(name);
    if (!name.empty() && id < MaxRememberedEndpoints) {
        if (id >= m_endpoints.size())
            m_endpoints.resize(id + 1);
        m_endpoints[id] = match ? Known::Passes : Known::Fails;
    }
    return match;
}

std::optional<std::int64_t> FilterStep::numberOf(NumberTest::Field field, const FilterSubject& subject)
{
    const capture::Record& record = subject.record;
    switch (field) {
    case NumberTest::Field::Number: return static_cast<std::int64_t>(subject.index.value + 1);
    case NumberTest::Field::Size: return capture::movedSize(record);
    case NumberTest::Field::Asked: return record.asked;
    case NumberTest::Field::Result:
        return record.outcome == capture::Outcome::Value ? std::optional<std::int64_t>(record.result) : std::nullopt;
    case NumberTest::Field::Duration: return std::llround(static_cast<double>(record.duration) * NsPerSecond);
    case NumberTest::Field::Time: return record.timeNs;
    case NumberTest::Field::TimeOfDay: return timeOfDay(record.timeNs);
    case NumberTest::Field::SinceStart: break;
    }
    return record.timeNs - subject.reader.startNs();
}

std::int64_t FilterStep::timeOfDay(std::int64_t timeNs)
{
    if (const std::int64_t quarter = timeNs / NsPerQuarter; quarter != m_offsetQuarter) {
        const std::time_t seconds = timeNs / NsPerSecond;
        std::tm broken{};
        ::localtime_r(&seconds, &broken);
        m_offset = broken.tm_gmtoff * NsPerSecond;
        m_offsetQuarter = quarter;
    }
    return (timeNs % NsPerDay + m_offset + NsPerDay) % NsPerDay;
}

} // namespace query
