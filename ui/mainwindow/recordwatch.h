// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace ui {

/// Shows what is recorded from a moment on to those who wait for it: what came of a call, how a file gets on. Reads
/// nothing while nobody waits. Owned by the window. Thread: GUI.
class RecordWatch final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RecordWatch)

public:
    /// Is given a record with its place, from 0 on; gives true when it has seen enough. It must not begin to watch.
    using Look = std::function<bool(quint64, const capture::Record&)>;

    /// @param reader  null where the capture cannot be read: nothing is seen then.
    explicit RecordWatch(std::shared_ptr<capture::Reader> reader, QObject* parent = nullptr);

    [[nodiscard]] const std::shared_ptr<capture::Reader>& reader() const { return m_reader; }
    /// Shows `look` the endpoint's records in their order, from this one on: what the capture held before the call.
    void watch(base::EndpointId endpoint, quint64 first, Look look);
    /// There are `count` records in the capture now.
    void grow(quint64 count);

private:
    struct Watcher
    {
        base::EndpointId endpoint;
        quint64 next; // the first record that it has not seen
        Look look;
    };
    void lookOn();
    [[nodiscard]] bool hasSeenEnough(Watcher& watcher);

    std::shared_ptr<capture::Reader> m_reader;
    std::vector<Watcher> m_watchers;
    quint64 m_count = 0;
    QTimer m_rest; // goes on where a burst was too long for one go
};

} // namespace ui
