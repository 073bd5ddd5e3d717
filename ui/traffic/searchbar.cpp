// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/searchbar.h"

#include "ui/theme/tones.h"
#include "ui/traffic/filterchip.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QTextCharFormat>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;
using session::SearchMode;

namespace {

constexpr std::chrono::milliseconds SearchTypingPause{150};

} // namespace

SearchBar::SearchBar(QWidget* parent)
    : QWidget(parent)
    , m_text(new QLineEdit(this))
    , m_mode(new QComboBox(this))
    , m_case(new FilterChip(tr("Case"), tr("Upper and lower case letters are different"), this))
    , m_word(new FilterChip(tr("Word"), tr("Whole words only"), this))
    , m_previous(addButton(tr("Previous"), tr("Previous hit (Shift+F3, Shift+Enter)")))
    , m_next(addButton(tr("Next"), tr("Next hit (F3, Enter)")))
    , m_status(new QLabel(this))
    , m_list(new FilterChip(tr("List"), tr("Show all hits in a list"), this))
    , m_close(addButton(tr("Close"), tr("Close the search (Esc)")))
    , m_message(new QLabel(this))
{
    m_text->setAccessibleName(tr("Find"));
    m_text->setPlaceholderText(tr("Find in payload"));
    m_text->setClearButtonEnabled(true);
    m_text->setMinimumWidth(14 * GridPixels);
    m_text->installEventFilter(this);
    m_mode->setAccessibleName(tr("Find mode"));
    m_mode->addItem(tr("Text"), int(SearchMode::Text));
    m_mode->addItem(tr("Hex"), int(SearchMode::Hex));
    m_mode->addItem(tr("Regex"), int(SearchMode::Regex));
    for (QLabel* label : {m_status, m_message})
        label->setTextFormat(Qt::PlainText);
    m_status->setObjectName(u"hitCount"_s);
    m_status->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_status->setForegroundRole(QPalette::PlaceholderText);
    m_message->setWordWrap(true);
    m_message->hide();
    layOut();

    m_typed.setSingleShot(true);
    connect(m_text, &QLineEdit::textChanged, this, [this] {
        mark(-1);
        m_typed.start(SearchTypingPause);
    });
    connect(&m_typed, &QTimer::timeout, this, [this] {
        Q_EMIT queryChanged();
        Q_EMIT firstRequested();
    });
    connect(m_mode, &QComboBox::currentIndexChanged, this, &SearchBar::modeChanged);
    for (FilterChip* chip : {m_case, m_word})
        connect(chip, &QToolButton::toggled, this, &SearchBar::tellNow);
    connect(m_next, &QToolButton::clicked, this, &SearchBar::nextRequested);
    connect(m_previous, &QToolButton::clicked, this, &SearchBar::previousRequested);
    connect(m_list, &QToolButton::toggled, this, &SearchBar::listToggled);
    connect(m_close, &QToolButton::clicked, this, &SearchBar::closed);
}

QToolButton* SearchBar::addButton(const QString& text, const QString& toolTip)
{
    auto* button = new QToolButton(this);
    button->setText(text);
    button->setToolTip(toolTip);
    button->setAccessibleName(text);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void SearchBar::layOut()
{
    m_previous->setArrowType(Qt::UpArrow);
    m_next->setArrowType(Qt::DownArrow);
    m_close->setIcon(themedIcon(u"close", palette()));
    auto* line = new QHBoxLayout;
    line->setSpacing(GridPixels / 2);
    line->addWidget(m_text, 1);
    line->addWidget(m_mode);
    line->addWidget(m_case);
    line->addWidget(m_word);
    line->addSpacing(GridPixels / 2);
    line->addWidget(m_previous);
    line->addWidget(m_next);
    line->addSpacing(GridPixels / 2);
    line->addWidget(m_status);
    line->addSpacing(GridPixels / 2);
    line->addWidget(m_list);
    line->addWidget(m_close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(GridPixels, 0, GridPixels, GridPixels / 2);
    column->setSpacing(GridPixels / 2);
    column->addLayout(line);
    column->addWidget(m_message);
}

session::SearchQuery SearchBar::query() const
{
    return {.mode = SearchMode(m_mode->currentData().toInt()),
        .text = m_text->text(),
        .matchCase = m_case->isChecked(),
        .wholeWord = m_word->isChecked()};
}

void SearchBar::open()
{
    show();
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
    if (!m_text->text().isEmpty())
        tellNow();
}

void SearchBar::setText(const QString& text, SearchMode mode)
{
    m_mode->setCurrentIndex(m_mode->findData(int(mode)));
    m_text->setText(text);
    tellNow();
}

void SearchBar::tellNow()
{
    m_typed.stop();
    Q_EMIT queryChanged();
}

void SearchBar::modeChanged()
{
    const bool isHex = query().mode == SearchMode::Hex;
    m_case->setEnabled(!isHex);
    m_word->setEnabled(!isHex);
    m_text->setPlaceholderText(isHex ? tr("Find bytes: 0d 0a ?? 4?") : tr("Find in payload"));
    m_text->setFont(query().mode == SearchMode::Text ? font() : fixedFont());
    tellNow();
}

void SearchBar::setStatus(const QString& text)
{
    m_status->setText(text);
}

void SearchBar::setProblem(const QString& text, qsizetype offset)
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, toneColor(Tone::Error, palette()));
    m_message->setPalette(colors);
    m_message->setText(text);
    m_message->setVisible(!text.isEmpty());
    m_text->setToolTip(text.toHtmlEscaped());
    m_text->setAccessibleDescription(text);
    mark(text.isEmpty() ? -1 : offset);
}

void SearchBar::setNote(const QString& text)
{
    m_message->setPalette(palette());
    m_message->setText(text);
    m_message->setVisible(!text.isEmpty());
}

/// A line edit takes formats for its text only as an input method gives them.
void SearchBar::mark(qsizetype offset)
{
    if (offset < 0 && !m_marking)
        return;
    m_marking = offset >= 0;
    QList<QInputMethodEvent::Attribute> attributes;
    if (offset >= 0 && !m_text->text().isEmpty()) {
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(toneColor(Tone::Error, palette()));
        format.setForeground(toneColor(Tone::Error, palette()));
        const auto place = int(std::min(offset, m_text->text().size() - 1));
        attributes.append({QInputMethodEvent::TextFormat, place - m_text->cursorPosition(),
            int(m_text->text().size()) - place, format});
    }
    QInputMethodEvent event(QString(), attributes);
    QCoreApplication::sendEvent(m_text, &event);
}

void SearchBar::setListShown(bool shown)
{
    m_list->setChecked(shown);
}

bool SearchBar::eventFilter(QObject* object, QEvent* event)
{
    if (object == m_text && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape) {
            Q_EMIT closed();
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            if (m_typed.isActive())
                tellNow();
            if (key->modifiers().testFlag(Qt::ShiftModifier))
                Q_EMIT previousRequested();
            else
                Q_EMIT nextRequested();
            return true;
        }
    }
    return QWidget::eventFilter(object, event);
}

void SearchBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        m_close->setIcon(themedIcon(u"close", palette()));
    QWidget::changeEvent(event);
}

void SearchBar::hideEvent(QHideEvent* event)
{
    m_typed.stop();
    QWidget::hideEvent(event);
}

} // namespace ui
