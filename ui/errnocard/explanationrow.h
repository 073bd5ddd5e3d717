// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/record.h"
#include "net/protocol.h"

#include <QCoreApplication>

#include <array>
#include <cerrno>
#include <cstdint>
#include <initializer_list>
#include <span>

// How the explanations are written down. For the tables' own files; everybody else sees Explanation.

namespace ui {

/// Kinds of socket that a row speaks of; a bit each.
enum class Kinds : std::uint8_t
{
    Tcp = 1,
    Udp = 2,
    UnixStream = 4,
    UnixDatagram = 8,
    Ip = Tcp | Udp,
    Datagram = Udp | UnixDatagram,
    Unix = UnixStream | UnixDatagram,
    All = Ip | Unix
};

/// Operations that a row speaks of; empty stands for all.
struct Calls
{
    constexpr Calls() = default;
    constexpr Calls(std::initializer_list<capture::Operation> operations)
    {
        for (const capture::Operation operation : operations)
            list[count++] = operation;
    }

    std::array<capture::Operation, 8> list{};
    std::size_t count = 0;
};

/// One explanation. Texts are marked for translation in the context "ui::Explanation" and translated when shown.
struct ExplanationRow
{
    int code = 0; ///< errno, or base::ResolveError; 0 is settimeout's expiry
    Calls calls;
    Kinds kinds = Kinds::All;
    const char* sentence = nullptr;
    std::array<const char*, 4> causes{};
    std::array<const char*, 4> remedies{};
    const char* manPage = "";
};

// Of several rows that fit, the first counts: rows for one call stand before rows for all.
[[nodiscard]] std::span<const ExplanationRow> addressRows(); ///< bind and listen, and the addresses of all calls
[[nodiscard]] std::span<const ExplanationRow> connectRows(); ///< connect, accept
[[nodiscard]] std::span<const ExplanationRow> transferRows(); ///< send, recv
[[nodiscard]] std::span<const ExplanationRow> optionRows(); ///< setsockopt, getsockopt
[[nodiscard]] std::span<const ExplanationRow> systemRows(); ///< descriptors, memory, files; any call
[[nodiscard]] std::span<const ExplanationRow> resolveRows(); ///< getaddrinfo; the first is for all others
[[nodiscard]] std::span<const ExplanationRow> timeoutRows(); ///< settimeout's expiry

inline constexpr const char* ExplanationContext = "ui::Explanation";

} // namespace ui
