// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

namespace cli::script {

/// The number behind a name that socket programs write in C: "AF_INET", "SOCK_STREAM", "MSG_PEEK", "SO_KEEPALIVE",
/// "SHUT_WR", "AI_PASSIVE". Nothing where the name is none of these.
[[nodiscard]] std::optional<int> constantValue(std::string_view name);

/// The reverse for families ("AF_INET") and types ("SOCK_STREAM"); empty where there is no name.
[[nodiscard]] std::string_view familyName(int family);
[[nodiscard]] std::string_view typeName(int type);

/// getaddrinfo's error by its name, "EAI_NONAME"; empty where there is none - getaddrinfo(3).
[[nodiscard]] std::string_view lookupErrorName(int error);

} // namespace cli::script
