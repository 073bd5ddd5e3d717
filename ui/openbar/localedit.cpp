// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/openbar/localedit.h"

#include "session/openrequest.h"
#include "ui/theme/tones.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QStringBuilder>

namespace ui {

LocalEdit::LocalEdit(QWidget* parent)
    : QWidget(parent)
    , m_address(new QComboBox(this))
    , m_port(new QLineEdit(this))
{
    m_address->setEditable(true);
    m_address->setInsertPolicy(QComboBox::NoInsert);
    m_address->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_address->setMinimumContentsLength(16);
    m_address->setAccessibleName(tr("Local address"));
    m_port->setAccessibleName(tr("Local port"));
    m_port->setPlaceholderText(tr("any port"));
    m_port->setFixedWidth(10 * GridPixels);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(GridPixels / 2);
    row->addWidget(m_address, 1);
    row->addWidget(m_port);
    setFocusProxy(m_address);
    setUnix(false);
    connect(m_address, &QComboBox::currentTextChanged, this, &LocalEdit::changed);
    connect(m_port, &QLineEdit::textChanged, this, &LocalEdit::changed);
    connect(m_address->lineEdit(), &QLineEdit::editingFinished, this, &LocalEdit::edited);
    connect(m_port, &QLineEdit::editingFinished, this, &LocalEdit::edited);
}

QString LocalEdit::text() const
{
    QString address = m_address->currentText().trimmed();
    const QString port = m_isUnix ? QString() : m_port->text().trimmed();
    if (port.isEmpty() || (address.isEmpty() && port == u"0"))
        return address;
    const bool isBare = address.contains(u':') && !address.startsWith(u'[');
    return (isBare ? QString(u'[' % address % u']') : address) % u':' % port;
}

void LocalEdit::setText(const QString& text)
{
    const auto local = session::parseLocal(net::Protocol::Tcp, text);
    if (m_isUnix || !local) {
        m_address->setEditText(text);
        m_port->clear();
        return;
    }
    const bool isPortAlone = local->isWildcard() && local->port() != 0;
    m_address->setEditText(isPortAlone ? QString() : QString::fromStdString(local->host()));
    m_port->setText(local->port() == 0 ? QString() : QString::number(local->port()));
}

void LocalEdit::setUnix(bool isUnix)
{
    if (isUnix != m_isUnix) {
        m_isUnix = isUnix;
        const QString shown = m_address->currentText();
        m_address->setEditText(m_otherAddress);
        m_otherAddress = shown;
    }
    m_port->setVisible(!isUnix);
    m_address->lineEdit()->setPlaceholderText(isUnix ? tr("/path or @abstract-name") : tr("any address"));
}

void LocalEdit::setChoices(const QStringList& addresses)
{
    const QString shown = m_address->currentText();
    const QSignalBlocker silent(m_address);
    m_address->clear();
    m_address->addItems(addresses);
    m_address->setEditText(shown);
}

} // namespace ui
