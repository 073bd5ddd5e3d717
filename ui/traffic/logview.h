// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "ui/fields/rowarea.h"
#include "ui/traffic/filtermarks.h"
#include "ui/traffic/logfollower.h"
#include "ui/traffic/logheader.h"
#include "ui/traffic/logpainter.h"
#include "ui/traffic/logrow.h"
#include "ui/traffic/logrowcache.h"
#include "ui/traffic/logselection.h"

#include <functional>
#include <memory>
#include <optional>

namespace session {
class FilteredLog;
}

namespace ui {

class LogInput;
class LogLabels;
class OverviewStrip;

/// The log: paints the rows that are visible and reads no others, so that its cost does not depend on the capture's
/// size. Follows the end until the user looks at something above it. Owned by the TrafficPane.
class LogView final : public RowArea
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LogView)

public:
    explicit LogView(QWidget* parent = nullptr);
    ~LogView() override;

    /// Shows a log; null shows nothing. `log` must outlive the view or the next call.
    void setLog(session::FilteredLog* log, std::unique_ptr<capture::Reader> reader);

    [[nodiscard]] quint64 rowCount() const override;
    [[nodiscard]] int rowHeight() const override { return m_painter.rowHeight(); }
    /// Grows whenever all rows become others (a filter, another capture).
    [[nodiscard]] quint64 generation() const { return m_generation; }
    [[nodiscard]] LogRow row(quint64 row) const;
    [[nodiscard]] base::RecordIndex recordAt(quint64 row) const;
    /// The view's own reader; null without a log.
    [[nodiscard]] capture::Reader* reader() const { return m_cache ? &m_cache->reader() : nullptr; }
    /// The columns, and how times are shown in them.
    [[nodiscard]] LogHeader* header() const { return m_header; }
    /// Keys and the mouse, and what they ask for.
    [[nodiscard]] LogInput* input() const { return m_input; }
    /// The scroll bar.
    [[nodiscard]] OverviewStrip* strip() const { return m_strip; }
    /// A cell's place in the viewport; empty when it is not in view.
    [[nodiscard]] QRect cellRect(quint64 row, LogColumn column) const;

    [[nodiscard]] const LogSelection& selection() const { return m_selection; }
    /// Takes over a selection that a key, the mouse or a screen reader made, and shows its current row.
    void select(const LogSelection& selection);
    /// The view stays where it is.
    void selectAll();
    [[nodiscard]] std::optional<base::RecordIndex> currentRecord() const { return m_currentRecord; }
    /// Which records have a mark at their row's left; none for no marks. Asked for visible rows, while painting.
    void setMarks(std::function<bool(base::RecordIndex)> isMarked);
    /// What a filter looks for, to be marked in the payloads.
    void setMatches(const FilterMarks& matches);
    /// The colour labels that rows have; null for none. `labels` must outlive the view or the next call.
    void setLabels(const LogLabels* labels);
    /// Selects a record, or the next one that is shown, and brings it to the middle of the view.
    void goTo(base::RecordIndex record);
    /// Brings a record, or the next one that is shown, to the middle of the view; nothing is selected by it.
    void scrollTo(base::RecordIndex record);

    /// Whether it is at the end, and what it tells of that.
    [[nodiscard]] LogFollower* follower() const { return m_follower; }
    [[nodiscard]] bool isFollowing() const { return m_follower->isFollowing(); }
    void setFollowing(bool following);

Q_SIGNALS:
    /// Other rows are in view.
    void topChanged();
    void currentRecordChanged(std::optional<quint64> record);
    void selectionChanged();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    [[nodiscard]] int contentWidth() const override { return m_header->length(); }
    void topMoved(ScrolledBy by) override;

private:
    void relayout();
    void fitColumns();
    void rowsReset();
    void rowsAdded();
    void rowsLetGo(quint64 rows);
    void restorePlace();
    void setCurrentRecord(std::optional<base::RecordIndex> record);

    session::FilteredLog* m_log = nullptr;
    std::unique_ptr<LogRowCache> m_cache;
    LogHeader* m_header;
    OverviewStrip* m_strip;
    LogFollower* m_follower;
    LogInput* m_input;
    LogPainter m_painter;
    LogSelection m_selection;
    std::function<bool(base::RecordIndex)> m_isMarked;
    FilterMarks m_matches;
    const LogLabels* m_labels = nullptr;
    quint64 m_generation = 0;
    quint64 m_paintableRows = 0; // when rows were last added
    std::optional<base::RecordIndex> m_currentRecord;
    std::optional<base::RecordIndex> m_topRecord; // what was on top when the rows were last painted
    std::optional<base::RecordIndex> m_place; // to be shown again as soon as a filter has come so far
};

} // namespace ui
