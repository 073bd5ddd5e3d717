// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/errnocard/errnocard.h"

#include "ui/theme/tones.h"

#include <QClipboard>
#include <QEvent>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

QLabel* newLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

void setTone(QLabel* label, Tone tone, const QPalette& palette)
{
    // A label whose text can be selected paints with Text, any other with WindowText.
    QPalette own = label->palette();
    own.setColor(QPalette::WindowText, toneColor(tone, palette));
    own.setColor(QPalette::Text, toneColor(tone, palette));
    label->setPalette(own);
}

QLabel* newHeading(const QString& text, QWidget* parent)
{
    QLabel* heading = newLabel(parent);
    heading->setText(text);
    QFont font = heading->font();
    font.setWeight(QFont::DemiBold);
    heading->setFont(font);
    return heading;
}

QGridLayout* newList()
{
    auto* list = new QGridLayout;
    list->setHorizontalSpacing(GridPixels);
    list->setVerticalSpacing(GridPixels / 4);
    list->setColumnStretch(1, 1);
    return list;
}

// Narrower than this, two lists beside each other would have a word a line.
constexpr int WidthForTwo = 50 * GridPixels;

} // namespace

ErrnoCard::ErrnoCard(QWidget* parent)
    : QFrame(parent)
    , m_sentence(newLabel(this))
    , m_causesHeading(newHeading(tr("Usual causes"), this))
    , m_causes(newList())
    , m_lists(new QBoxLayout(QBoxLayout::TopToBottom))
    , m_remediesHeading(newHeading(tr("What to try"), this))
    , m_remedies(newList())
    , m_manPage(newLabel(this))
{
    setFrameShape(QFrame::NoFrame);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto* copyButton = new QToolButton(this);
    copyButton->setText(tr("Copy"));
    copyButton->setToolTip(tr("Copy this explanation as text"));
    copyButton->setAutoRaise(true);
    connect(copyButton, &QToolButton::clicked, this, &ErrnoCard::copy);
    auto* first = new QHBoxLayout;
    first->setSpacing(GridPixels);
    first->addWidget(m_sentence, 1);
    first->addWidget(copyButton, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(GridPixels, GridPixels / 2, GridPixels, GridPixels / 2);
    layout->setSpacing(GridPixels / 2);
    layout->addLayout(first);
    buildLists(layout);
    applyTones();
}

void ErrnoCard::buildLists(QVBoxLayout* layout)
{
    m_lists->setSpacing(GridPixels);
    for (const auto& [heading, list] :
        {std::pair(m_causesHeading, m_causes), std::pair(m_remediesHeading, m_remedies)}) {
        auto* column = new QVBoxLayout;
        column->setSpacing(GridPixels / 4);
        column->addWidget(heading);
        column->addLayout(list);
        if (list == m_remedies)
            column->addWidget(m_manPage);
        column->addStretch(1);
        m_lists->addLayout(column, 1);
    }
    layout->addLayout(m_lists);
}

void ErrnoCard::setExplanation(const Explanation& explanation, const QString& call)
{
    m_explanation = explanation;
    m_call = call;
    m_sentence->setText(explanation.sentence);
    fillList(m_causes, m_causesHeading, explanation.causes);
    fillList(m_remedies, m_remediesHeading, explanation.remedies);
    m_manPage->setText(tr("Manual: %1").arg(explanation.manPage));
    m_manPage->setVisible(!explanation.manPage.isEmpty());
    setAccessibleName(explanation.name);
    setAccessibleDescription(explanation.sentence);
    applyTones();
}

void ErrnoCard::fillList(QGridLayout* list, QLabel* heading, const QStringList& items)
{
    while (QLayoutItem* item = list->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    heading->setVisible(!items.isEmpty());
    for (int row = 0; row < items.size(); ++row) {
        auto* mark = new QLabel(u"\u2022"_s, this);
        mark->setAccessibleName(u" "_s);
        QLabel* text = newLabel(this);
        text->setText(items.at(row));
        list->addWidget(mark, row, 0, Qt::AlignTop);
        list->addWidget(text, row, 1);
    }
}

QString ErrnoCard::text() const
{
    const int number = m_explanation.number;
    QStringList lines{number == 0 ? m_explanation.name : u"%1 (%2)"_s.arg(m_explanation.name).arg(number)};
    if (!m_call.isEmpty())
        lines.append(m_call);
    lines.append(m_explanation.sentence);
    const auto add = [&lines](const QString& heading, const QStringList& items) {
        if (items.isEmpty())
            return;
        lines.append({QString(), heading});
        for (const QString& item : items)
            lines.append(u"- "_s + item);
    };
    add(m_causesHeading->text(), m_explanation.causes);
    add(m_remediesHeading->text(), m_explanation.remedies);
    if (!m_explanation.manPage.isEmpty())
        lines.append({QString(), m_manPage->text()});
    return lines.join(u'\n');
}

void ErrnoCard::copy() const
{
    QGuiApplication::clipboard()->setText(text());
}

void ErrnoCard::applyTones()
{
    for (QLabel* label : {m_manPage, m_causesHeading, m_remediesHeading})
        setTone(label, Tone::Dim, palette());
}

void ErrnoCard::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyTones();
}

void ErrnoCard::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    m_lists->setDirection(width() < WidthForTwo ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

} // namespace ui
