// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "message/presets.h"

#include <array>

namespace message {

std::span<const Preset> presets()
{
    constexpr std::byte Lf{'\n'};
    constexpr std::byte Cr{'\r'};
    constexpr std::byte Stx{2};
    constexpr std::byte Etx{3};
    static const std::array all{
        // NMEA 0183: $ or ! at its begin, and with that and CR LF at most 82 characters.
        Preset{"nmea", {Delimiter{{Cr, Lf}, {std::byte{'$'}, std::byte{'!'}}}, 82}},
        Preset{"stx-etx", {Delimiter{{Etx}, {Stx}}}},
        // MODBUS Messaging on TCP/IP 3.1.3: the length counts the unit identifier behind it. At most 260 bytes: MODBUS
        // Application Protocol 4.1.
        Preset{"modbus-tcp", {LengthField{.offset = 4, .width = 2}, 260}},
        // RFC 1006 6.
        Preset{"tpkt", {LengthField{.offset = 2, .width = 2, .counted = Counted::Whole}}},
        // RFC 1035 4.2.2, RFC 7766 8.
        Preset{"dns-tcp", {LengthField{.offset = 0, .width = 2}}},
        // MQTT 3.1.1, 2.2.3.
        Preset{"mqtt", {VarintPrefix{.offset = 1, .maxBytes = 4}}},
        Preset{"cobs", {Cobs()}},
        Preset{"slip", {Slip()}},
        // With the CR before it, if there is one.
        Preset{"lines", {Delimiter{{Lf}, {}}}},
        // Length-delimited messages, as writeDelimitedTo has them.
        Preset{"protobuf", {VarintPrefix{}}},
    };
    return all;
}

} // namespace message
