// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/misreadjson.h"

#include <QJsonArray>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace cli::script {

namespace {

constexpr std::string_view Blanks = " \t\r\n";

/// The column of a byte: characters of UTF-8 before it, and one.
std::string columnOf(std::string_view json, std::size_t at)
{
    const std::string_view before = json.substr(0, at);
    const auto isFirstByte = [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; };
    return "column " + std::to_string(std::ranges::count_if(before, isFirstByte) + 1);
}

/// What stands where Qt's reader found something else.
std::string_view expectedAt(QJsonParseError::ParseError error)
{
    switch (error) {
    case QJsonParseError::UnterminatedObject: return "a key in double quotes, a comma or a } is expected";
    case QJsonParseError::MissingNameSeparator: return "a colon is expected behind the key";
    case QJsonParseError::UnterminatedArray:
    case QJsonParseError::MissingValueSeparator: return "a comma or a ] is expected";
    case QJsonParseError::IllegalValue:
    case QJsonParseError::TerminationByNumber:
    case QJsonParseError::IllegalNumber:
        return "a value is expected: a string in double quotes, a number, true, false, null, [ or {";
    case QJsonParseError::MissingObject: return "a key or value is expected behind a comma or colon";
    case QJsonParseError::IllegalEscapeSequence: return "four hex digits are expected behind \\u";
    case QJsonParseError::IllegalUTF8String: return "text in UTF-8 is expected";
    case QJsonParseError::UnterminatedString: return "the end of a string, a list or the object is expected";
    case QJsonParseError::DeepNesting: return "lists and objects are too deep in each other";
    case QJsonParseError::DocumentTooLarge: return "the line is too long";
    case QJsonParseError::GarbageAtEnd: return "the end of the line is expected behind the object";
    case QJsonParseError::NoError: break;
    }
    return {};
}

/// Goes once over a text that is JSON; what it is made of needs no check any more.
class JsonWalk final
{
public:
    explicit JsonWalk(std::string_view json)
        : m_json(json)
    { }

    std::optional<Problem> problem()
    {
        for (; !m_problem && m_at < m_json.size(); ++m_at) {
            switch (m_json[m_at]) {
            case '{': m_keys.emplace_back(); break;
            case '}': m_keys.pop_back(); break;
            case '"': takeString(); break;
            case ':': addKey(); break;
            default: break;
            }
        }
        return m_problem;
    }

private:
    /// From the quotation mark at which it begins to the one at which it ends.
    void takeString()
    {
        const std::size_t begin = m_at;
        m_hasEscapes = false;
        for (++m_at; m_at < m_json.size() && m_json[m_at] != '"'; ++m_at) {
            if (m_json[m_at] != '\\')
                continue;
            m_hasEscapes = true;
            ++m_at;
            if (std::string_view("\"\\/bfnrtu").find(m_json[m_at]) == std::string_view::npos)
                m_problem = Problem{"JSON has no escape \\" + std::string(1, m_json[m_at]) + " ("
                        + columnOf(m_json, m_at) + R"(); a byte is \u00XX, or {"hex": "XX"} as data)",
                    "line"};
        }
        m_string = m_json.substr(begin, m_at + 1 - begin);
    }

    /// The string before a colon. Two spellings of a key are one key.
    void addKey()
    {
        std::string key(m_string.substr(1, m_string.size() - 2));
        if (m_hasEscapes) {
            const QByteArray list = '[' + QByteArray(m_string.data(), static_cast<qsizetype>(m_string.size())) + ']';
            key = QJsonDocument::fromJson(list).array().first().toString().toStdString();
        }
        if (!m_keys.back().insert(key).second)
            m_problem = Problem{"the key is there twice", key};
    }

    std::string_view m_json;
    std::size_t m_at = 0;
    std::string_view m_string; // the last one, with its quotation marks
    bool m_hasEscapes = false;
    std::vector<std::set<std::string>> m_keys; // of the objects around the place
    std::optional<Problem> m_problem;
};

} // namespace

std::optional<Problem> misreadJson(std::string_view json)
{
    return JsonWalk(json).problem();
}

Problem unreadJson(std::string_view json, const QJsonParseError& error)
{
    const std::size_t end = json.find_last_not_of(Blanks) + 1;
    const std::size_t first = std::min(json.find_first_not_of(Blanks), end);
    if (first == end || json[first] != '{')
        return {"no JSON at " + columnOf(json, first) + ": one JSON object a line is expected, which begins with {",
            "line"};
    // Of most errors Qt's offset is behind what it did not expect, of others before it.
    const auto offset = static_cast<std::size_t>(std::max(error.offset, 1));
    std::size_t at = std::min(offset - 1, end);
    at = std::min(json.find_first_not_of(Blanks, at), end);
    const bool isAtEnd = error.error == QJsonParseError::UnterminatedString;
    return {"no JSON at " + columnOf(json, isAtEnd ? end : at) + ": " + std::string(expectedAt(error.error)), "line"};
}

} // namespace cli::script
