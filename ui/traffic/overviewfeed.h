// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "session/models/captureoverview.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <utility>

namespace session {
class FilteredLog;
} // namespace session

namespace ui {

class Finder;
class LogMarking;
class LogView;
class OverviewStrip;

/// Tells the log's scroll bar what it is to show: has the capture summed up, and asks the log, the labels and the
/// search for the rest. At most four times a second. Owned by the log's pane, as all that it asks.
class OverviewFeed final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OverviewFeed)

public:
    OverviewFeed(LogView* view, Finder* finder, LogMarking* marking, QObject* parent);
    ~OverviewFeed() override;

    /// Another capture. The log must stay until the next call.
    void setSource(session::FilteredLog* log, const session::ReaderFactory& newReader);
    /// No capture any more.
    void clear();
    /// There are `count` records to read now.
    void grow(quint64 count);
    /// What the log shows has changed.
    void refresh();

private:
    void show();
    /// The first and the last record in view; equal when there are none.
    [[nodiscard]] std::pair<base::RecordIndex, base::RecordIndex> visibleRecords() const;
    [[nodiscard]] QString placeText(base::RecordIndex record) const;

    LogView* m_view;
    OverviewStrip* m_strip; // the view's
    Finder* m_finder;
    LogMarking* m_marking;
    session::FilteredLog* m_log = nullptr;
    std::unique_ptr<session::CaptureOverview> m_overview;
    QTimer m_pacing;
};

} // namespace ui
