// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/filterchips.h"

#include "query/filterparser.h"
#include "ui/fields/foldingrow.h"
#include "ui/theme/tones.h"
#include "ui/traffic/filterchip.h"

#include <QHBoxLayout>
#include <QMenu>

#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaxChipLetters = 18;

} // namespace

FilterChips::FilterChips(QWidget* bar)
    : QWidget(bar)
    , m_row(new FoldingRow(tr("Show"), bar ? bar : this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_row);
    m_fixed = {addChip(tr("Data"), tr("Calls that moved bytes"), u"data"_s),
        addChip(tr("Calls"), tr("Calls that moved no bytes, and events"), u"calls"_s),
        addChip(tr("Errors"), tr("What failed or was lost"), u"errors"_s)};
}

FilterChip* FilterChips::addChip(const QString& text, const QString& toolTip, const QString& filter)
{
    auto* chip = new FilterChip(text, tr("%1\nFilter: %2").arg(toolTip, filter), this);
    chip->setFilter(query::parseFilter(filter.toStdString()).value_or(query::FilterExpression()));
    m_row->add(chip);
    connect(chip, &QToolButton::clicked, this, &FilterChips::filterChanged);
    return chip;
}

int FilterChips::spared() const
{
    return m_row->spared();
}

query::FilterExpression FilterChips::filter() const
{
    std::vector<query::FilterNode> parts;
    std::string text;
    for (const auto& chips : {m_fixed, m_pinned}) {
        for (const FilterChip* chip : chips) {
            if (!chip->isChecked())
                continue;
            text += (text.empty() ? "(" : " or (") + chip->filter().text() + ")";
            parts.push_back(chip->filter().root());
        }
    }
    if (parts.empty())
        return {};
    return {std::move(text), {query::FilterNode::Kind::Or, std::move(parts), {}}};
}

void FilterChips::uncheckAll()
{
    for (const auto& chips : {m_fixed, m_pinned}) {
        for (FilterChip* chip : chips)
            chip->setChecked(false);
    }
}

bool FilterChips::pin(const QString& filter)
{
    const auto parsed = query::parseFilter(filter.toStdString());
    if (!parsed || parsed->passesAll() || m_pinned.size() >= MaxPinned || pinned().contains(filter))
        return false;
    const QString label = filter.size() > MaxChipLetters ? filter.left(MaxChipLetters - 1) + u'\u2026' : filter;
    FilterChip* chip = addChip(label, tr("Pinned by you"), filter);
    chip->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(chip, &QWidget::customContextMenuRequested, this,
        [this, chip](const QPoint& position) { offerUnpin(chip, chip->mapToGlobal(position)); });
    m_pinned.push_back(chip);
    return true;
}

QStringList FilterChips::pinned() const
{
    QStringList filters;
    for (const FilterChip* chip : m_pinned)
        filters << QString::fromStdString(chip->filter().text());
    return filters;
}

void FilterChips::offerUnpin(FilterChip* chip, const QPoint& position)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Unpin This Filter")), &QAction::triggered, this, [this, chip] {
        const bool wasChecked = chip->isChecked();
        std::erase(m_pinned, chip);
        chip->deleteLater();
        if (wasChecked)
            Q_EMIT filterChanged();
    });
    menu->popup(position);
}

} // namespace ui
