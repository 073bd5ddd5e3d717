// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/record.h"

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace query {

class ByteRegex;

/// How a text is compared: it is one of `texts`, is as one of `globs` says, has `part` in it, or `regex` in it.
struct TextMatch
{
    std::vector<std::string> texts;
    std::vector<std::string> globs; ///< * stands for anything
    std::string part;
    std::shared_ptr<const ByteRegex> regex;
};

/// The record as a whole is of a kind.
struct KindTest
{
    enum class Kind : std::uint8_t
    {
        Data, ///< movesBytes
        Calls, ///< all that is not Data
        Errors, ///< isFailure
        Events,
        TimedOut,
        Cancelled,
        // Of captured TCP segments.
        Retransmission, ///< in whole or in part, keep-alives too
        OutOfOrder,
        Gaps, ///< bytes before it have not come, or an event tells that they are missing
        // Of its endpoint's protocol.
        Tcp,
        Udp,
        Unix
    };
    Kind kind = Kind::Data;
};

/// A number of the record, compared.
struct NumberTest
{
    enum class Field : std::uint8_t
    {
        Number, ///< of the record, from 1 on
        Size, ///< bytes moved; passes only calls that move bytes
        Asked,
        Result, ///< passes only calls that ended with a value
        Duration, ///< nanoseconds
        Time, ///< nanoseconds, CLOCK_REALTIME
        TimeOfDay, ///< nanoseconds since the local midnight
        SinceStart ///< nanoseconds since the capture's first record
    };
    enum class Comparison : std::uint8_t
    {
        Equal,
        NotEqual,
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual
    };
    Field field = Field::Size;
    Comparison comparison = Comparison::Equal;
    std::int64_t value = 0;
};

struct DirectionTest
{
    bool in = false;
    bool out = false;
    bool none = false;
};

struct CallTest
{
    std::bitset<256> operations; ///< by Operation
};

/// The call failed with one of these errnos (getaddrinfo's are negative); with any where there are none.
struct ErrnoTest
{
    std::vector<int> numbers;
};

struct EndpointTest
{
    TextMatch name; ///< the name, or its first word where the addresses of captured traffic follow
};

/// An address of the record: its own argument or answer where it has one, else its endpoint's.
struct AddressTest
{
    /// All that is said of it must hold.
    struct Wanted
    {
        std::string host; ///< as net::Address::host gives it; empty for any
        std::int32_t port = -1; ///< -1 for any
        std::int32_t lastPort = -1; ///< of a range that begins with `port`; -1 for `port` alone
    };
    enum class Side : std::uint8_t
    {
        Peer,
        Local,
        Either
    };
    Side side = Side::Peer;
    std::vector<Wanted> wanted; ///< one of these
    TextMatch text; ///< or this, of net::Address::toString; a glob may also be that of the host alone
};

/// Bytes or a regular expression anywhere in the payload.
struct PayloadTest
{
    std::string bytes;
    std::shared_ptr<const ByteRegex> regex;
};

/// A plain text: in the endpoint's name, the operation's, the outcome's or the payload; ASCII letters in either case.
struct AnyTextTest
{
    std::string folded; ///< in lower case
};

using FilterTest = std::variant<KindTest, NumberTest, DirectionTest, CallTest, ErrnoTest, EndpointTest, AddressTest,
    PayloadTest, AnyTextTest>;

/// What a filter says, as a tree. An empty And passes every record.
struct FilterNode
{
    enum class Kind : std::uint8_t
    {
        And,
        Or,
        Not,
        Test
    };
    Kind kind = Kind::And;
    std::vector<FilterNode> parts; ///< of And and Or any number, of Not one
    FilterTest test; ///< of Test
};

/// A filter as typed and what it means. A value, cheap to copy; compares by what was typed. Thread: any.
class FilterExpression final
{
public:
    /// Passes every record.
    FilterExpression();
    FilterExpression(std::string text, FilterNode root);

    /// Both must pass. Where one passes all, it is the other.
    [[nodiscard]] static FilterExpression both(const FilterExpression& a, const FilterExpression& b);

    [[nodiscard]] bool passesAll() const;
    [[nodiscard]] const FilterNode& root() const { return *m_root; }
    [[nodiscard]] const std::string& text() const { return m_text; }

    friend bool operator==(const FilterExpression& a, const FilterExpression& b) { return a.m_text == b.m_text; }

private:
    std::string m_text;
    std::shared_ptr<const FilterNode> m_root;
};

} // namespace query
