// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/bytes/recordheader.h"

#include "ui/fields/elidedlabel.h"
#include "ui/theme/tones.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui {

RecordHeader::RecordHeader(QWidget* parent)
    : QWidget(parent)
    , m_title(new ElidedLabel(this))
    , m_problem(new ElidedLabel(this))
    , m_line(new ElidedLabel(this))
    , m_button(new QToolButton(this))
{
    for (ElidedLabel* label : {m_title, m_problem, m_line})
        label->setFont(fixedFont());
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed); // what is behind it follows it
    m_problem->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_problem->hide();
    m_line->hide();
    m_button->setAutoRaise(true);
    auto* first = new QHBoxLayout;
    first->setSpacing(GridPixels);
    first->addWidget(m_title);
    first->addWidget(m_problem);
    first->addStretch(1);
    first->addWidget(m_button);
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(GridPixels, GridPixels / 4, GridPixels / 2, GridPixels / 4);
    lines->setSpacing(0);
    lines->addLayout(first);
    lines->addWidget(m_line);
    applyTones();
}

void RecordHeader::setTitle(const QString& title)
{
    m_title->setLine(title);
}

void RecordHeader::setProblem(const QString& name)
{
    m_problem->setLine(name);
    m_problem->setVisible(!name.isEmpty());
}

void RecordHeader::setLine(const QString& text)
{
    m_line->setLine(text);
    m_line->setVisible(!text.isEmpty());
}

void RecordHeader::setAction(QAction* action, const QString& accessibleName)
{
    m_button->setDefaultAction(action);
    m_button->setAccessibleName(accessibleName);
}

QAction* RecordHeader::action() const
{
    return m_button->defaultAction();
}

void RecordHeader::dropAction()
{
    m_button->hide();
}

void RecordHeader::applyTones()
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, toneColor(Tone::Error, palette()));
    m_problem->setPalette(colors);
    colors.setColor(QPalette::WindowText, toneColor(Tone::Dim, palette()));
    m_line->setPalette(colors);
}

void RecordHeader::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyTones();
}

} // namespace ui
