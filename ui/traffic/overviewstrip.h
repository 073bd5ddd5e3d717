// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "query/overview.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <map>

namespace ui {

/// What the strip shows besides the density; asked for while it paints.
struct OverviewMarks
{
    /// The records that the log shows at present, first and last; equal when there are none.
    std::function<std::pair<base::RecordIndex, base::RecordIndex>()> visible;
    /// How many of the records [first, end) pass the filter; null without a filter.
    std::function<quint64(base::RecordIndex first, base::RecordIndex end)> matches;
    /// Whether a search has found something in [first, end); null without a search.
    std::function<bool(base::RecordIndex first, base::RecordIndex end)> hits;
    const std::map<base::RecordIndex, unsigned>* labels = nullptr;
};

/// A narrow strip beside the log that stands for the whole capture from top to bottom: how fast records came (the bar's
/// length), failures at its right edge, labels at its left, matches of the filter and hits of the search in the middle,
/// and a frame around what the log shows. A click or a drag goes there. Owned by the log's pane.
class OverviewStrip final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OverviewStrip)

public:
    explicit OverviewStrip(QWidget* parent = nullptr);

    void setMarks(OverviewMarks marks);
    /// Records from `first` on; those before are not shown.
    void setOverview(query::Overview overview, base::RecordIndex first);
    /// Marks have changed: paints anew, at most four times a second.
    void marksChanged();
    /// The log shows other records: paints anew.
    void visibleChanged() { update(); }

    [[nodiscard]] QSize sizeHint() const override;
    /// The record at a height, and the reverse.
    [[nodiscard]] base::RecordIndex recordAt(int y) const;
    [[nodiscard]] int yOf(base::RecordIndex record) const;

Q_SIGNALS:
    void recordChosen(quint64 record);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] quint64 recordCount() const;
    /// Behind the last record of the line at a height.
    [[nodiscard]] base::RecordIndex endOfLine(int y) const;
    /// Records in a second.
    [[nodiscard]] double rateOf(base::RecordIndex first, base::RecordIndex end) const;
    [[nodiscard]] query::Overview::Bucket bucketOf(base::RecordIndex first, base::RecordIndex end) const;
    void paintLines(QPainter& painter) const;
    void paintLabels(QPainter& painter) const;
    void paintVisible(QPainter& painter) const;
    void choose(int y);

    OverviewMarks m_marks;
    query::Overview m_overview;
    base::RecordIndex m_first;
    QTimer m_pacing;
};

} // namespace ui
