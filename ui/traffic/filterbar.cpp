// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/filterbar.h"

#include "ui/theme/tones.h"
#include "ui/traffic/filterchip.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds TypingPause{120};
constexpr std::chrono::milliseconds CountEvery{250};

} // namespace

FilterBar::FilterBar(QWidget* parent)
    : QWidget(parent)
    , m_text(new QLineEdit(this))
    , m_data(addChip(tr("Data"), tr("Calls that moved bytes")))
    , m_calls(addChip(tr("Calls"), tr("Calls that moved no bytes, and events")))
    , m_errors(addChip(tr("Errors"), tr("What failed or was lost")))
    , m_follow(addChip(tr("Follow"), tr("Stay at the end of the log (F or End)")))
    , m_counts(new QLabel(this))
{
    m_text->setAccessibleName(tr("Filter"));
    m_text->setPlaceholderText(tr("Filter by endpoint or text"));
    m_text->setClearButtonEnabled(true);
    m_text->setMinimumWidth(14 * GridPixels);
    m_text->installEventFilter(this);
    m_counts->setTextFormat(Qt::PlainText);
    m_counts->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_counts->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Preferred);
    m_counts->setForegroundRole(QPalette::PlaceholderText);
    m_follow->setChecked(true);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(GridPixels, GridPixels / 2, GridPixels, GridPixels / 2);
    layout->setSpacing(GridPixels / 2);
    layout->addWidget(m_text, 1);
    layout->addSpacing(GridPixels / 2);
    for (FilterChip* chip : {m_data, m_calls, m_errors})
        layout->addWidget(chip);
    layout->addSpacing(GridPixels);
    layout->addWidget(m_counts);
    layout->addSpacing(GridPixels);
    layout->addWidget(m_follow);

    m_typed.setSingleShot(true);
    m_countTimer.setSingleShot(true);
    connect(m_text, &QLineEdit::textChanged, this, [this] { m_typed.start(TypingPause); });
    connect(&m_typed, &QTimer::timeout, this, &FilterBar::filterChanged);
    connect(&m_countTimer, &QTimer::timeout, this, &FilterBar::showCounts);
    for (FilterChip* chip : {m_data, m_calls, m_errors})
        connect(chip, &QToolButton::clicked, this, &FilterBar::filterChanged);
    connect(m_follow, &QToolButton::clicked, this, &FilterBar::followingWanted);
    showCounts();
}

FilterChip* FilterBar::addChip(const QString& text, const QString& toolTip)
{
    return new FilterChip(text, toolTip, this);
}

std::optional<capture::FilterSpec> FilterBar::filter() const
{
    const capture::FilterSpec spec{.data = m_data->isChecked(),
        .calls = m_calls->isChecked(),
        .errors = m_errors->isChecked(),
        .text = m_text->text().toStdString()};
    return spec == capture::FilterSpec() ? std::nullopt : std::optional(spec);
}

void FilterBar::setText(const QString& text)
{
    m_text->setText(text);
    m_typed.stop();
    Q_EMIT filterChanged();
}

void FilterBar::clear()
{
    for (FilterChip* chip : {m_data, m_calls, m_errors})
        chip->setChecked(false);
    setText({});
}

void FilterBar::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void FilterBar::setFollowing(bool following)
{
    m_follow->setChecked(following);
}

void FilterBar::setCounts(quint64 shown, quint64 all, bool filtered)
{
    m_shown = shown;
    m_all = all;
    m_filtered = filtered;
    if (!m_countTimer.isActive())
        m_countTimer.start(CountEvery);
}

void FilterBar::showCounts()
{
    const QString all = QLocale().toString(m_all);
    if (m_filtered)
        m_counts->setText(tr("%1 of %2 records").arg(QLocale().toString(m_shown), all));
    else
        m_counts->setText(m_all == 1 ? tr("1 record") : tr("%1 records").arg(all));
}

bool FilterBar::eventFilter(QObject* object, QEvent* event)
{
    if (object == m_text && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape && !m_text->text().isEmpty()) {
            m_text->clear();
            return true;
        }
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            Q_EMIT left();
            return true;
        }
    }
    return QWidget::eventFilter(object, event);
}

} // namespace ui
