// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/fields/gotobar.h"

#include "ui/theme/tones.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

#include <utility>

namespace ui {

GoToBar::GoToBar(const QString& label, const QString& hint, QWidget* parent)
    : QWidget(parent)
    , m_field(new QLineEdit(this))
    , m_problem(new QLabel(this))
{
    auto* name = new QLabel(label, this);
    name->setBuddy(m_field);
    m_field->setAccessibleName(QString(label).remove(u'&'));
    m_field->setFont(fixedFont());
    m_field->setPlaceholderText(hint);
    m_field->setMaximumWidth(m_field->fontMetrics().horizontalAdvance(hint + QString(8, u'0')));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setMinimumWidth(0);
    m_problem->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(GridPixels, GridPixels / 2, GridPixels, GridPixels / 2);
    layout->setSpacing(GridPixels);
    layout->addWidget(name);
    layout->addWidget(m_field, 1);
    layout->addWidget(m_problem, 2);

    connect(m_field, &QLineEdit::returnPressed, this, &GoToBar::submit);
    connect(m_field, &QLineEdit::textEdited, this, [this] { showProblem({}); });
}

void GoToBar::open(ReadPlace read)
{
    m_read = std::move(read);
    showProblem({});
    show();
    m_field->selectAll();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void GoToBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape)
        return QWidget::keyPressEvent(event);
    hide();
    Q_EMIT closed();
}

void GoToBar::submit()
{
    const Place place = m_read(m_field->text());
    if (!place)
        return showProblem(place.error());
    Q_EMIT chosen(*place);
    hide();
    Q_EMIT closed();
}

void GoToBar::showProblem(const QString& text)
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, toneColor(Tone::Error, colors));
    m_problem->setPalette(colors);
    m_problem->setText(text);
    m_field->setAccessibleDescription(text);
}

} // namespace ui
