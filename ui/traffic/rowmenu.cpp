// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/rowmenu.h"

#include "ui/theme/quantity.h"
#include "ui/traffic/filterbar.h"
#include "ui/traffic/logcopy.h"
#include "ui/traffic/logmarking.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/rowfilters.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaxFilterLabel = 60;

} // namespace

RowMenu::RowMenu(LogView* view, FilterBar* bar, LogMarking* marking)
    : QObject(view)
    , m_view(view)
    , m_bar(bar)
    , m_marking(marking)
{ }

void RowMenu::show(const QPoint& position)
{
    auto* menu = new QMenu(m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addCopying(menu);
    menu->addSeparator();
    const auto current = m_view->selection().current();
    if (current && m_view->reader()) {
        const LogRow row = m_view->row(*current);
        Q_EMIT opened(menu, row.index.value);
        menu->addSeparator();
        addFilters(menu, row, m_view->header()->columnAt(m_view->viewport()->mapFromGlobal(position).x()));
        m_marking->addTo(menu);
        menu->addSeparator();
        const base::EndpointId endpoint = row.record.endpoint;
        connect(menu->addAction(tr("Follow Stream")), &QAction::triggered, this,
            [this, endpoint] { Q_EMIT streamRequested(endpoint); });
        if (row.hasBytes) {
            const quint64 moved = row.index.value;
            connect(menu->addAction(tr("Dissect by tshark")), &QAction::triggered, this,
                [this, moved] { Q_EMIT dissectionRequested(moved); });
        }
        addComparing(menu);
        if (row.failed) {
            const quint64 record = row.index.value;
            connect(menu->addAction(tr("Explain This Error")), &QAction::triggered, this,
                [this, record] { Q_EMIT errnoRequested(record); });
        }
    }
    menu->popup(position);
}

/// There for two rows, and says otherwise what it is for.
void RowMenu::addComparing(QMenu* menu)
{
    QAction* action = menu->addAction(tr("Compare Bytes"));
    const LogSelection& selection = m_view->selection();
    if (selection.count() != 2) {
        action->setEnabled(false);
        action->setToolTip(tr("Select two rows to compare their bytes"));
        menu->setToolTipsVisible(true);
        return;
    }
    const quint64 left = m_view->row(selection.ranges().front().first).index.value;
    const quint64 right = m_view->row(selection.ranges().back().last).index.value;
    connect(action, &QAction::triggered, this, [this, left, right] { Q_EMIT compareRequested(left, right); });
}

void RowMenu::addCopying(QMenu* menu)
{
    using codec::CopyFormat;
    QAction* rows = menu->addAction(tr("Copy Rows"));
    rows->setShortcut(QKeySequence::Copy);
    connect(rows, &QAction::triggered, this, &RowMenu::copyRows);
    menu->addSeparator();
    const auto addFormat = [&](const QString& text, CopyFormat format) {
        connect(menu->addAction(text), &QAction::triggered, this, [this, format] { copyPayload(format); });
    };
    addFormat(tr("Copy as Text"), CopyFormat::Text);
    addFormat(tr("Copy as Hex"), CopyFormat::HexPlain);
    addFormat(tr("Copy as Hex Dump"), CopyFormat::HexDump);
    addFormat(tr("Copy as C Array"), CopyFormat::CArray);
    addFormat(tr("Copy as Python Bytes"), CopyFormat::PythonBytes);
}

void RowMenu::addFilters(QMenu* menu, const LogRow& row, LogColumn column)
{
    const QStringList filters = rowFilters(*m_view->reader(), row, column);
    const auto addMenu = [&](const QString& title, const auto& use) {
        QMenu* choices = menu->addMenu(title);
        for (const QString& filter : filters) {
            QString label = filter.size() > MaxFilterLabel ? filter.left(MaxFilterLabel) + u'\u2026' : filter;
            label.replace(u'&', u"&&"_s);
            connect(choices->addAction(label), &QAction::triggered, this, [use, filter] { use(filter); });
        }
    };
    addMenu(tr("Apply as Filter"), [this](const QString& filter) { m_bar->setText(filter); });
    addMenu(tr("Add to Filter"), [this](const QString& filter) { m_bar->narrow(filter); });
    addMenu(tr("Exclude by Filter"), [this](const QString& filter) { m_bar->narrow("not "_L1 + filter); });
}

void RowMenu::copyRows()
{
    const CopiedText copied = ui::copyRows(*m_view);
    QGuiApplication::clipboard()->setText(copied.text);
    if (copied.cut)
        Q_EMIT noticeRaised(tr("Only the first %1 rows were copied.").arg(countText(MaxCopiedRows)));
}

void RowMenu::copyPayload(codec::CopyFormat format)
{
    const CopiedText copied = ui::copyPayload(*m_view, format);
    QGuiApplication::clipboard()->setText(copied.text);
    if (!copied.error.isEmpty())
        Q_EMIT noticeRaised(tr("Not all could be copied: %1").arg(copied.error));
    else if (copied.cut)
        Q_EMIT noticeRaised(tr("Only the first %1 MiB were copied.").arg(MaxCopiedBytes >> 20));
}

} // namespace ui
