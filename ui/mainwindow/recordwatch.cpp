// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/recordwatch.h"

#include <algorithm>
#include <span>
#include <utility>

namespace ui {

namespace {

constexpr std::size_t RecordsAtOnce = 4096; // about a tenth of a millisecond; a burst takes several goes

} // namespace

RecordWatch::RecordWatch(std::shared_ptr<capture::Reader> reader, QObject* parent)
    : QObject(parent)
    , m_reader(std::move(reader))
{
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, &RecordWatch::lookOn);
}

void RecordWatch::watch(base::EndpointId endpoint, quint64 first, Look look)
{
    if (m_reader)
        m_watchers.push_back({endpoint, first, std::move(look)});
}

void RecordWatch::grow(quint64 count)
{
    m_count = count;
    lookOn();
}

void RecordWatch::lookOn()
{
    std::erase_if(m_watchers, [this](Watcher& watcher) { return hasSeenEnough(watcher); });
    const bool isBehind = std::ranges::any_of(m_watchers, [this](const Watcher& each) { return each.next < m_count; });
    if (isBehind)
        m_rest.start();
}

bool RecordWatch::hasSeenEnough(Watcher& watcher)
{
    watcher.next = std::max<quint64>(watcher.next, m_reader->firstRecord().value);
    if (watcher.next >= m_count)
        return false;
    std::vector<capture::Record> records(std::min<quint64>(RecordsAtOnce, m_count - watcher.next));
    const auto read = m_reader->records({watcher.next}, records);
    if (!read)
        return true; // the window tells that the capture cannot be read
    for (std::size_t i = 0; i < *read; ++i) {
        if (records[i].endpoint == watcher.endpoint && watcher.look(watcher.next + i, records[i]))
            return true;
    }
    watcher.next += *read;
    return *read == 0;
}

} // namespace ui
