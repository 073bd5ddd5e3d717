// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/errnopopover.h"

#include "ui/errnocard/errnocard.h"
#include "ui/theme/tones.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int Border = 1;
constexpr int WidestCard = 72 * GridPixels;

} // namespace

ErrnoPopover::ErrnoPopover(QWidget* area)
    : QWidget(area)
    , m_area(area)
    , m_card(new ErrnoCard)
{
    // A window may be lower than the card is; then the card scrolls.
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_card);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Border, Border, Border, Border);
    layout->addWidget(scroll);
    connect(m_card, &ErrnoCard::closed, this, &ErrnoPopover::dismiss);
    m_area->installEventFilter(this);
    hide();
}

void ErrnoPopover::explain(const Explanation& explanation, const QString& call)
{
    m_card->setExplanation(explanation, call);
    if (!isVisible())
        m_focusBefore = QApplication::focusWidget();
    place();
    show();
    raise();
    m_card->setFocus(Qt::PopupFocusReason);
}

void ErrnoPopover::place()
{
    const QRect room = m_area->rect().adjusted(2 * GridPixels, 2 * GridPixels, -2 * GridPixels, -2 * GridPixels);
    const int width = std::min(WidestCard, room.width());
    const int wanted
        = m_card->hasHeightForWidth() ? m_card->heightForWidth(width - 2 * Border) : m_card->sizeHint().height();
    const int height = std::min(wanted + 2 * Border, room.height());
    setGeometry(room.right() - width + 1, room.bottom() - height + 1, width, height);
}

void ErrnoPopover::dismiss()
{
    hide();
    if (m_focusBefore && m_area->window()->isAncestorOf(m_focusBefore))
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    m_focusBefore.clear();
}

bool ErrnoPopover::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_area && event->type() == QEvent::Resize && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

void ErrnoPopover::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setPen(toneColor(Tone::Dim, palette()));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace ui
