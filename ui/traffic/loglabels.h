// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"

#include <map>
#include <optional>

namespace ui {

/// The colour labels that the user gave to records. A value.
class LogLabels final
{
public:
    /// Labels are numbered from 1 to this.
    static constexpr unsigned Count = 9;

    void set(base::RecordIndex record, unsigned label) { m_labels[record] = label; }
    void remove(base::RecordIndex record) { m_labels.erase(record); }
    void clear() { m_labels.clear(); }

    [[nodiscard]] const std::map<base::RecordIndex, unsigned>& all() const { return m_labels; }
    [[nodiscard]] std::optional<unsigned> of(base::RecordIndex record) const;
    /// The nearest labelled record after this one, around the end to the first; none without labels.
    [[nodiscard]] std::optional<base::RecordIndex> after(base::RecordIndex record) const;
    [[nodiscard]] std::optional<base::RecordIndex> before(base::RecordIndex record) const;

private:
    std::map<base::RecordIndex, unsigned> m_labels;
};

} // namespace ui
