// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/errnocard/explanation.h"

#include <QPointer>
#include <QWidget>

namespace ui {

class ErrnoCard;

/// Lays an errno card over the window, at its lower edge, where it hides least of the log. Owned by the window.
class ErrnoPopover final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ErrnoPopover)

public:
    /// @param area  what the card is placed over; it may be as wide as this, less a margin.
    explicit ErrnoPopover(QWidget* area);

    void explain(const Explanation& explanation, const QString& call);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void place();
    void dismiss();

    QWidget* m_area;
    ErrnoCard* m_card;
    QPointer<QWidget> m_focusBefore;
};

} // namespace ui
