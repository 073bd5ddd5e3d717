// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/rowgatherer.h"

#include "ui/traffic/logview.h"

#include <utility>

namespace ui {

namespace {

constexpr quint64 SliceRows = 100'000; // some milliseconds

} // namespace

RowGatherer::RowGatherer(const LogView& view, std::vector<RowRange> rows, QObject* parent)
    : QObject(parent)
    , m_view(view)
    , m_rows(std::move(rows))
    , m_generation(view.generation())
{
    m_next = m_rows.empty() ? 0 : m_rows.front().first;
    connect(&m_turn, &QTimer::timeout, this, &RowGatherer::takeSlice);
    m_turn.start(0);
}

void RowGatherer::takeSlice()
{
    if (m_generation != m_view.generation()) {
        m_turn.stop();
        Q_EMIT interrupted();
        return;
    }
    for (quint64 taken = 0; taken < SliceRows && m_range < m_rows.size(); ++taken) {
        const RowRange& range = m_rows[m_range];
        if (m_next < m_view.rowCount())
            append(m_view.recordAt(m_next));
        if (m_next++ < range.last)
            continue;
        ++m_range;
        m_next = m_range < m_rows.size() ? m_rows[m_range].first : 0;
    }
    if (m_range < m_rows.size())
        return;
    m_turn.stop();
    Q_EMIT gathered(m_records, m_count);
}

void RowGatherer::append(base::RecordIndex record)
{
    ++m_count;
    if (!m_records.empty() && m_records.back().first.value + m_records.back().count == record.value)
        ++m_records.back().count;
    else
        m_records.push_back({record, 1});
}

} // namespace ui
