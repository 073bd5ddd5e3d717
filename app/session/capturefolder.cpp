// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/capturefolder.h"

#include "capture/recovery.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>

#include <atomic>

namespace session {

using namespace Qt::StringLiterals;

/// Traffic holds secrets, and QDir::mkpath gives 0755: the folder that holds all captures is the user's alone.
void makePrivateFolder(const QString& path)
{
    if (QDir(path).exists())
        return;
    QDir().mkpath(path);
    QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
}

QString newCaptureFolder(const QString& captureParent)
{
    static std::atomic<int> count = 0;
    makePrivateFolder(captureParent);
    return captureParent % u'/' % QDateTime::currentDateTime().toString(u"yyyyMMdd-HHmmss"_s) % u'-'
        % QString::number(QCoreApplication::applicationPid()) % u'-' % QString::number(++count);
}

void removeOrTell(const std::string& directory, const CaptureLeft& tell)
{
    if (const auto removed = capture::removeCapture(directory); !removed && tell)
        tell(directory, removed.error());
}

} // namespace session
