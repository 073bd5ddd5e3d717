// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/capturefilesaver.h"

#include "session/jobs/capturesave.h"
#include "ui/fields/savedialog.h"
#include "ui/mainwindow/rowgatherer.h"
#include "ui/theme/quantity.h"
#include "ui/traffic/logview.h"

#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>
#include <QPointer>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <utility>

namespace ui {

using namespace Qt::StringLiterals;
using saving::SaveFormat;
using session::CaptureSave;

namespace {

int percentOf(double fraction)
{
    return int(fraction * 100);
}

} // namespace

CaptureFileSaver::CaptureFileSaver(LogView& view, session::ReaderFactory newReader, QWidget* window)
    : QObject(window)
    , m_view(view)
    , m_newReader(std::move(newReader))
    , m_window(window)
{ }

CaptureFileSaver::~CaptureFileSaver() = default;

QString CaptureFileSaver::wiresharkProgram()
{
    return QStandardPaths::findExecutable(u"wireshark"_s);
}

void CaptureFileSaver::choose(Records records)
{
    QFileDialog* dialog = newSaveDialog(m_window, tr("Save Capture As"),
        {{tr("Packets, for Wireshark and Sockscope (*.pcapng)"), u"pcapng"_s}, {tr("JSON Lines (*.jsonl)"), u"jsonl"_s},
            {tr("Table (*.csv)"), u"csv"_s}, {tr("Text (*.txt)"), u"txt"_s}});
    // Without a suffix, which the format that is chosen gives it.
    dialog->selectFile(u"capture-"_s + QDateTime::currentDateTime().toString(u"yyyyMMdd-HHmmss"_s));
    connect(dialog, &QFileDialog::fileSelected, this, [this, records](const QString& path) { save(path, records); });
    dialog->show();
}

void CaptureFileSaver::save(const QString& path, Records records)
{
    capture::Reader* reader = m_view.reader();
    if (!reader)
        return;
    if (!saving::saveFormatOf(path.toStdString())) {
        raise(Severity::Error,
            tr("%1 was not saved: its name must end in .pcapng, .jsonl, .csv or .txt.").arg(QFileInfo(path).fileName()),
            {}, u"save"_s);
        return;
    }
    if (m_isOrigin && m_isOrigin(path)) {
        raise(Severity::Error,
            tr("%1 was not saved: it is the file that is shown here, whose packets that are no records would be lost. "
               "Choose another name.")
                .arg(QFileInfo(path).fileName()),
            {}, u"save"_s);
        return;
    }
    if (records == Records::All)
        startJob(path, query::allRecords(reader->recordCount()), reader->recordCount(), [this, path](quint64 count) {
            tellSaved(path, count);
            Q_EMIT allSaved(count);
        });
    else
        gather(path, records);
}

void CaptureFileSaver::gather(const QString& path, Records records)
{
    const quint64 count = m_view.rowCount();
    const std::vector<RowRange> all = count > 0 ? std::vector{RowRange{0, count - 1}} : std::vector<RowRange>();
    auto* gatherer = new RowGatherer(m_view, records == Records::Selected ? m_view.selection().ranges() : all, this);
    connect(gatherer, &RowGatherer::gathered, this,
        [this, gatherer, path](const std::vector<query::RecordRange>& found, quint64 rows) {
            gatherer->deleteLater();
            startJob(path, query::someRecords(found), rows, [this, path](quint64 saved) { tellSaved(path, saved); });
        });
    connect(gatherer, &RowGatherer::interrupted, this, [this, gatherer, path, records] {
        gatherer->deleteLater();
        // What is shown now is what is to be saved; what was selected is no more.
        if (records == Records::Shown)
            gather(path, records);
        else
            raise(Severity::Warning,
                tr("%1 was not saved: the log shows other rows now.").arg(QFileInfo(path).fileName()), {}, u"save"_s);
    });
}

void CaptureFileSaver::startJob(const QString& path, query::RangeSource records, quint64 count, const Done& done)
{
    const QString name = QFileInfo(path).fileName();
    const QString topic = u"save %1"_s.arg(++m_jobs);
    auto* job = new CaptureSave(m_newReader, this);
    connect(job, &CaptureSave::progressed, this, [this, job, name, topic](double fraction) {
        const QPointer<CaptureSave> target(job);
        const NoticeAction cancel{tr("Cancel"), [target] {
                                      if (target)
                                          target->cancel();
                                  }};
        raise(Severity::Information, tr("Saving %1: %2 %").arg(name).arg(percentOf(fraction)), {cancel}, topic);
    });
    connect(job, &CaptureSave::finished, this, [this, job, topic, done](quint64 saved) {
        job->deleteLater();
        Q_EMIT noticeWithdrawn(topic);
        done(saved);
    });
    connect(job, &CaptureSave::cancelled, this, [this, job, topic, name] {
        job->deleteLater();
        Q_EMIT noticeWithdrawn(topic);
        raise(Severity::Information, tr("%1 was not saved: cancelled.").arg(name), {}, u"save"_s);
    });
    connect(job, &CaptureSave::failed, this, [this, job, topic, path](const base::Error& error) {
        job->deleteLater();
        Q_EMIT noticeWithdrawn(topic);
        raise(Severity::Error, saveFailureText(path, error), {}, u"save"_s);
    });
    const SaveFormat format = saving::saveFormatOf(path.toStdString()).value_or(SaveFormat::Pcapng);
    job->start({std::move(records), count, format, path});
}

void CaptureFileSaver::tellSaved(const QString& path, quint64 count)
{
    const QString name = QFileInfo(path).fileName();
    const QString text = count == 1 ? tr("Saved one record as %1.").arg(name)
                                    : tr("Saved %1 records as %2.").arg(countText(count), name);
    Q_EMIT noticeRaised({Severity::Information, text, {}, u"save"_s, true});
    Q_EMIT saved(path);
}

void CaptureFileSaver::openInWireshark()
{
    const QString program = wiresharkProgram();
    capture::Reader* reader = m_view.reader();
    if (program.isEmpty() || !reader)
        return;
    // A folder that only its owner can enter, and that goes with the window.
    auto folder = std::make_unique<QTemporaryDir>();
    if (!folder->isValid()) {
        raise(Severity::Error, tr("No file for Wireshark: %1").arg(folder->errorString()), {}, u"wireshark"_s);
        return;
    }
    const QString path = folder->filePath(u"sockscope.pcapng"_s);
    m_forWireshark.push_back(std::move(folder));
    startJob(path, query::allRecords(reader->recordCount()), reader->recordCount(), [this, program, path](quint64) {
        if (!QProcess::startDetached(program, {path}))
            raise(Severity::Error, tr("Wireshark could not be started."), {}, u"wireshark"_s);
        Q_EMIT saved(path);
    });
}

void CaptureFileSaver::raise(
    Severity severity, const QString& text, std::vector<NoticeAction> actions, const QString& topic)
{
    Q_EMIT noticeRaised({severity, text, std::move(actions), topic});
}

} // namespace ui
