// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/emptylog.h"

#include "ui/theme/tones.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

EmptyLog::EmptyLog(QWidget* parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_clearFilter(new QPushButton(tr("Clear filter"), this))
    , m_showAll(new QPushButton(tr("Show all"), this))
{
    m_text->setTextFormat(Qt::PlainText);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setForegroundRole(QPalette::PlaceholderText);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(GridPixels);
    layout->addWidget(m_text);
    layout->addWidget(m_clearFilter, 0, Qt::AlignCenter);
    layout->addWidget(m_showAll, 0, Qt::AlignCenter);
    connect(m_clearFilter, &QPushButton::clicked, this, &EmptyLog::clearFilterRequested);
    connect(m_showAll, &QPushButton::clicked, this, &EmptyLog::showAllRequested);
    setReason(Reason::NoRecords);
}

void EmptyLog::setReason(Reason reason)
{
    switch (reason) {
    case Reason::NoRecords:
        m_text->setText(tr("No calls yet. Open a listener or a connection\nand every socket call appears here."));
        break;
    case Reason::NoMatch: m_text->setText(tr("No record matches the filter.")); break;
    case Reason::Cleared: m_text->setText(tr("Cleared. New calls appear here; the capture keeps the rest.")); break;
    }
    m_clearFilter->setVisible(reason == Reason::NoMatch);
    m_showAll->setVisible(reason == Reason::Cleared);
}

} // namespace ui
