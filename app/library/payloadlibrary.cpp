// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "library/payloadlibrary.h"

#include "session/capturefolder.h"

#include <QFileInfo>
#include <QStandardPaths>

#include <chrono>
#include <utility>

namespace library {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds ReloadDelay{20};

} // namespace

PayloadLibrary::PayloadLibrary(const QString& file, QObject* parent)
    : QObject(parent)
    , m_file(file)
{
    if (file.isEmpty())
        return;
    m_reloading.setSingleShot(true);
    m_reloading.setInterval(ReloadDelay);
    connect(&m_reloading, &QTimer::timeout, this, &PayloadLibrary::reload);
    for (const auto changed : {&QFileSystemWatcher::fileChanged, &QFileSystemWatcher::directoryChanged})
        connect(&m_watcher, changed, &m_reloading, qOverload<>(&QTimer::start));
    session::makePrivateFolder(QFileInfo(file).path());
    reload();
}

QString PayloadLibrary::defaultFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) % "/sockscope/payloads.json"_L1;
}

Outcome<void> PayloadLibrary::change(const Change& change)
{
    if (m_file.path().isEmpty()) {
        PayloadList list = m_list;
        list.apply(change);
        take(std::move(list));
        return {};
    }
    auto written = m_file.change(change, m_list);
    if (!written)
        return tl::unexpected(written.error());
    // Who writes behind this is told by the watcher, and read then.
    m_stamp = {};
    m_problem.reset();
    take(std::move(written->list));
    if (!written->keptAs.isEmpty())
        Q_EMIT keptAside(written->keptAs);
    watch();
    return {};
}

/// The folder tells that another file has been put in this one's place; the file, that it was written by hand. A file
/// that was replaced is watched no more.
void PayloadLibrary::watch()
{
    for (const QString& path : {QFileInfo(m_file.path()).path(), m_file.path()}) {
        if (!m_watcher.files().contains(path) && !m_watcher.directories().contains(path) && QFileInfo::exists(path))
            m_watcher.addPath(path);
    }
}

void PayloadLibrary::reload()
{
    watch();
    const FileStamp stamp = m_file.stamp();
    if (stamp == m_stamp && stamp.inode != 0)
        return;
    m_stamp = stamp;
    auto list = m_file.read();
    if (list) {
        m_problem.reset();
        return take(*std::move(list));
    }
    if (m_problem == list.error())
        return;
    m_problem = list.error();
    Q_EMIT problemFound();
}

void PayloadLibrary::take(PayloadList list)
{
    m_list = std::move(list);
    std::vector<Payload> payloads = m_list.payloads();
    if (payloads == m_payloads)
        return;
    m_payloads = std::move(payloads);
    Q_EMIT changed();
}

} // namespace library
