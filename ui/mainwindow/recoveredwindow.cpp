// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/recoveredwindow.h"

#include "ui/bytes/bytespane.h"
#include "ui/mainwindow/errnopopover.h"
#include "ui/mainwindow/recordpresenter.h"
#include "ui/theme/quantity.h"
#include "ui/theme/tones.h"
#include "ui/traffic/trafficpane.h"

#include <QAction>
#include <QLabel>
#include <QSplitter>
#include <QStatusBar>

namespace ui {

using namespace Qt::StringLiterals;

RecoveredWindow::RecoveredWindow(
    std::unique_ptr<capture::Reader> reader, const QString& directory, const QString& title)
    : m_traffic(new TrafficPane)
    , m_bytes(new BytesPane)
    , m_presenter(new RecordPresenter(m_bytes, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title % u" - Sockscope"_s);
    auto* split = new QSplitter(Qt::Vertical);
    split->addWidget(m_traffic);
    split->addWidget(m_bytes);
    split->setChildrenCollapsible(false);
    split->setSizes({2000, 1000});
    setCentralWidget(split);
    m_errnoPopover = new ErrnoPopover(split);
    resize(110 * GridPixels, 80 * GridPixels);

    const quint64 count = reader->recordCount();
    m_traffic->setSource([path = directory.toStdString()] { return capture::Reader::open(path); });
    m_traffic->grow(count);
    m_presenter->setReader(std::move(reader));
    statusBar()->addWidget(new QLabel(tr("%1 records, for reading only").arg(countText(count))));
    connect(m_traffic, &TrafficPane::currentRecordChanged, m_presenter, &RecordPresenter::show);
    connect(m_traffic, &TrafficPane::errnoRequested, this, &RecoveredWindow::explainRecord);

    auto* close = new QAction(tr("Close Window"), this);
    close->setShortcut(QKeySequence(u"Ctrl+W"_s));
    connect(close, &QAction::triggered, this, &QWidget::close);
    auto* filter = new QAction(tr("Filter the Log"), this);
    filter->setShortcut(QKeySequence(u"Ctrl+/"_s));
    connect(filter, &QAction::triggered, m_traffic, &TrafficPane::focusFilter);
    addActions({close, filter});
    addFinding();
}

RecoveredWindow::~RecoveredWindow() = default;

void RecoveredWindow::addFinding()
{
    connect(m_traffic, &TrafficPane::hitShown, m_presenter, &RecordPresenter::showHit);
    const auto add = [this](const QString& text, const QKeySequence& key, void (TrafficPane::*slot)()) {
        auto* action = new QAction(text, this);
        action->setShortcut(key);
        connect(action, &QAction::triggered, m_traffic, slot);
        addAction(action);
    };
    add(tr("Find..."), QKeySequence(u"Ctrl+F"_s), &TrafficPane::find);
    add(tr("Find Next"), QKeySequence(u"F3"_s), &TrafficPane::findNext);
    add(tr("Find Previous"), QKeySequence(u"Shift+F3"_s), &TrafficPane::findPrevious);
}

void RecoveredWindow::explainRecord(quint64 record)
{
    if (const auto read = m_presenter->read(record))
        m_errnoPopover->explain(ui::explainRecord(read->record, read->endpoint.protocol), callText(*read));
}

} // namespace ui
