// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLatin1StringView>

#include <array>

namespace ui {

/// A flag of recv(2) that can be asked for. The numbers are Linux's, the same on every architecture; the window does
/// not include the headers of system calls, and a test holds them against <sys/socket.h>.
struct ReceiveFlag
{
    QLatin1StringView name;
    int value;
};

inline constexpr std::array ReceiveFlags{
    ReceiveFlag{QLatin1StringView("MSG_PEEK"), 0x02},
    ReceiveFlag{QLatin1StringView("MSG_TRUNC"), 0x20},
    ReceiveFlag{QLatin1StringView("MSG_DONTWAIT"), 0x40},
    ReceiveFlag{QLatin1StringView("MSG_OOB"), 0x01},
};

} // namespace ui
