// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "codec/copyformat.h"
#include "ui/traffic/logrow.h"

#include <QObject>

class QMenu;
class QPoint;

namespace ui {

class FilterBar;
class LogMarking;
class LogView;

/// What can be done with the rows that are selected: copying, filtering by what they hold, labelling, and what others
/// do with them. Owned by the log's pane.
class RowMenu final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RowMenu)

public:
    RowMenu(LogView* view, FilterBar* bar, LogMarking* marking);

    /// @param position  on the screen.
    void show(const QPoint& position);
    void copyRows();

Q_SIGNALS:
    /// The user wants to know why this record's call failed.
    void errnoRequested(quint64 record);
    /// The user wants to see all that went over this endpoint.
    void streamRequested(base::EndpointId endpoint);
    /// The user wants to see where the bytes of these two records differ.
    void compareRequested(quint64 left, quint64 right);
    /// The user wants to see what tshark makes of this record.
    void dissectionRequested(quint64 record);
    /// The menu of this record is about to be seen: who has more to offer adds it here.
    void opened(QMenu* menu, quint64 record);
    /// Something to be told: plain text.
    void noticeRaised(const QString& text);

private:
    void addCopying(QMenu* menu);
    void addFilters(QMenu* menu, const LogRow& row, LogColumn column);
    void addComparing(QMenu* menu);
    void copyPayload(codec::CopyFormat format);

    LogView* m_view;
    FilterBar* m_bar;
    LogMarking* m_marking;
};

} // namespace ui
