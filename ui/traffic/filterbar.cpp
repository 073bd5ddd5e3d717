// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/filterbar.h"

#include "query/filterparser.h"
#include "ui/theme/tones.h"
#include "ui/traffic/filterchip.h"
#include "ui/traffic/filterchips.h"
#include "ui/traffic/filteredit.h"
#include "ui/traffic/filterhelp.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds CountEvery{250};

/// As it has to stand beside an `and`.
QString bracketed(const QString& filter)
{
    const auto parsed = query::parseFilter(filter.toStdString());
    const bool isOr = parsed && parsed->root().kind == query::FilterNode::Kind::Or;
    return isOr ? u'(' + filter + u')' : filter;
}

} // namespace

FilterBar::FilterBar(QWidget* parent)
    : QWidget(parent)
    , m_edit(new FilterEdit(this))
    , m_menuButton(new QToolButton(this))
    , m_chips(new FilterChips(this))
    , m_follow(new FilterChip(tr("Follow"), tr("Stay at the end of the log (F or End)"), this))
    , m_counts(new QLabel(this))
    , m_stop(new QToolButton(this))
    , m_problem(new QLabel(parent ? parent : this))
{
    m_edit->setAccessibleName(tr("Filter"));
    m_edit->setPlaceholderText(tr("Filter: a text, or size > 100 and endpoint = server/1"));
    m_edit->setClearButtonEnabled(true);
    m_edit->setMinimumWidth(14 * GridPixels);
    m_menuButton->setAccessibleName(tr("Filters"));
    m_menuButton->setToolTip(tr("Filters used before, pinning, and the filter language"));
    m_menuButton->setArrowType(Qt::DownArrow);
    m_menuButton->setAutoRaise(true);
    m_counts->setObjectName(u"counts"_s);
    m_counts->setTextFormat(Qt::PlainText);
    m_counts->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_counts->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Preferred);
    m_counts->setForegroundRole(QPalette::PlaceholderText);
    m_stop->setObjectName(u"stopScan"_s);
    m_stop->setAutoRaise(true);
    m_stop->hide();
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setAccessibleName(tr("Filter problem"));
    m_problem->setAutoFillBackground(true);
    m_problem->setFrameStyle(int(QFrame::Box) | int(QFrame::Plain));
    m_problem->setMargin(GridPixels / 2);
    m_problem->hide();
    m_follow->setChecked(true);
    buildLayout();

    m_countTimer.setSingleShot(true);
    connect(m_edit, &FilterEdit::filterChanged, this, &FilterBar::filterChanged);
    connect(m_edit, &FilterEdit::problemChanged, this, &FilterBar::showProblem);
    connect(m_edit, &FilterEdit::left, this, [this] {
        remember();
        Q_EMIT left();
    });
    connect(m_edit, &QLineEdit::editingFinished, this, &FilterBar::remember);
    connect(m_menuButton, &QToolButton::clicked, this, &FilterBar::showHistory);
    connect(m_chips, &FilterChips::filterChanged, this, &FilterBar::filterChanged);
    connect(m_follow, &QToolButton::clicked, this, &FilterBar::followingWanted);
    connect(m_stop, &QToolButton::clicked, this,
        [this] { Q_EMIT scanWanted(m_progress.state == ScanProgress::State::Stopped); });
    connect(&m_countTimer, &QTimer::timeout, this, &FilterBar::showCounts);
    showCounts();
}

void FilterBar::buildLayout()
{
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(GridPixels, GridPixels / 2, GridPixels, GridPixels / 2);
    line->setSpacing(GridPixels / 2);
    // The figures grow and shrink as records come: only the text makes room for them, and no button moves.
    line->addWidget(m_menuButton);
    line->addWidget(m_edit, 1);
    line->addWidget(m_counts);
    line->addWidget(m_stop);
    line->addSpacing(GridPixels);
    line->addWidget(m_chips);
    line->addSpacing(GridPixels);
    line->addWidget(m_follow);
}

QSize FilterBar::minimumSizeHint() const
{
    const QSize least = layout()->totalMinimumSize();
    return {least.width() - m_chips->spared(), least.height()};
}

query::FilterExpression FilterBar::filter() const
{
    return query::FilterExpression::both(m_chips->filter(), m_edit->filter());
}

void FilterBar::setText(const QString& text)
{
    m_edit->setFilterText(text);
    remember();
}

QString FilterBar::text() const
{
    return m_edit->text();
}

void FilterBar::narrow(const QString& filter)
{
    const QString before = QString::fromStdString(m_edit->filter().text()).trimmed();
    setText(before.isEmpty() ? filter : bracketed(before) + u" and "_s + bracketed(filter));
}

void FilterBar::clear()
{
    const bool hadChips = !m_chips->filter().passesAll();
    m_chips->uncheckAll();
    const bool hadText = !m_edit->filter().passesAll();
    m_edit->setFilterText({});
    if (hadChips && !hadText)
        Q_EMIT filterChanged();
}

void FilterBar::focusText()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void FilterBar::setFollowing(bool following)
{
    m_follow->setChecked(following);
}

void FilterBar::dropFollow()
{
    m_follow->hide();
}

void FilterBar::setEndpointNames(std::function<QStringList()> names)
{
    m_edit->setEndpointNames(std::move(names));
}

// --- what was used before --------------------------------------------------------------------------------------------

QStringList FilterBar::pinned() const
{
    return m_chips->pinned();
}

void FilterBar::restore(const QStringList& history, const QStringList& pinned)
{
    m_history = history.mid(0, MaxHistory);
    for (const QString& filter : pinned)
        m_chips->pin(filter);
}

void FilterBar::remember()
{
    const QString text = m_edit->text().trimmed();
    if (text.isEmpty() || m_edit->problem())
        return;
    m_history.removeAll(text);
    m_history.prepend(text);
    m_history = m_history.mid(0, MaxHistory);
}

void FilterBar::showHistory()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString present = m_edit->text().trimmed();
    QAction* pin = menu->addAction(tr("Pin This Filter"));
    pin->setEnabled(!m_edit->filter().passesAll() && !m_edit->problem() && !pinned().contains(present)
        && pinned().size() < FilterChips::MaxPinned);
    connect(pin, &QAction::triggered, this, [this, present] { m_chips->pin(present); });
    connect(menu->addAction(tr("Filter Language")), &QAction::triggered, this, [this] { showFilterHelp(window()); });
    menu->addSeparator();
    for (const QString& text : m_history) {
        QString label = menu->fontMetrics().elidedText(text, Qt::ElideMiddle, 60 * GridPixels);
        label.replace(u'&', u"&&"_s);
        connect(menu->addAction(label), &QAction::triggered, this, [this, text] { setText(text); });
    }
    if (m_history.isEmpty())
        menu->addAction(tr("No filters used yet"))->setEnabled(false);
    menu->popup(m_menuButton->mapToGlobal(QPoint(0, m_menuButton->height())));
}

// --- what it found ---------------------------------------------------------------------------------------------------

void FilterBar::setCounts(quint64 shown, quint64 all, bool filtered)
{
    m_shown = shown;
    m_all = all;
    m_filtered = filtered;
    if (!m_countTimer.isActive())
        m_countTimer.start(CountEvery);
}

void FilterBar::setProgress(const ScanProgress& progress)
{
    m_progress = progress;
    if (!m_countTimer.isActive())
        m_countTimer.start(CountEvery);
}

void FilterBar::showCounts()
{
    using State = ScanProgress::State;
    const QString all = QLocale().toString(m_all);
    QString text = m_all == 1 ? tr("1 record") : tr("%1 records").arg(all);
    if (m_filtered)
        text = tr("%1 of %2 records").arg(QLocale().toString(m_shown), all);
    if (m_filtered && m_progress.state != State::Done)
        text += tr(", %1 % looked at").arg(static_cast<int>(m_progress.fraction * 100));
    m_counts->setText(text);
    m_stop->setVisible(m_filtered && m_progress.state != State::Done);
    m_stop->setText(m_progress.state == State::Stopped ? tr("Go on") : tr("Stop"));
}

// The sentence lies over the log below the line, so that nothing moves while somebody types.
void FilterBar::showProblem(const QString& sentence)
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, toneColor(Tone::Error, palette()));
    colors.setColor(QPalette::Window, palette().color(QPalette::Base));
    m_problem->setPalette(colors);
    const QString told = sentence.isEmpty() ? QString() : QString(sentence % u'\n' % shownRows());
    m_problem->setText(told);
    m_edit->setAccessibleDescription(told);
    m_problem->setVisible(!sentence.isEmpty());
    m_problem->raise();
    placeProblem();
}

/// While the text means nothing, the last one that did still holds.
QString FilterBar::shownRows() const
{
    constexpr qsizetype Most = 100; // characters
    if (m_edit->filter().passesAll())
        return tr("Not applied yet.");
    const QString last = QString::fromStdString(m_edit->filter().text()).simplified();
    const bool isLong = last.size() > Most;
    return tr("The rows are still those of: %1").arg(isLong ? QString(last.left(Most) % u'\u2026') : last);
}

void FilterBar::placeProblem()
{
    const int room = width() - 2 * GridPixels;
    m_problem->setWordWrap(false);
    const QSize whole = m_problem->sizeHint();
    m_problem->setWordWrap(whole.width() > room);
    m_problem->resize(m_problem->wordWrap() ? QSize(room, m_problem->heightForWidth(room)) : whole);
    const QPoint below(
        std::min(m_edit->x(), width() - GridPixels - m_problem->width()), m_edit->geometry().bottom() + GridPixels / 4);
    m_problem->move(mapTo(m_problem->parentWidget(), below));
}

void FilterBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeProblem();
}

} // namespace ui
