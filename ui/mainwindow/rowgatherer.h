// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "query/recordrange.h"
#include "ui/traffic/logselection.h"

#include <QObject>
#include <QTimer>

#include <vector>

namespace ui {

class LogView;

/// Finds out which records some rows of the log are: a slice at each turn of the event loop, so that millions of rows
/// do not hold the window up. It ends in one of its signals, and never before the constructor's caller is back in the
/// event loop. Owned by who saves. Thread: GUI.
class RowGatherer final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RowGatherer)

public:
    RowGatherer(const LogView& view, std::vector<RowRange> rows, QObject* parent = nullptr);

Q_SIGNALS:
    void gathered(const std::vector<query::RecordRange>& records, quint64 count);
    /// The log shows other rows now: a filter was changed, or the view cleared.
    void interrupted();

private:
    void takeSlice();
    void append(base::RecordIndex record);

    const LogView& m_view;
    std::vector<RowRange> m_rows;
    quint64 m_generation;
    std::size_t m_range = 0; // in m_rows
    quint64 m_next = 0; // row of it
    quint64 m_count = 0;
    std::vector<query::RecordRange> m_records;
    QTimer m_turn;
};

} // namespace ui
