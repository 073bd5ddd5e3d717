// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/composer/targetrow.h"

#include "net/address.h"
#include "ui/fields/flowlayout.h"
#include "ui/theme/tones.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

namespace ui {

namespace {

constexpr int CandidateLetters = 24; // a name and an address of IPv4

QLineEdit* makeField(const QString& name, QWidget* parent)
{
    auto* field = new QLineEdit(parent);
    field->setAccessibleName(name);
    field->setPlaceholderText(name);
    field->setFont(fixedFont());
    return field;
}

} // namespace

TargetRow::TargetRow(QWidget* parent)
    : QWidget(parent)
    , m_label(new QLabel(tr("To"), this))
    , m_candidates(new QComboBox(this))
    , m_address(new QWidget(this))
    , m_host(makeField(tr("Target address"), m_address))
    , m_port(makeField(tr("Target port"), m_address))
{
    auto* who = new QWidget(this);
    m_label->setBuddy(m_candidates);
    auto* whoLayout = new QHBoxLayout(who);
    whoLayout->setContentsMargins(0, 0, 0, 0);
    whoLayout->setSpacing(GridPixels);
    whoLayout->addWidget(m_label);
    whoLayout->addWidget(m_candidates);
    m_candidates->setAccessibleName(tr("Send to"));
    m_candidates->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_candidates->setMinimumContentsLength(CandidateLetters);
    m_candidates->setIconSize(QSize(0, 0)); // it has none, and is not to be higher for one

    auto* addressLayout = new QHBoxLayout(m_address);
    addressLayout->setContentsMargins(0, 0, 0, 0);
    addressLayout->setSpacing(GridPixels);
    auto* to = new QLabel(tr("to"), m_address);
    to->setBuddy(m_host);
    addressLayout->addWidget(to);
    addressLayout->addWidget(m_host, 1);
    addressLayout->addWidget(m_port);
    m_port->setFixedWidth(m_port->fontMetrics().horizontalAdvance(m_port->placeholderText()) + 3 * GridPixels);
    m_address->hide();

    // The address has a row of its own where there is no room for it beside the name.
    auto* layout = new FlowLayout(GridPixels, GridPixels / 2, this);
    layout->addWidget(who);
    layout->addWidget(m_address);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);

    connect(m_candidates, &QComboBox::activated, this, &TargetRow::targetChosen);
    connect(m_host, &QLineEdit::returnPressed, this, &TargetRow::submitted);
    connect(m_port, &QLineEdit::returnPressed, this, &TargetRow::submitted);
    connect(m_host, &QLineEdit::textChanged, this, &TargetRow::addressChanged);
    setTarget({});
}

void TargetRow::setTarget(const Target& target)
{
    const QStringList& items = target.candidates;
    QStringList shown;
    for (int i = 0; i < m_candidates->count(); ++i)
        shown += m_candidates->itemText(i);
    const QSignalBlocker blocker(m_candidates);
    if (items != shown) {
        m_candidates->clear();
        m_candidates->addItems(items);
    }
    m_candidates->setPlaceholderText(tr("no connection"));
    m_candidates->setCurrentIndex(items.isEmpty() ? -1 : target.current);
    m_candidates->setEnabled(!items.isEmpty());

    m_address->setVisible(target.needsAddress);
    m_port->setVisible(target.hasPorts);
    // What has no peer is not whom it goes to.
    m_label->setText(target.needsAddress ? tr("From") : tr("To"));
    // A name alone needs half the room of a name and an address.
    m_candidates->setMaximumWidth(target.needsAddress ? m_candidates->sizeHint().width() / 2 : QWIDGETSIZE_MAX);
    // What was typed is not written over while it is for the same socket.
    if (target.name != m_name || (m_host->text().isEmpty() && m_port->text().isEmpty())) {
        m_host->setText(target.suggestedHost);
        m_port->setText(target.suggestedPort);
    }
    m_name = target.name;
}

QString TargetRow::host() const
{
    return m_host->text().trimmed();
}

QString TargetRow::port() const
{
    return m_port->text().trimmed();
}

QString TargetRow::hint() const
{
    return m_address->isVisibleTo(this) && host().isEmpty()
        ? tr("Type the address to send to above, or wait: who writes first is put there")
        : QString();
}

QString TargetRow::addressProblem()
{
    if (host().isEmpty()) {
        m_host->setFocus();
        return tr("Type the address to send to.");
    }
    if (m_port->isHidden())
        return {};
    const auto number = net::parsePort(port().toStdString());
    if (number && *number != 0)
        return {};
    m_port->setFocus();
    m_port->selectAll();
    return port().isEmpty() ? tr("Type the port to send to.") : tr("A port is a number from 1 to 65535.");
}

} // namespace ui
