// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/bytes/gotobar.h"

#include "ui/bytes/gotooffset.h"
#include "ui/theme/tones.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

QString problemText(OffsetProblem problem, std::uint64_t size)
{
    switch (problem) {
    case OffsetProblem::Empty: return GoToBar::tr("Type an offset, such as 4096, 0x1000 or +16.");
    case OffsetProblem::NotANumber: return GoToBar::tr("Not a number: use decimal or 0x and hex digits.");
    case OffsetProblem::BeforeStart: return GoToBar::tr("That is before the first byte.");
    case OffsetProblem::BeyondEnd: break;
    }
    return GoToBar::tr("The last byte is at %1 (0x%2).").arg(size - 1).arg(size - 1, 0, 16);
}

} // namespace

GoToBar::GoToBar(QWidget* parent)
    : QWidget(parent)
    , m_field(new QLineEdit(this))
    , m_problem(new QLabel(this))
{
    auto* label = new QLabel(tr("&Go to offset"), this);
    label->setBuddy(m_field);
    m_field->setAccessibleName(tr("Go to offset"));
    m_field->setFont(fixedFont());
    m_field->setPlaceholderText(u"0x1000, +16"_s);
    m_field->setMaximumWidth(20 * m_field->fontMetrics().horizontalAdvance(u'0'));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setMinimumWidth(0);
    m_problem->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(GridPixels, GridPixels / 2, GridPixels, GridPixels / 2);
    layout->setSpacing(GridPixels);
    layout->addWidget(label);
    layout->addWidget(m_field, 1);
    layout->addWidget(m_problem, 2);

    connect(m_field, &QLineEdit::returnPressed, this, &GoToBar::submit);
    connect(m_field, &QLineEdit::textEdited, this, [this] { showProblem({}); });
}

void GoToBar::open(std::uint64_t current, std::uint64_t size)
{
    m_current = current;
    m_size = size;
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
    const auto offset = parseOffset(m_field->text(), m_current, m_size);
    if (!offset)
        return showProblem(problemText(offset.error(), m_size));
    Q_EMIT offsetChosen(*offset);
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
