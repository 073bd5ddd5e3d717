// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/session.h"
#include "ui/mainwindow/capturefilesaver.h"
#include "ui/mainwindow/captureopener.h"
#include "ui/mainwindow/captureview.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/recordinglimits.h"
#include "ui/mainwindow/windowactions.h"
#include "ui/notice/noticebar.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLocale>
#include <QMimeData>

#include <array>
#include <cerrno>
#include <utility>

// What a window records, what it saves and what it opens.

namespace ui {

using namespace Qt::StringLiterals;

void MainWindow::wireFiles()
{
    connect(m_capture->saver(), &CaptureFileSaver::allSaved, this, [this](quint64 count) { m_savedRecords = count; });
    m_captureOpener = new CaptureOpener(this);
    connect(m_captureOpener, &CaptureOpener::noticeRaised, m_notices, &NoticeBar::showNotice);
    connect(m_captureOpener, &CaptureOpener::noticeWithdrawn, m_notices, &NoticeBar::withdraw);
    connect(m_actions->openCapture, &QAction::triggered, m_captureOpener, &CaptureOpener::choose);
    setAcceptDrops(true);
}

void MainWindow::wireRecording()
{
    m_session->post(engine::LimitRecording{m_settings.recordingLimits()});
    connect(m_actions->recordingLimits, &QAction::triggered, this, [this] {
        auto* page = new RecordingLimitsPage(m_settings.recordingLimits(), this);
        connect(page, &RecordingLimitsPage::limitsChosen, this, [this](const capture::RecordingLimits& limits) {
            m_settings.setRecordingLimits(limits);
            m_session->post(engine::LimitRecording{limits});
        });
        page->show();
    });
}

void MainWindow::noticeCaptureFailure(const base::Error& error)
{
    m_toldCaptureFailure = true;
    const bool isFull = error.code == ENOSPC || error.code == EDQUOT;
    const QString reason = isFull ? tr("the disk is full, but for what is left to other programs")
                                  : QString::fromStdString(error.message());
    Notice notice{Severity::Error,
        tr("Recording has stopped: %1. Traffic goes on, and what is not recorded is counted.").arg(reason), {},
        u"capture"_s};
    const auto again = [this] { m_session->post(engine::ResumeRecording{}); };
    notice.actions.push_back({tr("Record Again"), again}); // it is tried by itself too, from time to time
    m_notices->showNotice(notice);
}

/// By itself, or by Record Again.
void MainWindow::noticeRecordingGoesOn(quint64 missingRecords, quint64 missingBytes)
{
    m_toldCaptureFailure = false;
    const QString records = QLocale().toString(missingRecords);
    const QString bytes = QLocale().formattedDataSize(qint64(missingBytes));
    m_notices->showNotice({Severity::Information,
        tr("Recording goes on. %1 records (%2) are missing so far.").arg(records, bytes), {}, u"capture"_s});
}

void MainWindow::openCapture(const QString& path)
{
    m_captureOpener->open(path);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!CaptureOpener::filesOf(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    for (const QString& path : CaptureOpener::filesOf(*event->mimeData()))
        openCapture(path);
    event->acceptProposedAction();
}

} // namespace ui
