// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/openbar/addressedit.h"

#include "net/address.h"
#include "ui/fields/clickthrough.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QStringListModel>

namespace ui {

AddressEdit::AddressEdit(const QString& text, QWidget* parent)
    : QLineEdit(text, parent)
    , m_offered(new QStringListModel(this))
{
    auto* completer = new QCompleter(m_offered, this);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    setCompleter(completer);
    new ClickThrough(completer->popup());
    // The line edit tells of the change before it asks its completer.
    connect(this, &QLineEdit::textEdited, this, &AddressEdit::offer);
}

void AddressEdit::setSuggestions(const QStringList& addresses)
{
    m_suggestions = addresses;
    offer();
}

void AddressEdit::keyPressEvent(QKeyEvent* event)
{
    // While the list is open, its popup has the keys.
    if (event->key() == Qt::Key_Down && event->modifiers() == Qt::NoModifier)
        Q_EMIT recentWanted();
    else
        QLineEdit::keyPressEvent(event);
}

/// Nothing can be added to it: an IP address, or the only one of those offered that holds it.
bool AddressEdit::isWhole() const
{
    if (net::Address::fromIp(text().toStdString(), 0))
        return true;
    const QStringList matches = m_suggestions.filter(text(), Qt::CaseInsensitive);
    return matches.size() == 1 && matches.front().compare(text(), Qt::CaseInsensitive) == 0;
}

void AddressEdit::offer()
{
    const QStringList offered = isWhole() ? QStringList() : m_suggestions;
    if (offered != m_offered->stringList())
        m_offered->setStringList(offered);
}

} // namespace ui
