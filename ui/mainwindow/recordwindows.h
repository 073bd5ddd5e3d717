// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "session/jobs/scanworker.h"

#include <QObject>

class QWidget;

namespace ui {

class RecordPresenter;
class TrafficPane;

/// The windows beside a log that show more of its records: an endpoint's stream, two payloads compared, a dissection.
/// They go with this. Owned by the window whose log it is; ends before the capture that its readers read.
class RecordWindows final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RecordWindows)

public:
    /// @param traffic, presenter  must outlive it. @param window  that the others belong to.
    RecordWindows(TrafficPane* traffic, RecordPresenter* presenter, session::ReaderFactory newReader, QWidget* window);
    ~RecordWindows() override;

    void followStream(base::EndpointId id);
    /// There are `count` records in the capture now.
    void grow(quint64 count);

private:
    void compare(quint64 left, quint64 right);
    void dissect(quint64 record);

    TrafficPane* m_traffic;
    RecordPresenter* m_presenter;
    session::ReaderFactory m_newReader;
    QWidget* m_window;
    quint64 m_recordCount = 0;
};

} // namespace ui
