// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/writer.h"
#include "query/filter.h"
#include "query/filterparser.h"
#include "tests/fuzz/folder.h"

#include <cerrno>
#include <functional>
#include <memory>
#include <optional>

using capture::Operation;
using query::FilterExpression;

namespace {

std::span<const std::byte> bytesOf(std::string_view text)
{
    return std::as_bytes(std::span(text.data(), text.size()));
}

/// A few records of every kind, which all inputs are tried on.
class FewRecords final
{
public:
    FewRecords()
    {
        const auto writer = capture::Writer::create(m_folder.path("capture")).value();
        const auto peer = net::Address::fromIp("127.0.0.1", 5000).value();
        writer->describe({1},
            {"client", {}, net::Protocol::Tcp, capture::Role::Connection,
                net::Address::fromIp("127.0.0.1", 40000).value(), peer});
        writer->describe({2},
            {"server/1", {3}, net::Protocol::UnixStream, capture::Role::Accepted,
                net::Address::fromPath("/run/x").value(), net::Address::fromAbstract("name").value()});
        add(*writer, {.endpoint = {1}, .detail = writer->intern(addressOf(peer)), .operation = Operation::Connect});
        add(*writer, {.endpoint = {1}, .asked = 5, .result = 5, .operation = Operation::Send}, "GET /");
        add(*writer, {.endpoint = {2}, .asked = 65536, .result = 9, .operation = Operation::Recv}, "\r\n\0Hello!");
        add(*writer, {.endpoint = {2}, .errorNumber = 104, .operation = Operation::Recv, .outcome = Failed});
        add(*writer, {.duration = 1.5F, .endpoint = {2}, .operation = Operation::Recv, .outcome = TimedOut});
        add(*writer, {.endpoint = {2}, .operation = Operation::PeerClosed});
        add(*writer,
            {.endpoint = {7},
                .result = 3,
                .detail = writer->intern(capture::TextDetail{"text"}),
                .operation = Operation::SetTimeout});
        add(*writer, {.endpoint = {1}, .asked = 600, .result = 600, .operation = Operation::Send},
            std::string(600, 'a'));
        writer->flush();
        m_reader = capture::Reader::open(m_folder.path("capture")).value();
        m_records.resize(m_reader->recordCount());
        fuzz::require(m_reader->records({0}, m_records) == m_records.size(), "the records can be read");
    }

    /// The numbers of those that pass; nothing where an expression was stopped.
    [[nodiscard]] std::optional<std::vector<std::uint64_t>> passing(const FilterExpression& expression)
    {
        std::vector<std::uint64_t> matches;
        query::Filter filter(expression);
        const auto done = filter.matchBlock(m_records, {0}, *m_reader, matches);
        if (!done) {
            const int code = done.error().code;
            fuzz::require(code == ETIME || code == ENOMEM, "only an expression's limits stop a filter");
            return std::nullopt;
        }
        fuzz::require(std::ranges::adjacent_find(matches, std::greater_equal()) == matches.end(), "matches ascend");
        fuzz::require(matches.empty() || matches.back() < m_records.size(), "matches are records");
        return matches;
    }
    [[nodiscard]] std::size_t count() const { return m_records.size(); }

private:
    static constexpr capture::Outcome Failed = capture::Outcome::Errno;
    static constexpr capture::Outcome TimedOut = capture::Outcome::TimedOut;

    static capture::AddressDetail addressOf(const net::Address& address) { return {address, {}, {}, {}, {}}; }
    static void add(capture::Writer& writer, capture::Record record, std::string_view payload = {})
    {
        record.timeNs = 1'700'000'000'000'000'000 + static_cast<std::int64_t>(writer.extent().records) * 1'500'000'000;
        writer.append(record, bytesOf(payload));
    }

    fuzz::Folder m_folder;
    std::unique_ptr<capture::Reader> m_reader;
    std::vector<capture::Record> m_records;
};

void tryFilter(FewRecords& records, std::string_view text)
{
    const auto filter = query::parseFilter(text);
    if (!filter) {
        const query::FilterProblem& problem = filter.error();
        fuzz::require(problem.begin <= problem.end && problem.end <= text.size(), "a problem's place is in the text");
        return;
    }
    fuzz::require(filter->text() == text, "a filter keeps what was typed");
    const auto matches = records.passing(*filter);
    if (!matches)
        return;
    fuzz::require(!filter->passesAll() || matches->size() == records.count(), "what passes all passes all");
    const auto both = records.passing(FilterExpression::both(*filter, *filter));
    fuzz::require(!both || both == matches, "a filter and itself is the same");
    const auto other = query::parseFilter("not (" + std::string(text) + ")");
    if (!other) // nothing but blanks, or as deep as can be
        return;
    const auto rest = records.passing(*other);
    fuzz::require(!rest || rest->size() + matches->size() == records.count(), "what does not pass passes its opposite");
}

void tryLiteral(std::string_view text)
{
    const std::string literal = query::filterLiteral(text);
    const auto filter = query::parseFilter("contains " + literal);
    if (text.empty() || literal.size() > query::MaxFilterBytes - 16)
        return;
    fuzz::require(filter.has_value(), "a literal is a text");
    const auto* test = std::get_if<query::PayloadTest>(&filter->root().test);
    fuzz::require(filter->root().kind == query::FilterNode::Kind::Test && test != nullptr, "a literal is one text");
    fuzz::require(test->bytes == text, "a literal is read as what it was made of");
}

} // namespace

/// The whole input is a filter; and then a text that becomes part of one.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static FewRecords records;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    tryFilter(records, text);
    tryLiteral(text);
    return 0;
}
