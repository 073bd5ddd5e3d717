// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/captureview.h"

#include "ui/bytes/bytespane.h"
#include "ui/mainwindow/capturefilesaver.h"
#include "ui/mainwindow/payloadsaver.h"
#include "ui/mainwindow/programsaver.h"
#include "ui/mainwindow/recordpresenter.h"
#include "ui/mainwindow/recordwindows.h"
#include "ui/notice/noticebar.h"
#include "ui/traffic/logheader.h"
#include "ui/traffic/logmessages.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/rowmenu.h"
#include "ui/traffic/trafficpane.h"

#include <QAction>
#include <QMenu>
#include <QVBoxLayout>

#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

CaptureView::CaptureView(const session::ReaderFactory& newReader, std::shared_ptr<capture::Reader> reader,
    NoticeBar* notices, QWidget* window)
    : QSplitter(Qt::Vertical)
    , m_log(new TrafficPane)
    , m_bytes(new BytesPane)
    , m_messages(new LogMessages(m_log->view()->header(), newReader, this))
    , m_presenter(new RecordPresenter(m_bytes, this))
    , m_recordWindows(new RecordWindows(m_log, m_presenter, newReader, window))
    , m_saver(new CaptureFileSaver(*m_log->view(), newReader, window))
    , m_programSaver(new ProgramSaver(*m_log->view(), window))
    , m_payloadSaver(new PayloadSaver(*m_log->view(), newReader, window))
{
    layOut();
    wireLog();
    tellIn(notices);
    m_log->setSource(newReader);
    m_presenter->setReader(std::move(reader));
}

CaptureView::~CaptureView()
{
    // The log still tells, as it ends, that no record is current any more; nobody is to hear it. What reads the capture
    // and belongs to the window ends here, with the workers of the log.
    m_log->disconnect();
    delete m_messages;
    delete m_recordWindows;
    delete m_saver;
    delete m_programSaver;
    delete m_payloadSaver;
    delete m_presenter;
}

void CaptureView::layOut()
{
    auto* place = new QWidget;
    m_logColumn = new QVBoxLayout(place);
    m_logColumn->setContentsMargins({});
    m_logColumn->setSpacing(0);
    m_logColumn->addWidget(m_log, 1);
    addWidget(place);
    addWidget(m_bytes);
    setChildrenCollapsible(false);
    setStretchFactor(0, 2);
    setStretchFactor(1, 1);
}

void CaptureView::wireLog()
{
    connect(m_log, &TrafficPane::currentRecordChanged, m_presenter, &RecordPresenter::show);
    connect(m_log, &TrafficPane::hitShown, m_presenter, &RecordPresenter::showHit);
    connect(m_log, &TrafficPane::errnoRequested, this, &CaptureView::explain);
    connect(m_log, &TrafficPane::activated, this, &CaptureView::enterRecord);
    connect(m_log->menu(), &RowMenu::opened, m_payloadSaver, &PayloadSaver::addTo);
}

/// That a filter stopped stands there no longer than the filter does.
void CaptureView::tellIn(NoticeBar* notices)
{
    connect(m_log, &TrafficPane::noticeRaised, notices, [notices](const QString& text) {
        notices->showNotice({Severity::Warning, text, {}, {}});
    });
    connect(m_log, &TrafficPane::filterFailureChanged, notices, [notices](const QString& text) {
        const QString topic = u"filter"_s;
        if (text.isEmpty())
            notices->withdraw(topic);
        else
            notices->showNotice({Severity::Warning, text, {}, topic});
    });
    connect(m_messages, &LogMessages::failed, notices, [notices](const base::Error& error) {
        notices->showNotice({Severity::Warning,
            tr("Messages are not marked any further: %1.").arg(QString::fromStdString(error.message())), {}, {}});
    });
    connect(m_saver, &CaptureFileSaver::noticeRaised, notices, &NoticeBar::showNotice);
    connect(m_saver, &CaptureFileSaver::noticeWithdrawn, notices, &NoticeBar::withdraw);
    connect(m_programSaver, &ProgramSaver::noticeRaised, notices, &NoticeBar::showNotice);
    connect(m_payloadSaver, &PayloadSaver::noticeRaised, notices, &NoticeBar::showNotice);
}

void CaptureView::addBelowLog(QWidget* widget)
{
    m_logColumn->addWidget(widget);
}

void CaptureView::grow(quint64 count)
{
    m_log->grow(count);
    if (capture::Reader* reader = m_log->view()->reader())
        m_messages->grow(count, reader->firstRecord());
    m_recordWindows->grow(count);
}

void CaptureView::explain(quint64 record)
{
    Q_EMIT recordNeeded();
    m_log->reveal(record);
    m_presenter->explain(record);
}

void CaptureView::showRecord(quint64 record) const
{
    LogView* log = m_log->view();
    const bool follows = log->isFollowing();
    log->goTo({record});
    log->setFollowing(follows);
}

void CaptureView::enterRecord()
{
    Q_EMIT recordNeeded();
    m_bytes->setFocus(Qt::OtherFocusReason);
}

} // namespace ui
