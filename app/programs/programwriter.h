// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "net/names.h"
#include "programs/program.h"
#include "programs/programwords.h"

#include <set>
#include <string>
#include <string_view>

namespace programs {

/// What the writers of C and of Python have in common: the program that is written, the lines so far, and the helpers
/// that these use.
class ProgramWriter
{
protected:
    explicit ProgramWriter(const Program& program)
        : m_program(program)
    { }

    [[nodiscard]] const std::string& nameOf(std::size_t socket) const { return m_program.sockets[socket].name; }
    [[nodiscard]] net::Protocol protocolOf(const Step& step) const
    {
        return m_program.sockets[step.socket].info.protocol;
    }
    [[nodiscard]] bool isStream(const Step& step) const { return net::isStream(protocolOf(step)); }
    /// The name of a helper that the program has to have then.
    std::string use(std::string_view name) { return std::string(*m_used.insert(name).first); }
    /// A line with its comment, as the language writes it, behind it; before it where that would be too long.
    void addLine(std::string_view indent, std::string_view code, std::string_view gap, std::string_view comment)
    {
        const bool fits = code.find('\n') == std::string_view::npos
            && indent.size() + code.size() + gap.size() + comment.size() < LongestLine;
        if (!comment.empty() && (!fits || code.empty()))
            m_body.append(indent).append(comment).append("\n");
        if (code.empty())
            return;
        m_body.append(indent).append(code);
        if (!comment.empty() && fits)
            m_body.append(gap).append(comment);
        m_body += '\n';
    }

    const Program& m_program;
    std::set<std::string_view> m_used;
    std::string m_body;
};

} // namespace programs
