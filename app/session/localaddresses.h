// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

namespace session {

/// The numeric addresses of this machine's interfaces that are up, loopback first, link-local ones with their scope:
/// what can be listened on. Asks the kernel (netlink) each time; a millisecond at most.
[[nodiscard]] QStringList localAddresses();

/// The names of this machine's interfaces that are up, loopback first: what a multicast group can be joined on.
[[nodiscard]] QStringList interfaceNames();

} // namespace session
