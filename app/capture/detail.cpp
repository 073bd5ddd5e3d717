// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/detail.h"

#include <cerrno>
#include <concepts>
#include <cstring>

namespace capture {

namespace {

// A detail is its tag, the version of that tag's layout, and the fields in order, little-endian and without padding.
// Tags and versions are part of the file format: add, never renumber.
enum class Tag : std::uint8_t
{
    Empty = 0,
    Endpoint = 1,
    Address = 2,
    Option = 3,
    Mode = 4,
    Text = 5,
    Arrival = 6, ///< an address, and how the datagram came in
    Socket = 7,
    Segment = 8
};
constexpr std::uint8_t LayoutVersion = 1;
constexpr std::uint16_t UnknownHops = 0xffff;

class Encoder final
{
public:
    explicit Encoder(Tag tag)
    {
        m_bytes.reserve(80); // two IPv6 addresses and what goes with them
        integer(static_cast<std::uint8_t>(tag));
        integer(LayoutVersion);
    }

    template <std::unsigned_integral Integer> void integer(Integer value)
    {
        for (std::size_t i = 0; i < sizeof(Integer); ++i)
            m_bytes.push_back(static_cast<std::byte>(std::uint64_t{value} >> (8 * i)));
    }
    void bytes(std::span<const std::byte> value)
    {
        integer(static_cast<std::uint32_t>(value.size()));
        m_bytes.insert(m_bytes.end(), value.begin(), value.end());
    }
    void text(const std::string& value) { bytes(std::as_bytes(std::span(value))); }
    void address(const net::Address& value)
    {
        static_assert(sizeof(sockaddr_storage) <= 255);
        integer(static_cast<std::uint8_t>(value.bytes().size()));
        m_bytes.insert(m_bytes.end(), value.bytes().begin(), value.bytes().end());
    }
    [[nodiscard]] std::vector<std::byte> take() { return std::move(m_bytes); }

private:
    std::vector<std::byte> m_bytes;
};

/// Takes fields from the front. After the first one that is not there, everything is empty and isGood() is false.
class Decoder final
{
public:
    explicit Decoder(std::span<const std::byte> bytes)
        : m_rest(bytes)
    { }

    template <std::unsigned_integral Integer> Integer integer()
    {
        std::uint64_t value = 0;
        const std::span<const std::byte> field = take(sizeof(Integer));
        for (std::size_t i = 0; i < field.size(); ++i)
            value |= std::to_integer<std::uint64_t>(field[i]) << (8 * i);
        return static_cast<Integer>(value);
    }
    /// An enumerator from 0 to `last`.
    template <class Enum> Enum enumerator(Enum last)
    {
        const auto value = integer<std::uint8_t>();
        m_good = m_good && value <= static_cast<std::uint8_t>(last);
        return m_good ? static_cast<Enum>(value) : Enum{};
    }
    std::vector<std::byte> bytes()
    {
        const std::span<const std::byte> field = take(integer<std::uint32_t>());
        return {field.begin(), field.end()};
    }
    std::string text()
    {
        const std::span<const std::byte> field = take(integer<std::uint32_t>());
        return {reinterpret_cast<const char*>(field.data()), field.size()};
    }
    net::Address address()
    {
        const std::span<const std::byte> field = take(integer<std::uint8_t>());
        if (field.empty())
            return {};
        m_good = m_good && field.size() >= sizeof(sa_family_t) && field.size() <= sizeof(sockaddr_storage);
        if (!m_good)
            return {};
        sockaddr_storage storage{}; // the field itself is not aligned
        std::memcpy(&storage, field.data(), field.size());
        return net::Address::fromSockaddr(
            reinterpret_cast<const sockaddr*>(&storage), static_cast<socklen_t>(field.size()));
    }
    std::optional<std::uint8_t> hops()
    {
        const auto value = integer<std::uint16_t>();
        m_good = m_good && (value <= 0xff || value == UnknownHops);
        return value <= 0xff ? std::optional(static_cast<std::uint8_t>(value)) : std::nullopt;
    }
    [[nodiscard]] bool isGood() const { return m_good; }
    [[nodiscard]] bool isAtEnd() const { return m_good && m_rest.empty(); }

private:
    std::span<const std::byte> take(std::size_t size)
    {
        m_good = m_good && size <= m_rest.size();
        if (!m_good)
            return {};
        const std::span<const std::byte> field = m_rest.first(size);
        m_rest = m_rest.subspan(size);
        return field;
    }

    std::span<const std::byte> m_rest;
    bool m_good = true;
};

std::vector<std::byte> encode(std::monostate)
{
    return {};
}

std::vector<std::byte> encode(const EndpointInfo& info)
{
    Encoder out(Tag::Endpoint);
    out.text(info.name);
    out.integer(info.parent.value);
    out.integer(static_cast<std::uint8_t>(info.protocol));
    out.integer(static_cast<std::uint8_t>(info.role));
    out.address(info.local);
    out.address(info.peer);
    return out.take();
}

bool isArrival(const AddressDetail& detail)
{
    return !detail.interface.empty() || detail.hops;
}

std::vector<std::byte> encode(const AddressDetail& detail)
{
    Encoder out(isArrival(detail) ? Tag::Arrival : Tag::Address);
    out.address(detail.address);
    out.address(detail.local);
    out.integer(detail.child.value);
    if (isArrival(detail)) {
        out.text(detail.interface);
        out.integer(detail.hops ? std::uint16_t{*detail.hops} : UnknownHops);
    }
    return out.take();
}

std::vector<std::byte> encode(const OptionDetail& detail)
{
    Encoder out(Tag::Option);
    out.integer(static_cast<std::uint32_t>(detail.level));
    out.integer(static_cast<std::uint32_t>(detail.name));
    out.bytes(detail.asked);
    out.bytes(detail.effective);
    return out.take();
}

std::vector<std::byte> encode(const ModeDetail& detail)
{
    Encoder out(Tag::Mode);
    out.integer(static_cast<std::uint8_t>(detail.setting.mode));
    out.integer(static_cast<std::uint64_t>(detail.setting.timeout.count()));
    return out.take();
}

std::vector<std::byte> encode(const TextDetail& detail)
{
    Encoder out(Tag::Text);
    out.text(detail.text);
    return out.take();
}

std::vector<std::byte> encode(const SocketDetail& detail)
{
    Encoder out(Tag::Socket);
    for (const int argument : {detail.family, detail.type, detail.protocol})
        out.integer(static_cast<std::uint32_t>(argument));
    return out.take();
}

std::vector<std::byte> encode(const SegmentDetail& detail)
{
    Encoder out(Tag::Segment);
    out.integer(static_cast<std::uint64_t>(detail.position));
    out.integer(static_cast<std::uint64_t>(detail.distance));
    return out.take();
}

/// Places of a stream of which the numbers are 32 bits, however often they wrap around.
bool isPossible(const SegmentDetail& detail)
{
    constexpr std::int64_t Furthest = std::int64_t{1} << 60;
    constexpr std::int64_t MostApart = std::int64_t{1} << 33;
    return detail.position >= -Furthest && detail.position <= Furthest && detail.distance >= -MostApart
        && detail.distance <= MostApart;
}

// The fields are read in the order in which braces list them, which C++ guarantees - [dcl.init.list].
Detail decodeFields(Tag tag, Decoder& in)
{
    switch (tag) {
    case Tag::Empty: break;
    case Tag::Endpoint:
        return EndpointInfo{in.text(), {in.integer<std::uint32_t>()}, in.enumerator(net::Protocol::UnixSeqpacket),
            in.enumerator(Role::Datagram), in.address(), in.address()};
    case Tag::Address: return AddressDetail{in.address(), in.address(), {in.integer<std::uint32_t>()}};
    case Tag::Arrival:
        return AddressDetail{in.address(), in.address(), {in.integer<std::uint32_t>()}, in.text(), in.hops()};
    case Tag::Option:
        return OptionDetail{static_cast<int>(in.integer<std::uint32_t>()),
            static_cast<int>(in.integer<std::uint32_t>()), in.bytes(), in.bytes()};
    case Tag::Mode:
        return ModeDetail{{in.enumerator(net::Mode::NonBlocking),
            std::chrono::nanoseconds(static_cast<std::int64_t>(in.integer<std::uint64_t>()))}};
    case Tag::Text: return TextDetail{in.text()};
    case Tag::Socket:
        return SocketDetail{static_cast<int>(in.integer<std::uint32_t>()),
            static_cast<int>(in.integer<std::uint32_t>()), static_cast<int>(in.integer<std::uint32_t>())};
    case Tag::Segment:
        return SegmentDetail{static_cast<std::int64_t>(in.integer<std::uint64_t>()),
            static_cast<std::int64_t>(in.integer<std::uint64_t>())};
    }
    return {};
}

} // namespace

std::vector<std::byte> encodeDetail(const Detail& detail)
{
    return std::visit([](const auto& kind) { return encode(kind); }, detail);
}

base::Result<Detail> decodeDetail(std::span<const std::byte> bytes)
{
    if (bytes.empty())
        return Detail{};
    Decoder in(bytes);
    const Tag tag = in.enumerator(Tag::Segment);
    const auto version = in.integer<std::uint8_t>();
    if (!in.isGood() || tag == Tag::Empty || version != LayoutVersion)
        return base::failure({EBADMSG, "decode detail"});
    Detail detail = decodeFields(tag, in);
    // An address alone has a tag of its own.
    const auto* address = std::get_if<AddressDetail>(&detail);
    const bool saysNothing = tag == Tag::Arrival && address && !isArrival(*address);
    const auto* segment = std::get_if<SegmentDetail>(&detail);
    if (segment && !isPossible(*segment))
        return base::failure({EBADMSG, "decode detail"});
    if (!in.isAtEnd() || saysNothing)
        return base::failure({EBADMSG, "decode detail"});
    return detail;
}

} // namespace capture
