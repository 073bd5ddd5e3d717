// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/sendhistory.h"

#include <vector>

namespace ui {

/// Which format the payload's text had at each step of its undo history, so that taking back a conversion takes back
/// the format too: "abcd" of a text must never be read as the bytes ab cd. Pure; the steps are QTextDocument's.
class FormatMarks final
{
public:
    explicit FormatMarks(session::PayloadFormat format)
        : m_first(format)
    { }
    /// The text is read in this format from now on, whatever is undone.
    void restart(session::PayloadFormat format);
    /// The edit that follows after `steps` steps changes the format.
    void changeAfter(int steps, session::PayloadFormat format);
    /// What was undone has gone for good: there are no steps after these.
    void forgetAfter(int steps);
    [[nodiscard]] session::PayloadFormat formatAt(int steps) const;

private:
    struct Mark
    {
        int steps;
        session::PayloadFormat format;
    };
    session::PayloadFormat m_first;
    std::vector<Mark> m_marks;
};

} // namespace ui
