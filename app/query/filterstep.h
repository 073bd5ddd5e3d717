// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "capture/reader.h"
#include "capture/record.h"
#include "query/filterexpression.h"
#include "query/payloadsearch.h"
#include "query/payloadwindow.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace query {

/// The record that a filter looks at, and what it takes to read more of it.
struct FilterSubject
{
    const capture::Record& record;
    base::RecordIndex index;
    capture::Reader& reader;
    PayloadWindow& window;
    std::uint64_t committedEnd; ///< payload below it is committed
    std::optional<base::Error> error; ///< the first one met; what passed() gives then means nothing
};

/// A FilterNode made ready to be asked many times: parts that cost little come first, and what was found out of
/// endpoints and errnos is remembered. Thread: its reader's.
class FilterStep final
{
public:
    explicit FilterStep(const FilterNode& node);

    [[nodiscard]] bool passes(FilterSubject& subject);

private:
    /// What is known of an endpoint, or of an operation.
    enum class Known : std::uint8_t
    {
        Nothing,
        Passes,
        Fails
    };
    enum class Cost : std::uint8_t
    {
        Fields, ///< of the record
        Names,
        Details, ///< are read, or remembered
        Payload
    };
    [[nodiscard]] static Cost costOf(const FilterTest& test);

    [[nodiscard]] bool passes(const KindTest& test, FilterSubject& subject);
    [[nodiscard]] bool passes(const NumberTest& test, FilterSubject& subject);
    [[nodiscard]] bool passes(const DirectionTest& test, FilterSubject& subject);
    [[nodiscard]] bool passes(const CallTest& test, FilterSubject& subject);
    [[nodiscard]] bool passes(const ErrnoTest& test, FilterSubject& subject);
    [[nodiscard]] bool passes(const EndpointTest& test, FilterSubject& subject);
    [[nodiscard]] bool passes(const AddressTest& test, FilterSubject& subject);
    [[nodiscard]] bool passes(const PayloadTest& test, FilterSubject& subject);
    [[nodiscard]] bool passes(const AnyTextTest& test, FilterSubject& subject);
    [[nodiscard]] bool isPayloadMatch(FilterSubject& subject);
    [[nodiscard]] bool isAddressMatch(const AddressTest& test, const net::Address& address, FilterSubject& subject);
    [[nodiscard]] bool isTextMatch(const TextMatch& match, const std::string& text, FilterSubject& subject);
    [[nodiscard]] bool isOperationMatch(const AnyTextTest& test, capture::Operation operation);
    [[nodiscard]] bool isOutcomeMatch(const AnyTextTest& test, const capture::Record& record);
    [[nodiscard]] std::optional<std::int64_t> numberOf(NumberTest::Field field, const FilterSubject& subject);
    [[nodiscard]] std::int64_t timeOfDay(std::int64_t timeNs);
    template <class Test> [[nodiscard]] bool isEndpointMatch(FilterSubject& subject, Test test);

    FilterNode::Kind m_kind;
    FilterTest m_test;
    Cost m_cost = Cost::Fields;
    std::vector<FilterStep> m_parts;
    std::optional<PayloadSearch> m_payload;
    std::optional<ByteRegex> m_regex; ///< of a name or an address
    std::array<Known, 256> m_operations{}; ///< whether the name has the text in it
    std::vector<Known> m_endpoints; ///< by id
    std::unordered_map<int, bool> m_errnos;
    std::string m_folded;
    std::int64_t m_offsetQuarter = -1; ///< the quarter of an hour since 1970 for which m_offset holds
    std::int64_t m_offset = 0; ///< local time less UTC, in nanoseconds
};

} // namespace query
