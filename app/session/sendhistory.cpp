// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/sendhistory.h"

#include "session/settings.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>
#include <chrono>
#include <numeric>
#include <optional>
#include <utility>

namespace session {

using namespace Qt::StringLiterals;

namespace {

constexpr int Version = 1;
constexpr qint64 MaxFileBytes = 16 * 1024 * 1024;
constexpr std::chrono::seconds SaveDelay{1};

std::optional<SentPayload> fromJson(const QJsonValue& value)
{
    const auto sent = readPayload(value.toObject());
    const bool isKept = sent && !sent->text.isEmpty() && sent->text.size() <= SendHistory::MaxEntryLength;
    return isKept ? sent : std::nullopt;
}

QJsonObject toJson(const SentPayload& sent)
{
    QJsonObject object;
    writePayload(sent, object);
    return object;
}

/// Makes the folder for its owner alone; one that is there keeps what its owner gave it.
bool makeFolder(const QString& path)
{
    const QDir folder(path);
    if (folder.exists())
        return true;
    constexpr auto Owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    return QDir().mkpath(QFileInfo(path).path()) && QDir().mkdir(path, Owner);
}

} // namespace

SendHistory::SendHistory(QString file, QObject* parent)
    : QObject(parent)
    , m_file(std::move(file))
{
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(SaveDelay);
    connect(&m_saveTimer, &QTimer::timeout, this, &SendHistory::save);
    load();
}

SendHistory::~SendHistory()
{
    save();
}

QString SendHistory::defaultFile()
{
    return QFileInfo(Settings::defaultStateFile()).path() % "/sent.json"_L1;
}

void SendHistory::add(const SentPayload& sent)
{
    const bool repeats = !m_entries.empty() && m_entries.back() == sent;
    if (sent.text.isEmpty() || sent.text.size() > MaxEntryLength || repeats)
        return;
    m_entries.push_back(sent);
    trim();
    m_changed = true;
    if (!m_saveTimer.isActive())
        m_saveTimer.start();
}

void SendHistory::clear()
{
    m_changed = m_changed || !m_entries.empty();
    m_entries.clear();
    save();
}

void SendHistory::trim()
{
    qsizetype length = std::accumulate(m_entries.begin(), m_entries.end(), qsizetype{0},
        [](qsizetype sum, const SentPayload& sent) { return sum + sent.text.size(); });
    auto first = m_entries.begin();
    while (static_cast<std::size_t>(m_entries.end() - first) > MaxEntries || length > MaxLength) {
        length -= first->text.size();
        ++first;
    }
    m_entries.erase(m_entries.begin(), first);
}

void SendHistory::load()
{
    QFile file(m_file);
    if (m_file.isEmpty() || !file.open(QIODevice::ReadOnly) || file.size() > MaxFileBytes)
        return;
    const QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
    m_isOurs = root["version"_L1].toInt(Version) <= Version;
    if (!m_isOurs)
        return;
    for (const auto& value : root["sent"_L1].toArray()) {
        if (const auto sent = fromJson(value))
            m_entries.push_back(*sent);
    }
    trim();
}

bool SendHistory::save()
{
    m_saveTimer.stop();
    if (!m_changed || m_file.isEmpty() || !m_isOurs)
        return true;
    QJsonArray sent;
    for (const SentPayload& entry : m_entries)
        sent.append(toJson(entry));
    const QJsonObject root{{"version"_L1, Version}, {"sent"_L1, sent}};

    QSaveFile file(m_file);
    if (!makeFolder(QFileInfo(m_file).path()) || !file.open(QIODevice::WriteOnly))
        return false;
    // Before the first byte is written: a new file would have the umask's mode, an old one keeps its own.
    if (!file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return false;
    file.write(QJsonDocument(root).toJson(QJsonDocument::Compact));
    if (!file.commit())
        return false;
    m_changed = false;
    return true;
}

} // namespace session
