// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/logmarking.h"

#include "capture/reader.h"
#include "ui/theme/quantity.h"
#include "ui/theme/tones.h"
#include "ui/traffic/logview.h"

#include <QAction>
#include <QMenu>
#include <QPainter>
#include <QPixmap>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

QIcon labelIcon(unsigned number, const QPalette& palette)
{
    constexpr int Pixels = 16;
    QPixmap picture(Pixels, Pixels);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(labelColor(number, palette));
    painter.drawRoundedRect(QRectF(1, 1, Pixels - 2, Pixels - 2), 3, 3);
    return {picture};
}

} // namespace

LogMarking::LogMarking(LogView* view)
    : QObject(view)
    , m_view(view)
{
    for (unsigned number = 1; number <= LogLabels::Count; ++number)
        m_labelActions << make(
            tr("Label %1").arg(number), u"Ctrl+Shift+%1"_s.arg(number), [this, number] { label(number); });
    m_labelActions << make(tr("No Label"), u"Ctrl+Shift+0"_s, [this] { label(0); });
    m_next = make(tr("Next Label"), u"F2"_s, [this] { go(true); });
    m_previous = make(tr("Previous Label"), u"Shift+F2"_s, [this] { go(false); });
    m_measure = make(tr("Measure Time from Here"), u"Ctrl+T"_s, [this] { measureFromCurrent(); });
    m_view->setLabels(&m_labels);
}

QAction* LogMarking::make(const QString& text, const QString& keys, const std::function<void()>& act)
{
    auto* action = new QAction(text, this);
    action->setShortcut(QKeySequence(keys));
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, act);
    m_view->addAction(action);
    return action;
}

void LogMarking::clear()
{
    m_labels.clear();
    Q_EMIT labelsChanged();
}

void LogMarking::addTo(QMenu* menu)
{
    QMenu* labels = menu->addMenu(tr("Label"));
    for (unsigned number = 1; number <= LogLabels::Count; ++number)
        m_labelActions[number - 1]->setIcon(labelIcon(number, m_view->palette()));
    labels->addActions(m_labelActions);
    labels->addSeparator();
    labels->addActions({m_next, m_previous});
    menu->addAction(m_measure);
}

void LogMarking::label(unsigned number)
{
    quint64 done = 0;
    for (const RowRange& range : m_view->selection().ranges()) {
        for (quint64 row = range.first; row <= range.last && done < MaxRows; ++row, ++done) {
            if (number == 0)
                m_labels.remove(m_view->recordAt(row));
            else
                m_labels.set(m_view->recordAt(row), number);
        }
    }
    if (m_view->selection().count() > MaxRows)
        Q_EMIT noticeRaised(tr("Only the first %1 selected rows were labelled.").arg(countText(MaxRows)));
    m_view->viewport()->update();
    Q_EMIT labelsChanged();
}

void LogMarking::go(bool forward)
{
    const base::RecordIndex here = m_view->currentRecord().value_or(base::RecordIndex{});
    const auto record = forward ? m_labels.after(here) : m_labels.before(here);
    if (record)
        m_view->goTo(*record);
    else
        Q_EMIT noticeRaised(tr("No record has a label. Ctrl+Shift+1 to Ctrl+Shift+9 give one to the selected rows."));
}

void LogMarking::measureFromCurrent()
{
    const auto record = m_view->currentRecord();
    if (!record)
        return;
    if (const auto read = m_view->reader()->record(*record))
        m_view->header()->measureFrom(read->timeNs);
}

} // namespace ui
