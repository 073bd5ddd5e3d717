// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/recoveryoffer.h"

#include "capture/reader.h"
#include "session/closedcaptures.h"
#include "ui/mainwindow/capturewindow.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/windowplace.h"
#include "ui/notice/noticebar.h"
#include "ui/theme/quantity.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QPointer>
#include <QThreadPool>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 NanosecondsPerMillisecond = 1'000'000;

QString offerText(const char* text, int n = -1)
{
    return QCoreApplication::translate("ui::RecoveryOffer", text, nullptr, n);
}

/// The time of day, with the date where it was not today.
QString timeOf(const capture::FoundCapture& found)
{
    const qint64 ns = found.startNs != 0 ? found.startNs : found.changedNs;
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(ns / NanosecondsPerMillisecond);
    const QLocale locale;
    return time.date() == QDate::currentDate() ? locale.toString(time.time(), QLocale::ShortFormat)
                                               : locale.toString(time, QLocale::ShortFormat);
}

/// Unlinking gigabytes takes its time; nobody waits for it.
void removeInBackground(const std::string& directory)
{
    QThreadPool::globalInstance()->start([directory] { (void)capture::removeCapture(directory); });
}

void openCapture(MainWindow& window, const capture::FoundCapture& found, const std::shared_ptr<void>& keeper = nullptr)
{
    auto reader = capture::Reader::open(found.directory);
    if (!reader) {
        const QString reason = QString::fromStdString(reader.error().message());
        window.showNotice({Severity::Error, offerText("The capture cannot be read: %1").arg(reason), {}, {}});
        return;
    }
    auto* recovered = new CaptureWindow(std::move(*reader), QString::fromStdString(found.directory),
        offerText("Capture of %1").arg(timeOf(found)), keeper);
    placeBeside(*recovered, window);
    recovered->show();
}

void offer(MainWindow& window, const capture::FoundCapture& found)
{
    Notice notice;
    notice.severity = Severity::Information;
    notice.text = recoveryText(found);
    const QPointer<MainWindow> target(&window);
    if (!found.damage) {
        notice.actions.push_back({offerText("Open"), [target, found] {
                                      if (target)
                                          openCapture(*target, found);
                                  }});
    }
    notice.actions.push_back({offerText("Delete"), [found] { removeInBackground(found.directory); }, true});
    notice.actions.push_back({offerText("Later"), [] {}, true});
    window.showNotice(notice);
}

} // namespace

void offerRecovery(MainWindow& window, const QString& captureParent)
{
    for (const capture::FoundCapture& found : capture::findCaptures(captureParent.toStdString())) {
        if (found.locked)
            continue;
        if (!found.damage && found.extent.records == 0)
            removeInBackground(found.directory);
        else
            offer(window, found);
    }
}

void reopenClosedCapture(MainWindow& window, const QString& closedParent)
{
    if (const auto last = session::HeldCapture::last(closedParent))
        openCapture(window, last->found(), last);
    else
        window.showNotice(
            {Severity::Information, offerText("No capture of a closed window is there any more."), {}, {}, true});
}

QString recoveryText(const capture::FoundCapture& found)
{
    if (found.damage)
        return offerText("A capture of %1 is damaged and cannot be read: %2")
            .arg(timeOf(found), QString::fromStdString(found.damage->message()));
    if (found.extent.records == 1)
        return offerText("A capture of %1 with one record was not closed").arg(timeOf(found));
    return offerText("A capture of %1 with %2 records was not closed")
        .arg(timeOf(found), countText(found.extent.records));
}

} // namespace ui
