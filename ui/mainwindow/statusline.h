// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/status.h"

#include <QElapsedTimer>
#include <QStatusBar>
#include <QTimer>

#include <array>
#include <chrono>
#include <functional>

class QLabel;

namespace ui {

/// Numbers of a window at one moment.
struct WindowFigures
{
    quint64 openEndpoints = 0;
    engine::Counters totals;
    quint64 records = 0;
    quint64 captureBytes = 0; ///< that are kept
    quint64 letGoRecords = 0; ///< the oldest ones, by the limits
    quint64 droppedRecords = 0;
};

/// The line at the bottom of the window. Each number has a place that only grows, so that nothing jumps; where there
/// is no room for all, those go first that matter least. Owned by the window. Thread: GUI.
class StatusLine final : public QStatusBar
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StatusLine)

public:
    static constexpr std::chrono::milliseconds Interval{250};

    /// @param figures  asked for at each tick: four times a second while something changes, and not at all else.
    explicit StatusLine(std::function<WindowFigures()> figures, QWidget* parent = nullptr);

    /// There are new numbers; they are shown at the next tick.
    void markChanged();
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum Field
    {
        Endpoints,
        In,
        Out,
        Rate,
        Records,
        Capture,
        Dropped,
        FieldCount
    };
    void tick();
    void show(Field field, const QString& text);
    void fit();
    void applyTones();

    std::function<WindowFigures()> m_figures;
    bool m_hasChanged = false;
    quint64 m_moved = 0; // bytes in and out at the last tick
    QElapsedTimer m_sinceTick;
    double m_rate = 0; // bytes a second, smoothed over about a second
    QTimer m_timer; // runs while there is something to show
    QWidget* m_row; // of the labels
    std::array<QLabel*, FieldCount> m_labels{};
    std::array<qsizetype, FieldCount> m_widest{}; // characters that each has had at most
    bool m_isAnyDropped = false; // else nobody needs to know
};

} // namespace ui
