// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/closedcaptures.h"

#include "capture/capturelock.h"
#include "capture/file.h"
#include "capture/record.h"
#include "session/capturefolder.h"
#include "session/session.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace session {

using namespace Qt::StringLiterals;

namespace {

bool isWorthKeeping(const QString& directory)
{
    const auto captures = capture::findCaptures(QFileInfo(directory).path().toStdString());
    const auto found = std::ranges::find(captures, directory.toStdString(), &capture::FoundCapture::directory);
    if (found == captures.end() || found->damage || found->extent.records == 0)
        return false;
    const capture::Extent& extent = found->extent;
    return extent.records * sizeof(capture::Record) + extent.payloadBytes + extent.detailBytes <= MaxClosedCaptureBytes;
}

} // namespace

QString closedCaptureParent()
{
    return QFileInfo(Session::defaultCaptureParent()).path() % u"/closed"_s;
}

void keepClosedCapture(const QString& directory, const QString& closedParent)
{
    if (!isWorthKeeping(directory)) {
        (void)capture::removeCapture(directory.toStdString());
        return;
    }
    for (const capture::FoundCapture& earlier : capture::findCaptures(closedParent.toStdString()))
        (void)capture::removeCapture(earlier.directory);
    makePrivateFolder(closedParent);
    if (!QDir().rename(directory, closedParent % u'/' % QFileInfo(directory).fileName()))
        (void)capture::removeCapture(directory.toStdString());
}

struct HeldCapture::Hold
{
    capture::FoundCapture found;
    capture::CaptureLock lock;
};

HeldCapture::HeldCapture() = default;
HeldCapture::~HeldCapture() = default;

std::shared_ptr<HeldCapture> HeldCapture::last(const QString& closedParent)
{
    auto captures = capture::findCaptures(closedParent.toStdString());
    std::ranges::reverse(captures);
    for (capture::FoundCapture& found : captures) {
        const auto folder = capture::openFolder(found.directory);
        if (found.damage || !folder)
            continue;
        auto lock = capture::CaptureLock::take(folder->get());
        if (!lock)
            continue;
        std::shared_ptr<HeldCapture> held(new HeldCapture);
        held->m_hold = std::make_unique<Hold>(Hold{std::move(found), *std::move(lock)});
        return held;
    }
    return nullptr;
}

const capture::FoundCapture& HeldCapture::found() const
{
    return m_hold->found;
}

} // namespace session
