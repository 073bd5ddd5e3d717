// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/loglabels.h"

#include <iterator>

namespace ui {

std::optional<unsigned> LogLabels::of(base::RecordIndex record) const
{
    const auto label = m_labels.find(record);
    return label == m_labels.end() ? std::nullopt : std::optional(label->second);
}

std::optional<base::RecordIndex> LogLabels::after(base::RecordIndex record) const
{
    if (m_labels.empty())
        return {};
    const auto next = m_labels.upper_bound(record);
    return next == m_labels.end() ? m_labels.begin()->first : next->first;
}

std::optional<base::RecordIndex> LogLabels::before(base::RecordIndex record) const
{
    if (m_labels.empty())
        return {};
    const auto next = m_labels.lower_bound(record);
    return next == m_labels.begin() ? m_labels.rbegin()->first : std::prev(next)->first;
}

} // namespace ui
