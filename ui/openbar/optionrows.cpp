// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/openbar/optionrows.h"

#include "net/option.h"
#include "session/urlwords.h"
#include "ui/openbar/fieldvalue.h"
#include "ui/openbar/openproblemtext.h"
#include "ui/theme/tones.h"

#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QStringBuilder>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

QString latin1Text(std::string_view latin1)
{
    return QString::fromLatin1(latin1.data(), qsizetype(latin1.size()));
}

/// What can be chosen: the options that can be set on such a socket, of either family, then the words that have no
/// field of their own.
QStringList offeredNames(net::Protocol protocol)
{
    QStringList names;
    for (const net::OptionInfo& option : net::optionTable()) {
        if (option.isWritable()
            && (net::appliesTo(option, protocol, AF_INET) || net::appliesTo(option, protocol, AF_INET6)
                || net::appliesTo(option, protocol, AF_UNIX)))
            names.append(latin1Text(option.cName));
    }
    names.sort();
    names.append({u"receive"_s, u"bufsize"_s});
    if (protocol == net::Protocol::Udp)
        names.append(u"join"_s);
    if (net::isUnix(protocol))
        names.append(u"file-mode"_s);
    return names;
}

} // namespace

OptionRows::OptionRows(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(GridPixels / 2);
}

void OptionRows::setProtocol(net::Protocol protocol)
{
    m_protocol = protocol;
    m_names = offeredNames(protocol);
    for (const Row& row : m_rows) {
        const QString shown = row.name->currentText();
        const QSignalBlocker silent(row.name);
        row.name->clear();
        row.name->addItems(m_names);
        row.name->setEditText(shown);
    }
}

QStringList OptionRows::parts() const
{
    QStringList result;
    for (const Row& row : m_rows) {
        const QString name = row.name->currentText().trimmed();
        const QString value = row.value->text().trimmed();
        if (!name.isEmpty() || !value.isEmpty())
            result.append(value.isEmpty() ? name : QString(name % u'=' % value));
    }
    return result;
}

void OptionRows::add(const QString& name, const QString& value)
{
    auto* line = new QWidget(this);
    const Row row{line, new QComboBox(line), new QLineEdit(value, line)};
    row.name->setEditable(true);
    row.name->setInsertPolicy(QComboBox::NoInsert);
    row.name->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    row.name->setMinimumContentsLength(18);
    row.name->completer()->setFilterMode(Qt::MatchContains);
    row.name->completer()->setCompletionMode(QCompleter::PopupCompletion);
    row.name->addItems(m_names);
    row.name->setEditText(name);
    row.name->lineEdit()->setPlaceholderText(tr("SO_RCVBUF, TCP_NODELAY..."));
    row.name->setAccessibleName(tr("Socket option"));
    row.value->setAccessibleName(tr("Socket option value"));
    row.value->setPlaceholderText(allowedText(session::valueRule(name, m_protocol)));
    auto* removing = new QToolButton(line);
    removing->setText(u"\u00d7"_s);
    removing->setAutoRaise(true);
    removing->setToolTip(tr("Leave this option out"));
    removing->setAccessibleName(tr("Remove socket option"));

    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(GridPixels / 2);
    layout->addWidget(row.name, 3);
    layout->addWidget(row.value, 2);
    layout->addWidget(removing);
    m_column->addWidget(line);
    m_rows.push_back(row);

    connect(row.name, &QComboBox::currentTextChanged, this, [this, value = row.value](const QString& now) {
        value->setPlaceholderText(allowedText(session::valueRule(now.trimmed(), m_protocol)));
        Q_EMIT changed();
    });
    connect(row.value, &QLineEdit::textChanged, this, &OptionRows::changed);
    connect(row.name->lineEdit(), &QLineEdit::editingFinished, this, &OptionRows::edited);
    connect(row.value, &QLineEdit::editingFinished, this, &OptionRows::edited);
    connect(removing, &QToolButton::clicked, this, [this, line] { remove(line); });
    Q_EMIT changed();
}

void OptionRows::addEmpty()
{
    add({}, {});
    m_rows.back().name->setFocus(Qt::OtherFocusReason);
}

void OptionRows::remove(const QWidget* widget)
{
    const auto row = std::ranges::find(m_rows, widget, &Row::widget);
    row->widget->hide();
    row->widget->deleteLater();
    m_rows.erase(row);
    Q_EMIT changed();
}

void OptionRows::clear()
{
    while (!m_rows.empty())
        remove(m_rows.back().widget);
}

void OptionRows::mark(const QStringList& options)
{
    for (const Row& row : m_rows) {
        const bool isEmpty = row.name->currentText().isEmpty() && row.value->text().isEmpty();
        markField(row.widget, !isEmpty && options.contains(row.name->currentText().trimmed()));
    }
}

bool OptionRows::isTypedInto(const QString& option) const
{
    const QWidget* focus = focusWidget();
    return focus && std::ranges::any_of(m_rows, [&](const Row& row) {
        return row.name->currentText().trimmed() == option && row.widget->isAncestorOf(focus);
    });
}

} // namespace ui
