// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/capturewindow.h"

#include "ui/bytes/bytespane.h"
#include "ui/mainwindow/capturefilesaver.h"
#include "ui/mainwindow/recordpresenter.h"
#include "ui/mainwindow/recordwindows.h"
#include "ui/mainwindow/trafficnotices.h"
#include "ui/notice/noticebar.h"
#include "ui/theme/quantity.h"
#include "ui/theme/tones.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/trafficpane.h"

#include <QAction>
#include <QKeyEvent>
#include <QLabel>
#include <QMenuBar>
#include <QSplitter>
#include <QStatusBar>
#include <QVBoxLayout>

#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

CaptureWindow::CaptureWindow(std::unique_ptr<capture::Reader> reader, const QString& directory, const QString& title,
    std::shared_ptr<void> keeper)
    : m_keeper(std::move(keeper))
    , m_notices(new NoticeBar)
    , m_traffic(new TrafficPane)
    , m_bytes(new BytesPane)
    , m_presenter(new RecordPresenter(m_bytes, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    // Twice is a placeholder that shows as itself.
    setWindowTitle(QString(title).replace("[*]"_L1, "[*][*]"_L1));
    auto* split = new QSplitter(Qt::Vertical);
    split->addWidget(m_traffic);
    split->addWidget(m_bytes);
    split->setChildrenCollapsible(false);
    split->setSizes({2000, 1000});
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_notices);
    column->addWidget(split, 1);
    setCentralWidget(centre);
    resize(110 * GridPixels, 80 * GridPixels);

    const quint64 count = reader->recordCount();
    tellInNotices(m_traffic, m_notices);
    m_newReader = [path = directory.toStdString()] { return capture::Reader::open(path); };
    m_traffic->setSource(m_newReader);
    m_traffic->grow(count);
    m_traffic->endGrowth();
    m_presenter->setReader(std::move(reader));
    m_recordWindows = new RecordWindows(m_traffic, m_presenter, m_newReader, this);
    m_recordWindows->grow(count);
    statusBar()->addWidget(new QLabel(tr("%1 records, for reading only").arg(countText(count))));
    connect(m_traffic, &TrafficPane::currentRecordChanged, m_presenter, &RecordPresenter::show);
    connect(m_traffic, &TrafficPane::errnoRequested, m_presenter, &RecordPresenter::explain);
    connect(m_traffic, &TrafficPane::hitShown, m_presenter, &RecordPresenter::showHit);
    buildMenus();
    m_traffic->view()->setFocus();
}

CaptureWindow::~CaptureWindow()
{
    // Workers read the capture, so they end before it goes.
    delete m_recordWindows;
    delete m_saver;
    delete m_presenter;
    delete takeCentralWidget();
}

void CaptureWindow::showNotice(const Notice& notice)
{
    m_notices->showNotice(notice);
}

void CaptureWindow::buildMenus()
{
    m_saver = new CaptureFileSaver(*m_traffic->view(), m_newReader, this);
    connect(m_saver, &CaptureFileSaver::noticeRaised, m_notices, &NoticeBar::showNotice);
    connect(m_saver, &CaptureFileSaver::noticeWithdrawn, m_notices, &NoticeBar::withdraw);
    QMenu* file = menuBar()->addMenu(tr("&File"));
    const auto saveAll = [saver = m_saver] { saver->choose(CaptureFileSaver::Records::All); };
    file->addAction(tr("&Save Capture As..."), QKeySequence(u"Ctrl+Shift+S"_s), m_saver, saveAll);
    QAction* wireshark = file->addAction(tr("Open in &Wireshark"), m_saver, &CaptureFileSaver::openInWireshark);
    wireshark->setEnabled(!CaptureFileSaver::wiresharkProgram().isEmpty());
    file->addSeparator();
    file->addAction(tr("&Close Window"), QKeySequence(u"Ctrl+W"_s), this, &QWidget::close);
    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    edit->addAction(tr("&Filter the Log"), QKeySequence(u"Ctrl+/"_s), m_traffic, &TrafficPane::focusFilter);
    edit->addAction(tr("F&ind..."), QKeySequence::Find, m_traffic, &TrafficPane::find);
    edit->addAction(tr("Find &Next"), QKeySequence(u"F3"_s), m_traffic, &TrafficPane::findNext);
    edit->addAction(tr("Find &Previous"), QKeySequence(u"Shift+F3"_s), m_traffic, &TrafficPane::findPrevious);
    edit->addAction(tr("&Go to Record or Time..."), QKeySequence(u"Ctrl+G"_s), m_traffic, &TrafficPane::askForPlace);
}

void CaptureWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        m_presenter->closeExplanation();
    QMainWindow::keyPressEvent(event);
}

} // namespace ui
