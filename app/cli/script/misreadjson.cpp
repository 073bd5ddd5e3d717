// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/misreadjson.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <set>
#include <string>
#include <vector>

namespace cli::script {

namespace {

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
                m_problem = Problem{"JSON has no escape \\" + std::string(1, m_json[m_at]) + " (byte "
                        + std::to_string(m_at) + R"(); a byte is \u00XX, or {"hex": "XX"} as data)",
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

} // namespace cli::script
