// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/capturewindow.h"

#include "ui/mainwindow/captureactions.h"
#include "ui/mainwindow/captureview.h"
#include "ui/mainwindow/recordpresenter.h"
#include "ui/notice/noticebar.h"
#include "ui/theme/quantity.h"
#include "ui/theme/tones.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/trafficpane.h"

#include <QAction>
#include <QKeyEvent>
#include <QLabel>
#include <QMenuBar>
#include <QStatusBar>
#include <QVBoxLayout>

#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

CaptureWindow::CaptureWindow(std::unique_ptr<capture::Reader> reader, const QString& directory, const QString& title,
    std::shared_ptr<void> keeper)
    : m_keeper(std::move(keeper))
    , m_notices(new NoticeBar)
{
    setAttribute(Qt::WA_DeleteOnClose);
    // Twice is a placeholder that shows as itself.
    setWindowTitle(QString(title).replace("[*]"_L1, "[*][*]"_L1));
    const quint64 count = reader->recordCount();
    const auto newReader = [path = directory.toStdString()] { return capture::Reader::open(path); };
    m_view = new CaptureView(newReader, std::move(reader), m_notices, this);
    m_view->setSizes({2000, 1000});
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_notices);
    column->addWidget(m_view, 1);
    setCentralWidget(centre);
    resize(132 * GridPixels, 80 * GridPixels);

    m_view->grow(count);
    m_view->log()->endGrowth();
    statusBar()->addWidget(new QLabel(tr("%1 records, for reading only").arg(countText(count))));
    buildMenus();
    m_view->log()->view()->setFocus();
}

CaptureWindow::~CaptureWindow()
{
    // Workers read the capture, so they end before it goes.
    delete takeCentralWidget();
}

void CaptureWindow::showNotice(const Notice& notice)
{
    m_notices->showNotice(notice);
}

CaptureFileSaver* CaptureWindow::saver() const
{
    return m_view->saver();
}

void CaptureWindow::buildMenus()
{
    const auto* actions = new CaptureActions(*m_view, this);
    QMenu* file = menuBar()->addMenu(tr("&File"));
    file->addActions({actions->saveCapture, actions->openInWireshark});
    file->addSeparator();
    file->addAction(tr("&Close Window"), QKeySequence(u"Ctrl+W"_s), this, &QWidget::close);
    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    edit->addActions({actions->filter, actions->find, actions->findNext, actions->findPrevious, actions->goToRecord});
}

void CaptureWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        m_view->presenter()->closeExplanation();
    QMainWindow::keyPressEvent(event);
}

} // namespace ui
