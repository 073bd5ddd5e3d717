// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/jobs/payloadcomparison.h"
#include "ui/bytes/compareviews.h"
#include "ui/bytes/differences.h"

#include <QMainWindow>
#include <QTimer>

#include <memory>
#include <optional>

class QLabel;
class QPushButton;
class QSpinBox;

namespace ui {

/// A window with the bytes of two records side by side, those that differ marked, and the way from one difference to
/// the next. Bytes at the start of either can be left out, so that what follows headers of different lengths is side by
/// side. The whole is compared in a worker, and what is seen where it is painted. Deletes itself when it is closed.
/// Thread: GUI.
class CompareWindow final : public QMainWindow
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CompareWindow)

public:
    struct Side
    {
        capture::Record record;
        CompareViews::Side shown; ///< the record's bytes, by a reader of the GUI's
    };
    /// @param newReader  of the capture that both are from. @param window  that it belongs to, and goes with.
    CompareWindow(session::ReaderFactory newReader, const Side& left, const Side& right, QWidget* window);
    ~CompareWindow() override;

    [[nodiscard]] CompareViews* views() const { return m_views; }
    [[nodiscard]] const session::PayloadComparison& comparison() const { return *m_comparison; }

public Q_SLOTS:
    void goToNext();
    void goToPrevious();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void layOut();
    [[nodiscard]] QSpinBox* addSkip(const QString& name, const Side& side);
    /// From the bytes that are not left out, anew.
    void begin();
    [[nodiscard]] QPushButton* addButton(const QString& text, const QString& key, void (CompareWindow::*slot)());
    void goTo(const Differences::Found& found);
    void showFigures();
    [[nodiscard]] QString figuresText() const;
    void tell(const QString& text);

    session::ReaderFactory m_newReader;
    Side m_left;
    Side m_right;
    std::unique_ptr<session::PayloadComparison> m_comparison;
    std::optional<Differences> m_differences;
    CompareViews* m_views;
    QLabel* m_figures;
    QLabel* m_notice;
    QSpinBox* m_leftSkip;
    QSpinBox* m_rightSkip;
    QPushButton* m_previous;
    QPushButton* m_next;
    QTimer m_figuresTimer; // so that they can be read
};

} // namespace ui
