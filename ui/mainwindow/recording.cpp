// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/recording.h"

#include "session/models/endpointmodel.h"
#include "session/session.h"
#include "session/settings.h"
#include "ui/mainwindow/recordinglimits.h"
#include "ui/notice/noticebar.h"

#include <QLocale>

#include <cerrno>

namespace ui {

using namespace Qt::StringLiterals;

Recording::Recording(session::Session& session, session::Settings& settings, NoticeBar* notices, QWidget* window)
    : QObject(window)
    , m_session(session)
    , m_settings(settings)
    , m_notices(notices)
    , m_window(window)
{
    m_session.post(engine::LimitRecording{m_settings.recordingLimits()});
}

void Recording::chooseLimits()
{
    auto* page = new RecordingLimitsPage(m_settings.recordingLimits(), m_window);
    connect(page, &RecordingLimitsPage::limitsChosen, this, [this](const capture::RecordingLimits& limits) {
        m_settings.setRecordingLimits(limits);
        m_session.post(engine::LimitRecording{limits});
    });
    page->show();
}

WindowFigures Recording::figures()
{
    const engine::CaptureStatus capture = m_session.captureStatus();
    if (capture.failure && !m_toldFailure)
        tellFailure(*capture.failure);
    else if (!capture.failure && m_toldFailure)
        tellGoingOn(capture.dropped.records, capture.dropped.bytes);
    const capture::Extent& extent = capture.extent;
    return {.openEndpoints = m_session.endpoints()->openEndpoints().size(),
        .totals = m_session.endpoints()->totals(),
        .records = extent.records,
        .captureBytes = (extent.records - capture.first.record) * sizeof(capture::Record) + extent.payloadBytes
            - capture.first.payload + extent.detailBytes,
        .letGoRecords = capture.first.record,
        .droppedRecords = capture.dropped.records};
}

void Recording::tellFailure(const base::Error& error)
{
    m_toldFailure = true;
    const bool isFull = error.code == ENOSPC || error.code == EDQUOT;
    const QString reason = isFull ? tr("the disk is full, but for what is left to other programs")
                                  : QString::fromStdString(error.message());
    Notice notice{Severity::Error,
        tr("Recording has stopped: %1. Traffic goes on, and what is not recorded is counted.").arg(reason), {},
        u"capture"_s};
    const auto again = [this] { m_session.post(engine::ResumeRecording{}); };
    notice.actions.push_back({tr("Record Again"), again}); // it is tried by itself too, from time to time
    m_notices->showNotice(notice);
}

/// By itself, or by Record Again.
void Recording::tellGoingOn(quint64 missingRecords, quint64 missingBytes)
{
    m_toldFailure = false;
    const QString records = QLocale().toString(missingRecords);
    const QString bytes = QLocale().formattedDataSize(qint64(missingBytes));
    m_notices->showNotice({Severity::Information,
        tr("Recording goes on. %1 records (%2) are missing so far.").arg(records, bytes), {}, u"capture"_s});
}

} // namespace ui
