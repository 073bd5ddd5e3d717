// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/filteredit.h"

#include "query/filterparser.h"
#include "ui/fields/clickthrough.h"
#include "ui/theme/tones.h"
#include "ui/traffic/filtercompletion.h"
#include "ui/traffic/filterproblemtext.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QCoreApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QStringListModel>
#include <QStyle>
#include <QTextCharFormat>

#include <algorithm>
#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds TypingPause{120};
constexpr std::chrono::milliseconds TellingPause{1000};
constexpr int MaxVisibleCandidates = 12;

} // namespace

FilterEdit::FilterEdit(QWidget* parent)
    : QLineEdit(parent)
    , m_completer(new QCompleter(this))
    , m_candidates(new QStringListModel(this))
    , m_telling(new QTimer(this))
{
    setMaxLength(static_cast<int>(query::MaxFilterBytes));
    m_completer->setModel(m_candidates);
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(MaxVisibleCandidates);
    new ClickThrough(m_completer->popup());
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &FilterEdit::complete);
    m_typed.setSingleShot(true);
    connect(&m_typed, &QTimer::timeout, this, [this] { readText(Telling::AfterAPause); });
    m_telling->setObjectName(u"untilTheProblemIsTold"_s);
    m_telling->setSingleShot(true);
    m_telling->setInterval(TellingPause);
    connect(m_telling, &QTimer::timeout, this, &FilterEdit::tellProblem);
    connect(this, &QLineEdit::textChanged, this, &FilterEdit::onTextChanged);
    connect(this, &QLineEdit::textEdited, this, [this] { offer(false); });
}

void FilterEdit::setFilterText(const QString& text)
{
    setText(text);
    readText(Telling::AtOnce);
}

void FilterEdit::onTextChanged()
{
    m_typed.start(TypingPause);
    m_telling->stop();
    if (std::exchange(m_isTold, false))
        Q_EMIT problemChanged({});
}

void FilterEdit::readText(Telling telling)
{
    m_typed.stop();
    const QString text = this->text();
    auto parsed = query::parseFilter(text.toStdString());
    m_problem = parsed ? std::nullopt : std::optional(parsed.error());
    markProblem();
    if (m_problem && telling == Telling::AfterAPause)
        m_telling->start();
    else
        tellProblem();
    if (!parsed || *parsed == m_filter)
        return;
    m_filter = std::move(*parsed);
    Q_EMIT filterChanged();
}

void FilterEdit::tellProblem()
{
    m_telling->stop();
    m_isTold = m_problem.has_value();
    Q_EMIT problemChanged(m_problem ? filterProblemText(*m_problem, text()) : QString());
}

void FilterEdit::markProblem()
{
    // A line edit has no formats of its own but those that an input method gives to text, places counted from the
    // cursor.
    QList<QInputMethodEvent::Attribute> marks;
    if (m_problem) {
        const TextRange range = rangeOf(*m_problem, text());
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(toneColor(Tone::Error, palette()));
        const int begin = static_cast<int>(range.begin);
        const int length = static_cast<int>(std::max<qsizetype>(1, range.end - range.begin));
        marks.append({QInputMethodEvent::TextFormat, begin - cursorPosition(), length, format});
    }
    QInputMethodEvent event(QString(), marks);
    QCoreApplication::sendEvent(this, &event);
}

void FilterEdit::offer(bool all)
{
    const QStringList names = m_endpointNames ? m_endpointNames() : QStringList();
    const FilterCompletion completion = completeFilter(text(), cursorPosition(), names, all);
    m_wordBegin = completion.begin;
    if (completion.candidates.isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    m_candidates->setStringList(completion.candidates);
    QAbstractItemView* popup = m_completer->popup();
    m_completer->complete(popupPlace());
    popup->setCurrentIndex({}); // Enter takes what is typed, unless one was chosen
}

/// Under the word that is completed, letter below letter.
QRect FilterEdit::popupPlace() const
{
    const QAbstractItemView* popup = m_completer->popup();
    const QString typed = text().mid(m_wordBegin, cursorPosition() - m_wordBegin);
    const int inset = popup->style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, popup) + 1
        + popup->style()->pixelMetric(QStyle::PM_DefaultFrameWidth, nullptr, popup);
    const int left = cursorRect().center().x() - fontMetrics().horizontalAdvance(typed) - inset;
    return {std::max(0, left), 0, popup->sizeHintForColumn(0) + 4 * GridPixels, height()};
}

void FilterEdit::complete(const QString& word)
{
    const QString rest = text().mid(cursorPosition());
    const QString before = text().left(m_wordBegin) + word + u' ';
    setText(before + rest);
    setCursorPosition(static_cast<int>(before.size()));
    offer(false);
}

void FilterEdit::keyPressEvent(QKeyEvent* event)
{
    // The completer asks here first, and acts where the event is ignored.
    const bool isPopup = m_completer->popup()->isVisible();
    const bool isChosen = isPopup && m_completer->popup()->currentIndex().isValid();
    switch (event->key()) {
    case Qt::Key_Space:
        if (event->modifiers() == Qt::ControlModifier) {
            offer(true);
            return;
        }
        break;
    case Qt::Key_Escape:
        if (isPopup) {
            event->ignore();
            return;
        }
        if (!text().isEmpty()) {
            setFilterText({});
            return;
        }
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        if (isChosen) {
            event->ignore();
            return;
        }
        m_completer->popup()->hide();
        readText(Telling::AtOnce);
        Q_EMIT left();
        return;
    default: break;
    }
    QLineEdit::keyPressEvent(event);
}

void FilterEdit::focusOutEvent(QFocusEvent* event)
{
    if (event->reason() != Qt::PopupFocusReason && (m_typed.isActive() || m_telling->isActive()))
        readText(Telling::AtOnce);
    QLineEdit::focusOutEvent(event);
}

} // namespace ui
