// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/fields/factlist.h"

#include "ui/theme/tones.h"

#include <QGridLayout>
#include <QLabel>

namespace ui {

FactList::FactList(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(GridPixels, GridPixels / 2, GridPixels, GridPixels / 2);
    m_grid->setHorizontalSpacing(2 * GridPixels);
    m_grid->setVerticalSpacing(GridPixels / 4);
    m_grid->setColumnStretch(1, 1);
}

void FactList::addRow()
{
    const Row row{new QLabel(this), new QLabel(this)};
    row.value->setFont(fixedFont());
    row.value->setWordWrap(true);
    row.value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row.name->setBuddy(row.value);
    row.name->setForegroundRole(QPalette::PlaceholderText);
    const int place = static_cast<int>(m_rows.size());
    for (QLabel* label : {row.name, row.value})
        label->setTextFormat(Qt::PlainText);
    m_grid->addWidget(row.name, place, 0, Qt::AlignTop);
    m_grid->addWidget(row.value, place, 1);
    m_rows.push_back(row);
}

void FactList::setFacts(const QList<Fact>& facts)
{
    const auto count = static_cast<std::size_t>(facts.size());
    while (m_rows.size() < count)
        addRow();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Fact fact = i < count ? facts[static_cast<qsizetype>(i)] : Fact{};
        m_rows[i].name->setText(fact.name);
        m_rows[i].value->setText(fact.value);
        m_rows[i].name->setVisible(i < count);
        m_rows[i].value->setVisible(i < count);
    }
}

} // namespace ui
