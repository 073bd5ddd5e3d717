// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/recordwindows.h"

#include "ui/bytes/comparewindow.h"
#include "ui/dissection/dissectionwindow.h"
#include "ui/mainwindow/recordpresenter.h"
#include "ui/mainwindow/windowplace.h"
#include "ui/stream/streamwindow.h"
#include "ui/traffic/rowmenu.h"
#include "ui/traffic/trafficpane.h"

#include <utility>

namespace ui {

RecordWindows::RecordWindows(
    TrafficPane* traffic, RecordPresenter* presenter, session::ReaderFactory newReader, QWidget* window)
    : QObject(window)
    , m_traffic(traffic)
    , m_presenter(presenter)
    , m_newReader(std::move(newReader))
    , m_window(window)
{
    connect(traffic, &TrafficPane::streamRequested, this, &RecordWindows::followStream);
    connect(traffic, &TrafficPane::compareRequested, this, &RecordWindows::compare);
    connect(traffic->menu(), &RowMenu::dissectionRequested, this, &RecordWindows::dissect);
}

RecordWindows::~RecordWindows()
{
    qDeleteAll(m_window->findChildren<StreamWindow*>(Qt::FindDirectChildrenOnly));
    qDeleteAll(m_window->findChildren<CompareWindow*>(Qt::FindDirectChildrenOnly));
    qDeleteAll(m_window->findChildren<DissectionWindow*>(Qt::FindDirectChildrenOnly));
}

void RecordWindows::followStream(base::EndpointId id)
{
    auto* stream = new StreamWindow(m_newReader, id, m_presenter->endpointName(id), m_window);
    connect(stream, &StreamWindow::recordChosen, m_traffic, &TrafficPane::goTo);
    stream->grow(m_recordCount);
    placeBeside(*stream, *m_window);
    stream->show();
}

void RecordWindows::grow(quint64 count)
{
    m_recordCount = count;
    for (StreamWindow* stream : m_window->findChildren<StreamWindow*>(Qt::FindDirectChildrenOnly))
        stream->grow(count);
}

void RecordWindows::compare(quint64 left, quint64 right)
{
    const auto leftSide = m_presenter->compareSide(left);
    const auto rightSide = m_presenter->compareSide(right);
    if (!leftSide || !rightSide)
        return;
    auto* comparison = new CompareWindow(m_newReader, *leftSide, *rightSide, m_window);
    placeBeside(*comparison, *m_window);
    comparison->show();
}

void RecordWindows::dissect(quint64 record)
{
    auto* dissection = new DissectionWindow(m_newReader, m_window);
    connect(m_traffic, &TrafficPane::currentRecordChanged, dissection, &DissectionWindow::showRecord);
    dissection->showRecord(record);
    placeBeside(*dissection, *m_window);
    dissection->show();
}

} // namespace ui
