// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/script/step.h"

#include <optional>
#include <span>
#include <string_view>

namespace cli::script {

/// Carries out one step: reads its arguments, makes its call, says what came of it. Thread: that of the step's caller.
using Operation = Outcome (*)(Step& step);

struct NamedOperation
{
    std::string_view name;
    Operation run;
    std::string_view keys; ///< that it reads, with spaces between; any other in a line is a mistake
};

/// The operation of a name; null where there is none.
[[nodiscard]] const NamedOperation* findOperation(std::string_view name);

/// A key of the line that nothing would read, as a problem that says which ones are read. Each line may have "op", "bg"
/// and "note", which is for those who read the script.
[[nodiscard]] std::optional<Problem> unknownKey(
    const QJsonObject& line, std::string_view operation, std::string_view keys);

/// The parts of the table, a file each: making and naming sockets, moving bytes, options and modes, files, and what is
/// only asked.
[[nodiscard]] std::span<const NamedOperation> socketOperations();
[[nodiscard]] std::span<const NamedOperation> openingOperations();
[[nodiscard]] std::span<const NamedOperation> dataOperations();
[[nodiscard]] std::span<const NamedOperation> optionOperations();
[[nodiscard]] std::span<const NamedOperation> fileOperations();
[[nodiscard]] std::span<const NamedOperation> queryOperations();

} // namespace cli::script
