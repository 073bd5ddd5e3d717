// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/captureopener.h"

#include "session/captureopening.h"
#include "session/filename.h"
#include "session/session.h"
#include "ui/mainwindow/capturefilesaver.h"
#include "ui/mainwindow/capturewindow.h"
#include "ui/mainwindow/importnotices.h"
#include "ui/mainwindow/windowplace.h"

#include <QFileDialog>
#include <QMimeData>
#include <QPointer>
#include <QUrl>

#include <utility>

namespace ui {

using namespace Qt::StringLiterals;
using session::CaptureOpening;

CaptureOpener::CaptureOpener(QWidget* window)
    : QObject(window)
    , m_window(window)
{ }

CaptureOpener::~CaptureOpener() = default;

void CaptureOpener::choose()
{
    auto* dialog = new QFileDialog(m_window, tr("Open Capture"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Captures (*.pcapng *.pcap *.pcap[0-9]* *.cap *.dmp *.gz)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &CaptureOpener::open);
    dialog->show();
}

void CaptureOpener::open(const QString& path)
{
    const QString name = session::shownFileName(path);
    const QString topic = u"open %1"_s.arg(++m_jobs);
    auto* job = new CaptureOpening(this);
    connect(job, &CaptureOpening::progressed, this, [this, job, name, topic](double fraction) {
        const QPointer<CaptureOpening> target(job);
        const NoticeAction cancel{tr("Cancel"), [target] {
                                      if (target)
                                          target->cancel();
                                  }};
        Q_EMIT noticeRaised(
            {Severity::Information, tr("Opening %1: %2 %").arg(name).arg(int(fraction * 100)), {cancel}, topic});
    });
    connect(job, &CaptureOpening::finished, this,
        [this, job, path, topic](const std::shared_ptr<session::ImportedCapture>& capture) {
            job->deleteLater();
            Q_EMIT noticeWithdrawn(topic);
            show(path, capture);
        });
    connect(job, &CaptureOpening::cancelled, this, [this, job, topic] {
        job->deleteLater();
        Q_EMIT noticeWithdrawn(topic);
    });
    connect(job, &CaptureOpening::failed, this, [this, job, topic, name](const base::Error& error) {
        job->deleteLater();
        Q_EMIT noticeWithdrawn(topic);
        const QString reason = QString::fromStdString(error.message());
        Q_EMIT noticeRaised({Severity::Error, tr("%1 cannot be opened: %2").arg(name, reason), {}, u"open"_s});
    });
    job->start(session::Session::defaultCaptureParent(), path);
}

void CaptureOpener::show(const QString& path, std::shared_ptr<session::ImportedCapture> capture)
{
    const QString name = session::shownFileName(path);
    const packets::ImportReport& report = capture->import().report();
    const std::vector<Notice> notices = importNotices(name, report);
    auto reader = capture->newReader();
    const bool isNoCapture
        = report.counts.packets == 0 && report.problemCount > 0 && reader && (*reader)->recordCount() == 0;
    // A window with nothing in it says less than the reason why.
    if (!reader || isNoCapture) {
        const std::string reason = reader ? report.problems.front().message() : reader.error().message();
        Q_EMIT noticeRaised(
            {Severity::Error, tr("%1 cannot be opened: %2").arg(name, QString::fromStdString(reason)), {}, u"open"_s});
        return;
    }
    const QString directory = capture->directory();
    const session::ImportedCapture* const opened = capture.get();
    auto* window = new CaptureWindow(std::move(*reader), directory, name, std::move(capture));
    window->saver()->setOrigin([opened](const QString& target) { return opened->isReadFrom(target); });
    for (const Notice& notice : notices)
        window->showNotice(notice);
    placeBeside(*window, *m_window);
    window->show();
}

QStringList CaptureOpener::filesOf(const QMimeData& data)
{
    QStringList files;
    for (const QUrl& url : data.urls()) {
        if (const QString file = session::fileOfUrl(url.toEncoded().toStdString()); !file.isEmpty())
            files.append(file);
    }
    return files;
}

} // namespace ui
