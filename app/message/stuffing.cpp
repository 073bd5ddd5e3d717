// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "message/stuffing.h"

#include <algorithm>

namespace message {

namespace {

using Bytes = std::vector<std::byte>;

Bytes slipOf(std::span<const std::byte> payload)
{
    Bytes frame;
    frame.reserve(payload.size() + 1);
    for (const std::byte byte : payload) {
        if (byte != SlipEnd && byte != SlipEsc) {
            frame.push_back(byte);
            continue;
        }
        frame.push_back(SlipEsc);
        frame.push_back(byte == SlipEnd ? SlipEscEnd : SlipEscEsc);
    }
    frame.push_back(SlipEnd);
    return frame;
}

std::optional<Bytes> payloadOfSlip(std::span<const std::byte> frame)
{
    Bytes payload;
    payload.reserve(frame.size());
    for (std::size_t i = 0; i < frame.size(); ++i) {
        if (frame[i] != SlipEsc) {
            payload.push_back(frame[i]);
            continue;
        }
        if (++i == frame.size() || (frame[i] != SlipEscEnd && frame[i] != SlipEscEsc))
            return std::nullopt;
        payload.push_back(frame[i] == SlipEscEnd ? SlipEnd : SlipEsc);
    }
    return payload;
}

/// Blocks of up to 254 bytes other than zero. The byte before each says where the next one begins, and 0xff that no
/// zero stood there.
Bytes cobsOf(std::span<const std::byte> payload)
{
    constexpr std::size_t LongestBlock = 254;
    Bytes frame;
    frame.reserve(payload.size() + payload.size() / LongestBlock + 2);
    for (;;) {
        const auto zero = std::ranges::find(payload, std::byte{0});
        const auto length = std::min<std::size_t>(static_cast<std::size_t>(zero - payload.begin()), LongestBlock);
        frame.push_back(static_cast<std::byte>(length + 1));
        frame.insert(frame.end(), payload.begin(), payload.begin() + static_cast<std::ptrdiff_t>(length));
        if (length == payload.size())
            break;
        payload = payload.subspan(length == LongestBlock ? length : length + 1);
    }
    frame.push_back(std::byte{0});
    return frame;
}

std::optional<Bytes> payloadOfCobs(std::span<const std::byte> frame)
{
    Bytes payload;
    payload.reserve(frame.size());
    while (!frame.empty()) {
        const auto next = std::to_integer<std::size_t>(frame.front());
        if (next == 0 || next > frame.size())
            return std::nullopt;
        const auto block = frame.subspan(1, next - 1);
        if (std::ranges::find(block, std::byte{0}) != block.end())
            return std::nullopt;
        payload.insert(payload.end(), block.begin(), block.end());
        frame = frame.subspan(next);
        if (!frame.empty() && next < 0xff)
            payload.push_back(std::byte{0});
    }
    return payload;
}

} // namespace

std::vector<std::byte> stuffed(Stuffing stuffing, std::span<const std::byte> payload)
{
    return stuffing == Stuffing::Slip ? slipOf(payload) : cobsOf(payload);
}

std::optional<std::vector<std::byte>> unstuffed(Stuffing stuffing, std::span<const std::byte> frame)
{
    const std::byte end = endOf(stuffing);
    while (!frame.empty() && frame.front() == end)
        frame = frame.subspan(1);
    while (!frame.empty() && frame.back() == end)
        frame = frame.first(frame.size() - 1);
    return stuffing == Stuffing::Slip ? payloadOfSlip(frame) : payloadOfCobs(frame);
}

} // namespace message
