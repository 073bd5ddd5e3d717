// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace codec {

/// Appends `utf8` as a JSON string with its quotes. The result is valid JSON on one line whatever the bytes are, and
/// inert on a terminal: characters that are not to be seen are \uXXXX, which a reader turns back into them. A byte that
/// is no UTF-8 becomes the text \xNN; where that must be told from the same four letters, pass visibleUtf8(bytes).
void appendJsonString(std::string& out, std::string_view utf8);

/// One JSON object on one line, its keys in the order of adding. A value type; it has no thread.
class JsonObject final
{
public:
    JsonObject& add(std::string_view key, std::string_view value);
    JsonObject& add(std::string_view key, const char* value) { return add(key, std::string_view(value)); }
    JsonObject& add(std::string_view key, bool value) { return addRaw(key, value ? "true" : "false"); }
    JsonObject& add(std::string_view key, std::nullptr_t) { return addRaw(key, "null"); }
    /// The shortest digits that read back as the same number; null for infinities and NaN, which JSON has not.
    JsonObject& add(std::string_view key, double value);
    template <std::integral Integer>
    requires(!std::same_as<Integer, bool>) JsonObject& add(std::string_view key, Integer value)
    {
        return addRaw(key, std::to_string(value));
    }
    /// Leaves the key out where there is no value.
    template <class Value> JsonObject& add(std::string_view key, const std::optional<Value>& value)
    {
        return value ? add(key, *value) : *this;
    }
    /// Adds what is JSON already: a number, an array, another object's text.
    JsonObject& addRaw(std::string_view key, std::string_view json);

    /// The object as text, without a newline.
    [[nodiscard]] std::string toString() const { return m_text + '}'; }

private:
    std::string m_text = "{";
};

} // namespace codec
