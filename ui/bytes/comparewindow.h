// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/bytes/compareviews.h"
#include "ui/bytes/differences.h"
#include "workspace/payloadcomparison.h"

#include <QMainWindow>
#include <QTimer>

class QLabel;
class QPushButton;

namespace ui {

/// A window with the bytes of two records side by side, those that differ marked, and the way from one difference to
/// the next. The whole is compared in a worker, and what is seen where it is painted. Deletes itself when it is closed.
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
    CompareWindow(const workspace::ReaderFactory& newReader, const Side& left, const Side& right, QWidget* window);
    ~CompareWindow() override;

    [[nodiscard]] CompareViews* views() const { return m_views; }
    [[nodiscard]] const workspace::PayloadComparison& comparison() const { return m_comparison; }

public Q_SLOTS:
    void goToNext();
    void goToPrevious();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void layOut();
    [[nodiscard]] QPushButton* addButton(const QString& text, const QString& key, void (CompareWindow::*slot)());
    void goTo(const Differences::Found& found);
    void showFigures();
    [[nodiscard]] QString figuresText() const;
    void tell(const QString& text);

    std::shared_ptr<ByteSource> m_left;
    std::shared_ptr<ByteSource> m_right;
    workspace::PayloadComparison m_comparison;
    Differences m_differences;
    CompareViews* m_views;
    QLabel* m_figures;
    QLabel* m_notice;
    QPushButton* m_previous;
    QPushButton* m_next;
    QTimer m_figuresTimer; // so that they can be read
};

} // namespace ui
