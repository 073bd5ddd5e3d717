// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/models/filteredlog.h"
#include "tests/ui/trafficcapture.h"
#include "ui/traffic/logview.h"

#include <QCoreApplication>
#include <QTest>
#include <QWheelEvent>

namespace traffic {

using ui::LogColumn;
using ui::LogView;

/// A capture, its rows and a view of them that is on the (offscreen) screen.
struct Shown
{
    explicit Shown(int records = 0, int height = 400)
        : log(capture.newReader())
    {
        view.resize(900, height);
        view.setLog(&log, capture.newReader()().value());
        view.show();
        add(records);
    }
    ~Shown() { view.setLog(nullptr, nullptr); }

    void add(int records)
    {
        for (int i = 0; i < records; ++i)
            capture.data(2, i % 2 == 0 ? Operation::Recv : Operation::Send, "message " + std::to_string(i));
        publish();
    }
    void publish()
    {
        capture.commit();
        log.grow(capture.count());
    }
    [[nodiscard]] quint64 maximumTop() const { return view.rowCount() - static_cast<quint64>(view.pageRows()); }
    void turnWheel(int notches)
    {
        const QPointF place(50, 50);
        QWheelEvent event(place, view.viewport()->mapToGlobal(place), {}, QPoint(0, notches * 120), Qt::NoButton,
            Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(view.viewport(), &event);
    }
    void click(quint64 row, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(view.viewport(), Qt::LeftButton, modifiers, view.cellRect(row, LogColumn::Endpoint).center());
    }
    [[nodiscard]] QString text(quint64 row, LogColumn column) const { return view.row(row).cell(column); }

    SampleCapture capture;
    session::FilteredLog log;
    LogView view;
};

} // namespace traffic
