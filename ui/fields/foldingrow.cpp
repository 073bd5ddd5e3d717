// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/fields/foldingrow.h"

#include "ui/theme/tones.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

namespace ui {

FoldingRow::FoldingRow(const QString& name, QWidget* bar)
    : QWidget(bar)
    , m_layout(new QHBoxLayout(this))
    , m_bar(bar)
    , m_instead(new QToolButton(this))
    , m_menu(new QMenu(this))
{
    m_layout->setContentsMargins({});
    m_layout->setSpacing(GridPixels / 2);
    m_layout->addWidget(m_instead);
    m_instead->setText(name);
    m_instead->setAccessibleName(name);
    m_instead->setMenu(m_menu);
    m_instead->setPopupMode(QToolButton::InstantPopup);
    m_instead->setAutoRaise(true);
    m_instead->setFocusPolicy(Qt::TabFocus);
    m_instead->hide();
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_menu, &QMenu::aboutToShow, this, &FoldingRow::fillMenu);
    bar->installEventFilter(this);
}

void FoldingRow::add(QAbstractButton* button)
{
    m_buttons.emplace_back(button);
    m_layout->addWidget(button);
    button->setVisible(!m_isFolded);
    updateGeometry();
}

std::vector<QAbstractButton*> FoldingRow::buttons() const
{
    std::vector<QAbstractButton*> there;
    for (const QPointer<QAbstractButton>& button : m_buttons) {
        if (button)
            there.push_back(button);
    }
    return there;
}

int FoldingRow::widthOfButtons() const
{
    int width = -m_layout->spacing();
    for (const QAbstractButton* button : buttons())
        width += button->sizeHint().width() + m_layout->spacing();
    return std::max(width, 0);
}

int FoldingRow::spared() const
{
    return m_isFolded ? 0 : std::max(0, widthOfButtons() - m_instead->sizeHint().width());
}

QSize FoldingRow::sizeHint() const
{
    int height = m_instead->sizeHint().height();
    for (const QAbstractButton* button : buttons())
        height = std::max(height, button->sizeHint().height());
    return {m_isFolded ? m_instead->sizeHint().width() : widthOfButtons(), height};
}

/// Before the bar lays itself out in its new width.
bool FoldingRow::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_bar && (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest))
        fit(m_bar->width());
    return QWidget::eventFilter(watched, event);
}

void FoldingRow::fit(int room)
{
    const QLayout* layout = m_bar->layout();
    if (!layout)
        return;
    const int withoutButtons = layout->totalMinimumSize().width() - sizeHint().width();
    setFolded(room < withoutButtons + widthOfButtons());
}

void FoldingRow::setFolded(bool isFolded)
{
    if (m_isFolded == isFolded)
        return;
    m_isFolded = isFolded;
    m_instead->setVisible(isFolded);
    for (QAbstractButton* button : buttons())
        button->setVisible(!isFolded);
    updateGeometry();
}

void FoldingRow::fillMenu()
{
    m_menu->clear();
    for (QAbstractButton* button : buttons()) {
        QAction* action = m_menu->addAction(button->icon(), button->text());
        action->setToolTip(button->toolTip());
        action->setEnabled(button->isEnabled());
        action->setCheckable(button->isCheckable());
        action->setChecked(button->isChecked());
        connect(action, &QAction::triggered, button, &QAbstractButton::click);
    }
}

} // namespace ui
