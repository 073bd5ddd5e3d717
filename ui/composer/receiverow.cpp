// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/composer/receiverow.h"

#include "net/names.h"
#include "ui/fields/flagsbutton.h"
#include "ui/theme/tones.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>
#include <array>

namespace ui {

namespace {

constexpr std::array Flags{net::messageFlag("MSG_PEEK"), net::messageFlag("MSG_TRUNC"),
    net::messageFlag("MSG_DONTWAIT"), net::messageFlag("MSG_OOB")};

} // namespace

ReceiveRow::ReceiveRow(QWidget* parent)
    : QWidget(parent)
    , m_size(new QSpinBox(this))
    , m_flags(new FlagsButton(tr("Receive flags"), tr("no flags"), this))
{
    m_size->setAccessibleName(tr("Receive size"));
    m_size->setToolTip(tr("bufsize of recv, in bytes"));
    m_size->setRange(0, MaxSize);
    m_size->setFont(fixedFont());
    m_flags->offer(Flags);
    auto* label = new QLabel(tr("recv"), this);
    label->setBuddy(m_size);
    auto* button = new QPushButton(tr("Receive"), this);
    connect(button, &QPushButton::clicked, this,
        [this] { Q_EMIT receiveRequested(static_cast<quint32>(m_size->value()), m_flags->flags()); });

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(GridPixels);
    layout->addWidget(label);
    layout->addWidget(m_size);
    layout->addWidget(m_flags);
    layout->addStretch(1);
    layout->addWidget(button);
}

void ReceiveRow::setTarget(const Target& target)
{
    // What was chosen here stays until the endpoint, or its own size, is another.
    if (target.name != m_name || target.receiveSize != m_suggested)
        m_size->setValue(static_cast<int>(std::min<quint32>(target.receiveSize, MaxSize)));
    m_name = target.name;
    m_suggested = target.receiveSize;
    setVisible(target.receivesOnDemand);
}

} // namespace ui
