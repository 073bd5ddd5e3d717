// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/properties/propertywords.h"

#include "base/error.h"
#include "engine/status.h"
#include "net/option.h"
#include "session/properties/propertymodel.h"
#include "ui/properties/framingwords.h"
#include "ui/properties/optionwords.h"
#include "ui/properties/propertynames.h"
#include "ui/properties/tcpfactwords.h"

#include <QCoreApplication>

namespace ui {

using namespace Qt::StringLiterals;
using session::PropertyKey;
using session::PropertyModel;
using session::PropertyType;

namespace {

QString tr(const char* text)
{
    return text ? QCoreApplication::translate("ui::Property", text) : QString();
}

PropertyKey keyOf(const QModelIndex& index)
{
    return static_cast<PropertyKey>(index.data(PropertyModel::KeyRole).toInt());
}

const net::OptionInfo* optionOf(const QModelIndex& index)
{
    return index.data(PropertyModel::OptionRole).value<const net::OptionInfo*>();
}

QString stateWord(engine::State state)
{
    switch (state) {
    case engine::State::Opening: return tr(QT_TRANSLATE_NOOP("ui::Property", "opening"));
    case engine::State::Created: return tr(QT_TRANSLATE_NOOP("ui::Property", "created"));
    case engine::State::Bound: return tr(QT_TRANSLATE_NOOP("ui::Property", "bound"));
    case engine::State::Listening: return tr(QT_TRANSLATE_NOOP("ui::Property", "listening"));
    case engine::State::Connecting: return tr(QT_TRANSLATE_NOOP("ui::Property", "connecting"));
    case engine::State::Connected: return tr(QT_TRANSLATE_NOOP("ui::Property", "connected"));
    case engine::State::HalfClosedIn: return tr(QT_TRANSLATE_NOOP("ui::Property", "half-closed by peer"));
    case engine::State::HalfClosedOut: return tr(QT_TRANSLATE_NOOP("ui::Property", "half-closed"));
    case engine::State::Closed: return tr(QT_TRANSLATE_NOOP("ui::Property", "closed"));
    case engine::State::Failed: return tr(QT_TRANSLATE_NOOP("ui::Property", "failed"));
    }
    return {};
}

QString roleWord(capture::Role role)
{
    switch (role) {
    case capture::Role::Listener: return tr(QT_TRANSLATE_NOOP("ui::Property", "listener"));
    case capture::Role::Accepted: return tr(QT_TRANSLATE_NOOP("ui::Property", "accepted connection"));
    case capture::Role::Connection: return tr(QT_TRANSLATE_NOOP("ui::Property", "connection"));
    case capture::Role::Datagram: return tr(QT_TRANSLATE_NOOP("ui::Property", "datagram socket"));
    }
    return {};
}

/// What would have been a value.
QString expectation(const QModelIndex& index)
{
    switch (propertyType(index)) {
    case PropertyType::Flag: return tr(QT_TRANSLATE_NOOP("ui::Property", "on or off"));
    case PropertyType::Number: return tr(QT_TRANSLATE_NOOP("ui::Property", "a number, %1")).arg(propertyRange(index));
    case PropertyType::Choice: return choiceWords(index).join(u", "_s);
    case PropertyType::Seconds: return tr(QT_TRANSLATE_NOOP("ui::Property", "seconds, such as 2.5"));
    case PropertyType::Linger: return tr(QT_TRANSLATE_NOOP("ui::Property", "off, or seconds"));
    case PropertyType::Text: break;
    }
    return tr(QT_TRANSLATE_NOOP("ui::Property", "the kernel does not take this value"));
}

QString reason(int code, const QModelIndex& index)
{
    const net::OptionInfo* option = optionOf(index);
    switch (code) {
    case EPERM:
    case EACCES:
        if (option && option->privileged)
            return tr(QT_TRANSLATE_NOOP("ui::Property", "needs CAP_NET_ADMIN"));
        break;
    case ERANGE: return propertyRange(index);
    case EINVAL: {
        const QString when = propertyWhen(index);
        return when.isEmpty() ? expectation(index) : when;
    }
    case ENOENT: return tr(QT_TRANSLATE_NOOP("ui::Property", "the kernel knows no such name"));
    case ENODEV: return tr(QT_TRANSLATE_NOOP("ui::Property", "there is no such interface"));
    case ENOPROTOOPT:
    case EOPNOTSUPP: return tr(QT_TRANSLATE_NOOP("ui::Property", "not for this socket or kernel"));
    case EISCONN: return tr(QT_TRANSLATE_NOOP("ui::Property", "not while connected"));
    case ENOTCONN: return tr(QT_TRANSLATE_NOOP("ui::Property", "only while connected"));
    default: break;
    }
    return QString::fromUtf8(base::errnoText(code));
}

QString unitOf(const QModelIndex& index, const QString& value)
{
    // A named value ("unlimited") has no unit.
    if (value.isEmpty() || !value.back().isDigit())
        return {};
    QString unit = index.data(PropertyModel::UnitRole).toString();
    if (unit == "us"_L1)
        return u"\u00b5s"_s;
    if (value == "1"_L1 && unit.size() > 2 && unit.endsWith(u's'))
        return unit.chopped(1);
    return unit;
}

/// A flag's value is a word.
QString valueWord(const QModelIndex& index, const QString& value)
{
    if (propertyType(index) != PropertyType::Flag || value.isEmpty())
        return value;
    return value == "0"_L1 ? tr(QT_TRANSLATE_NOOP("ui::Property", "off")) : tr(QT_TRANSLATE_NOOP("ui::Property", "on"));
}

/// The lines of a tool tip below the name.
QStringList lines(const QModelIndex& index)
{
    QStringList all{propertyMeaning(index)};
    const auto add = [&all](const QString& format, const QString& part) {
        if (!part.isEmpty())
            all.append(format.arg(part));
    };
    if (!index.data(PropertyModel::ReadOnlyRole).toBool()) {
        add(tr(QT_TRANSLATE_NOOP("ui::Property", "Range: %1")), propertyRange(index));
        add(u"%1"_s, propertyWhen(index));
    }
    if (const net::OptionInfo* option = optionOf(index)) {
        if (option->privileged)
            all.append(tr(QT_TRANSLATE_NOOP("ui::Property", "Some or all values need CAP_NET_ADMIN or CAP_NET_RAW.")));
        add(tr(QT_TRANSLATE_NOOP("ui::Property", "Manual: %1")), QString::fromUtf8(option->manPage));
    }
    if (const int code = index.data(PropertyModel::ReadErrorRole).toInt(); code != 0)
        all.append(tr(QT_TRANSLATE_NOOP("ui::Property", "Cannot be read: %1 (%2)"))
                       .arg(QString::fromUtf8(base::errnoName(code)), QString::fromUtf8(base::errnoText(code))));
    if (const QVariant fresh = index.data(PropertyModel::FreshValueRole); fresh.isValid()) {
        const QString value = valueWord(index, fresh.toString());
        all.append(tr(QT_TRANSLATE_NOOP("ui::Property", "A fresh socket has: %1"))
                       .arg(QString(value % u' ' % unitOf(index, value)).trimmed()));
    }
    add(tr(QT_TRANSLATE_NOOP("ui::Property", "Asked: %1")), index.data(PropertyModel::AskedRole).toString());
    add(u"%1"_s, propertyError(index));
    all.removeAll(QString());
    return all;
}

} // namespace

bool isProperty(const QModelIndex& index)
{
    return index.data(PropertyModel::KeyRole).isValid();
}

PropertyType propertyType(const QModelIndex& index)
{
    return static_cast<PropertyType>(index.data(PropertyModel::TypeRole).toInt());
}

QString propertyName(const QModelIndex& index)
{
    const QString name = index.siblingAtColumn(PropertyModel::NameColumn).data().toString();
    const PropertyNames* words = isProperty(index) ? propertyNames(keyOf(index)) : nullptr;
    return words && words->name ? tr(words->name) : name;
}

QString propertyValue(const QModelIndex& index)
{
    QString value = index.siblingAtColumn(PropertyModel::ValueColumn).data().toString();
    if (!isProperty(index))
        return value;
    const int code = index.data(PropertyModel::CodeRole).toInt();
    switch (keyOf(index)) {
    case PropertyKey::State: return stateWord(static_cast<engine::State>(code));
    case PropertyKey::Role: return roleWord(static_cast<capture::Role>(code));
    case PropertyKey::Mode:
    case PropertyKey::Lanes:
    case PropertyKey::Receive: return choiceWords(index).value(code);
    case PropertyKey::Timeout:
        if (static_cast<net::Mode>(code) == net::Mode::NonBlocking)
            return tr(QT_TRANSLATE_NOOP("ui::Property", "not used"));
        return value == "none"_L1 ? tr(QT_TRANSLATE_NOOP("ui::Property", "none")) : value;
    default: break;
    }
    return valueWord(index, value);
}

QString propertyUnit(const QModelIndex& index)
{
    return unitOf(index, index.siblingAtColumn(PropertyModel::ValueColumn).data().toString());
}

QStringList choiceWords(const QModelIndex& index)
{
    switch (keyOf(index)) {
    case PropertyKey::Lanes:
        return {
            tr(QT_TRANSLATE_NOOP("ui::Property", "two threads")), tr(QT_TRANSLATE_NOOP("ui::Property", "one thread"))};
    case PropertyKey::Mode:
        return {tr(QT_TRANSLATE_NOOP("ui::Property", "blocking")), tr(QT_TRANSLATE_NOOP("ui::Property", "timeout")),
            tr(QT_TRANSLATE_NOOP("ui::Property", "non-blocking"))};
    case PropertyKey::Receive:
        return {tr(QT_TRANSLATE_NOOP("ui::Property", "automatic")), tr(QT_TRANSLATE_NOOP("ui::Property", "on demand"))};
    default: return index.data(PropertyModel::ChoicesRole).toStringList();
    }
}

QString propertyMeaning(const QModelIndex& index)
{
    if (const net::OptionInfo* option = optionOf(index))
        return optionMeaning(option->cName);
    if (isProperty(index) && keyOf(index) == PropertyKey::TcpFact)
        return tcpFactMeaning(index.siblingAtColumn(PropertyModel::NameColumn).data().toString());
    const PropertyNames* words = isProperty(index) ? propertyNames(keyOf(index)) : nullptr;
    return words ? tr(words->meaning) : QString();
}

QString propertyRange(const QModelIndex& index)
{
    const PropertyType type = propertyType(index);
    if (type != PropertyType::Number && type != PropertyType::Seconds && type != PropertyType::Linger)
        return {};
    const QString unit = index.data(PropertyModel::UnitRole).toString();
    QString range = tr(QT_TRANSLATE_NOOP("ui::Property", "%1 to %2"))
                        .arg(index.data(PropertyModel::MinimumRole).toLongLong())
                        .arg(index.data(PropertyModel::MaximumRole).toLongLong());
    if (!unit.isEmpty())
        range += u' ' + unit;
    else if (type != PropertyType::Number)
        range += u" s"_s;
    if (const net::OptionInfo* option = optionOf(index)) {
        for (const net::NamedValue& choice : option->choices)
            range += u", %1 = %2"_s.arg(QString::fromUtf8(choice.name)).arg(choice.value);
    }
    return range;
}

QString propertyWhen(const QModelIndex& index)
{
    const net::OptionInfo* option = optionOf(index);
    switch (option ? option->when : net::OptionWhen::Any) {
    case net::OptionWhen::BeforeBind: return tr(QT_TRANSLATE_NOOP("ui::Property", "takes effect before bind"));
    case net::OptionWhen::BeforeListen: return tr(QT_TRANSLATE_NOOP("ui::Property", "takes effect before listen"));
    case net::OptionWhen::BeforeConnect: return tr(QT_TRANSLATE_NOOP("ui::Property", "takes effect before connect"));
    case net::OptionWhen::Connected: return tr(QT_TRANSLATE_NOOP("ui::Property", "only while connected"));
    case net::OptionWhen::Any:
    case net::OptionWhen::Never: break;
    }
    return {};
}

QString propertyError(const QModelIndex& index)
{
    const int code = index.data(PropertyModel::ErrorRole).toInt();
    if (code == 0)
        return {};
    if (keyOf(index) == PropertyKey::Framing)
        return ruleProblemText(index.data(PropertyModel::AskedRole).toString());
    return u"%1 \u2013 %2"_s.arg(QString::fromUtf8(base::errnoName(code)), reason(code, index));
}

QString propertyToolTip(const QModelIndex& index)
{
    if (!isProperty(index))
        return {};
    // The value too: a cell may be too narrow for it.
    const QString value = QString(propertyValue(index) % u' ' % propertyUnit(index)).trimmed();
    QString html = u"<b>%1</b> &nbsp;%2"_s.arg(propertyName(index).toHtmlEscaped(), value.toHtmlEscaped());
    for (const QString& line : lines(index))
        html += u"<br/>"_s + line.toHtmlEscaped();
    return html;
}

QString propertyDescription(const QModelIndex& index)
{
    return isProperty(index) ? lines(index).join(u'\n') : QString();
}

} // namespace ui
