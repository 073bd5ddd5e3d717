// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/operations.h"

#include <algorithm>

namespace cli::script {

Operation findOperation(std::string_view name)
{
    for (const auto& part : {socketOperations(), openingOperations(), dataOperations(), optionOperations(),
             fileOperations(), queryOperations()}) {
        const auto found = std::ranges::find(part, name, &NamedOperation::name);
        if (found != part.end())
            return found->run;
    }
    return nullptr;
}

} // namespace cli::script
