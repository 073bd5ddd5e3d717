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
    filter->setShortcuts({QKeySequence(u"Ctrl+/"_s), QKeySequence(u"Ctrl+F"_s)});
    connect(filter, &QAction::triggered, m_traffic, &TrafficPane::focusFilter);
    addActions({close, filter});
}

RecoveredWindow::~RecoveredWindow() = default;

void RecoveredWindow::explainRecord(quint64 record)
{
    if (const auto read = m_presenter->read(record))
        m_errnoPopover->explain(ui::explainRecord(read->record, read->endpoint.protocol), callText(*read));
}

} // namespace ui
