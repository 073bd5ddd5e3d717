// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/operations.h"

#include <algorithm>

namespace cli::script {

namespace {

/// Whether a list of words, with spaces between, has this one.
bool hasWord(std::string_view words, std::string_view word)
{
    while (!words.empty()) {
        const std::string_view first = words.substr(0, words.find(' '));
        if (first == word)
            return true;
        words.remove_prefix(std::min(first.size() + 1, words.size()));
    }
    return false;
}

} // namespace

const NamedOperation* findOperation(std::string_view name)
{
    for (const auto& part : {socketOperations(), openingOperations(), dataOperations(), optionOperations(),
             fileOperations(), queryOperations()}) {
        const auto found = std::ranges::find(part, name, &NamedOperation::name);
        if (found != part.end())
            return &*found;
    }
    return nullptr;
}

std::optional<Problem> unknownKey(const QJsonObject& line, std::string_view operation, std::string_view keys)
{
    for (auto it = line.begin(); it != line.end(); ++it) {
        const std::string key = it.key().toStdString();
        if (hasWord("op bg note", key) || hasWord(keys, key))
            continue;
        return Problem{"no such key; " + std::string(operation) + " reads: " + std::string(keys), key};
    }
    return std::nullopt;
}

} // namespace cli::script
