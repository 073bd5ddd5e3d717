// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/openbar/beforefields.h"

#include "session/localaddresses.h"
#include "ui/openbar/fieldvalue.h"
#include "ui/openbar/localedit.h"
#include "ui/theme/tones.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStringBuilder>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;
using session::OpenAs;

namespace {

constexpr auto InterfaceOption = "SO_BINDTODEVICE"_L1;

} // namespace

BeforeFields::BeforeFields(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(GridPixels);
    m_grid->setVerticalSpacing(GridPixels / 2);
    m_grid->setColumnMinimumWidth(1, 34 * GridPixels);
    buildForOne();
    buildForBoth();
    setProtocol(m_protocol);
}

BeforeFields::~BeforeFields()
{
    // A field that loses the keyboard as it ends says that it was edited; nobody is to hear it.
    for (const Field& field : m_fields)
        field.editor->disconnect(this);
}

void BeforeFields::buildForOne()
{
    addHeading(tr("To connect"));
    m_local = new LocalEdit(this);
    setFocusProxy(m_local);
    connect(m_local, &LocalEdit::changed, this, &BeforeFields::onChanged);
    connect(m_local, &LocalEdit::edited, this, &BeforeFields::edited);
    addField(u"local"_s, Use::Connecting, tr("Local address"), m_local, tr("bound first"));
    addField(u"connect_timeout"_s, Use::Connecting, tr("Connect timeout"),
        newLine(tr("Connect timeout"), tr("the system's, about 2 minutes")), tr("seconds"));
    addHeading(tr("To listen"));
    addField(u"backlog"_s, Use::Listening, tr("Backlog"), newLine(tr("Backlog before opening"), u"128"_s),
        tr("connections that wait"));
}

void BeforeFields::buildForBoth()
{
    addHeading(tr("Either way"));
    addField(u"family"_s, Use::Always, tr("Family"),
        newChoice(tr("Address family"), {tr("Any"), u"IPv4"_s, u"IPv6"_s}, {{}, u"ipv4"_s, u"ipv6"_s}),
        tr("of a name's addresses"));
    m_interface = newChoice(tr("Network interface"), {tr("Any")}, {{}});
    addField(InterfaceOption, Use::Always, tr("Interface"), m_interface, InterfaceOption);
    addField(u"ttl"_s, Use::Always, tr("TTL"), newLine(tr("TTL"), tr("the system's")), tr("1 to 255 hops"));
    m_mode = newChoice(tr("Mode before opening"), {tr("Non-blocking"), tr("Blocking"), tr("Timeout")},
        {{}, u"blocking"_s, u"timeout"_s});
    addField(u"mode"_s, Use::Always, tr("Mode"), m_mode, {});
    addField(u"timeout"_s, Use::Always, tr("Timeout"), newLine(tr("Timeout before opening"), {}), tr("seconds"));
    auto* echo = new QCheckBox(tr("Send back what is received"), this);
    echo->setAccessibleName(tr("Echo before opening"));
    connect(echo, &QCheckBox::toggled, this, &BeforeFields::onChanged);
    addField(u"echo"_s, Use::Always, tr("Echo"), echo, {});
    addField(
        u"reply"_s, Use::Always, tr("Replies"), newLine(tr("Rules for replies"), tr("none")), tr("a file of rules"));
}

void BeforeFields::addHeading(const QString& text)
{
    const int row = m_grid->rowCount();
    m_grid->setRowMinimumHeight(row, 3 * GridPixels);
    m_grid->addWidget(newFieldHeading(text, this), row, 0, 1, 3, Qt::AlignBottom);
}

void BeforeFields::addField(const QString& option, Use use, const QString& label, QWidget* editor, const QString& unit)
{
    const int row = m_grid->rowCount();
    const Field field{option, use, new QLabel(label, this), editor, new QLabel(this), unit};
    field.label->setBuddy(editor);
    field.hint->setForegroundRole(QPalette::PlaceholderText);
    field.hint->setMinimumWidth(20 * GridPixels);
    m_grid->addWidget(field.label, row, 0);
    m_grid->addWidget(editor, row, 1);
    m_grid->addWidget(field.hint, row, 2);
    m_fields.push_back(field);
}

QComboBox* BeforeFields::newChoice(const QString& name, const QStringList& words, const QStringList& values)
{
    auto* box = new QComboBox(this);
    box->setAccessibleName(name);
    for (qsizetype i = 0; i < words.size(); ++i)
        box->addItem(words[i], values[i]);
    connect(box, &QComboBox::currentIndexChanged, this, &BeforeFields::onChanged);
    return box;
}

QLineEdit* BeforeFields::newLine(const QString& name, const QString& placeholder)
{
    auto* line = new QLineEdit(this);
    line->setAccessibleName(name);
    line->setPlaceholderText(placeholder);
    connect(line, &QLineEdit::textChanged, this, &BeforeFields::onChanged);
    connect(line, &QLineEdit::editingFinished, this, &BeforeFields::edited);
    return line;
}

// --- what is set -----------------------------------------------------------------------------------------------------

void BeforeFields::setProtocol(net::Protocol protocol)
{
    m_protocol = protocol;
    m_local->setUnix(net::isUnix(protocol));
    onChanged();
}

/// Why a field means nothing now; empty where it does.
QString BeforeFields::reasonAgainst(const QString& option) const
{
    const bool isOfIp = option == "family"_L1 || option == "ttl"_L1 || option == InterfaceOption;
    if (isOfIp && net::isUnix(m_protocol))
        return tr("not for Unix sockets");
    const bool isOfConnections = option == "backlog"_L1 || option == "connect_timeout"_L1;
    if (isOfConnections && !net::hasConnections(m_protocol))
        return tr("not for datagrams");
    if (option == "timeout"_L1 && m_mode->currentData() != u"timeout"_s)
        return tr("in timeout mode only");
    return {};
}

QStringList BeforeFields::partsFor(const std::vector<Use>& uses) const
{
    QStringList result;
    for (const Field& field : m_fields) {
        const bool counts = field.editor->isEnabled() && std::ranges::find(uses, field.use) != uses.end();
        const QString value = counts ? fieldValue(field.editor) : QString();
        if (!value.isEmpty())
            result.append(field.option % u'=' % value);
    }
    return result;
}

QStringList BeforeFields::parts() const
{
    return partsFor({Use::Always, Use::Connecting, Use::Listening});
}

QStringList BeforeFields::parts(OpenAs as) const
{
    return partsFor({Use::Always, as == OpenAs::Listener ? Use::Listening : Use::Connecting});
}

bool BeforeFields::has(const QString& option) const
{
    return editorOf(option) != nullptr;
}

QWidget* BeforeFields::editorOf(const QString& option) const
{
    const auto field = std::ranges::find(m_fields, option, &Field::option);
    return field == m_fields.end() ? nullptr : field->editor;
}

void BeforeFields::set(const QString& option, const QString& value) const
{
    setFieldValue(editorOf(option), value);
}

void BeforeFields::clear()
{
    for (const Field& field : m_fields)
        setFieldValue(field.editor, {});
}

void BeforeFields::mark(const QStringList& options)
{
    for (const Field& field : m_fields)
        markField(field.editor, options.contains(field.option));
}

void BeforeFields::onChanged()
{
    if (!m_mode) // still being built
        return;
    for (const Field& field : m_fields) {
        const QString reason = reasonAgainst(field.option);
        field.editor->setEnabled(reason.isEmpty());
        field.label->setEnabled(reason.isEmpty());
        field.hint->setText(reason.isEmpty() ? field.unit : reason);
    }
    Q_EMIT changed();
}

void BeforeFields::setChoices()
{
    const QString chosen = fieldValue(m_interface);
    const QSignalBlocker silent(m_interface);
    while (m_interface->count() > 1)
        m_interface->removeItem(1);
    const QStringList names = session::interfaceNames();
    for (const QString& name : names)
        m_interface->addItem(name, name);
    setFieldValue(m_interface, chosen);
    m_local->setChoices(session::localAddresses());
}

QLabel* newFieldHeading(const QString& text, QWidget* parent)
{
    auto* heading = new QLabel(text, parent);
    QFont font = heading->font();
    font.setWeight(QFont::DemiBold);
    heading->setFont(font);
    return heading;
}

} // namespace ui
