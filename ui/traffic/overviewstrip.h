// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "query/overview.h"

#include <QScrollBar>
#include <QTimer>

#include <functional>
#include <map>
#include <optional>
#include <utility>

class QHelpEvent;

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
    /// Which record it is and when it was, in words.
    std::function<QString(base::RecordIndex record)> place;
};

/// The log's scroll bar. It stands for the whole capture from top to bottom: how fast records came (the bar's length),
/// failures at its right edge, labels at its left, matches of the filter and hits of the search in the middle, and a
/// handle over what the log shows. Its value counts rows, as that of any scroll bar; a height in it is a record, also
/// where a filter hides most of them. What lies above its contents' margin belongs to the log's header. Owned by the
/// view.
class OverviewStrip final : public QScrollBar
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
    /// Over what the log shows; empty where that is all.
    [[nodiscard]] QRect handle() const;

Q_SIGNALS:
    /// A click asks for this record in the middle of the log.
    void recordChosen(quint64 record);
    /// The handle was dragged: this record is to be on top.
    void topChosen(quint64 record);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    /// The records that the log shows and those between them; 0 for none.
    [[nodiscard]] quint64 visibleSpan() const;
    [[nodiscard]] quint64 recordCount() const;
    /// Behind the last record of the line at a height.
    [[nodiscard]] base::RecordIndex endOfLine(int y) const;
    /// Records in a second.
    [[nodiscard]] double rateOf(base::RecordIndex first, base::RecordIndex end) const;
    [[nodiscard]] query::Overview::Bucket bucketOf(base::RecordIndex first, base::RecordIndex end) const;
    void paintLines(QPainter& painter) const;
    void paintLabels(QPainter& painter) const;
    void paintHead(QPainter& painter) const;
    void paintHandle(QPainter& painter) const;
    void dragTo(int y);
    void showPlace(const QHelpEvent& event);

    OverviewMarks m_marks;
    query::Overview m_overview;
    base::RecordIndex m_first;
    QTimer m_pacing;
    std::optional<int> m_grip; // below the handle's upper edge, while it is dragged
};

} // namespace ui
