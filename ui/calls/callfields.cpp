// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/calls/callfields.h"

#include "net/option.h"
#include "ui/fields/flagsbutton.h"
#include "ui/theme/tones.h"

#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostBacklog = 65535; // net.core.somaxconn caps it far below
constexpr int MostControl = 65536; // bytes
constexpr std::array Protocols{net::Protocol::Tcp, net::Protocol::Udp, net::Protocol::UnixStream,
    net::Protocol::UnixDatagram, net::Protocol::UnixSeqpacket};

/// What the address field holds to begin with; a path cannot be guessed.
QString loopbackOf(int family)
{
    if (family == AF_UNIX)
        return {};
    return family == AF_INET6 ? u"::1"_s : u"127.0.0.1"_s;
}

bool isOffered(const QString& address)
{
    return address == loopbackOf(AF_UNIX) || address == loopbackOf(AF_INET) || address == loopbackOf(AF_INET6);
}

QString latin1(std::string_view text)
{
    return QString::fromLatin1(text.data(), qsizetype(text.size()));
}

/// "SOCK_STREAM (TCP)": three types stand for five protocols.
QString typeText(net::Protocol protocol)
{
    const char* type = protocol == net::Protocol::UnixSeqpacket ? "SOCK_SEQPACKET"
        : net::isStream(protocol)                               ? "SOCK_STREAM"
                                                                : "SOCK_DGRAM";
    const QString of = net::isUnix(protocol) ? u"Unix"_s : latin1(net::protocolName(protocol));
    return u"%1 (%2)"_s.arg(QLatin1StringView(type), of);
}

} // namespace

CallFields::CallFields(QWidget* line)
    : QObject(line)
    , m_line(line)
{
    buildSocket();
    buildData();
    buildAddress();
    buildReceive();
    buildFile();
    buildRest();
}

QWidget* CallFields::part(CallArgument argument) const
{
    return m_fields[std::size_t(argument)].widget->parentWidget();
}

void CallFields::add(CallArgument argument, const QString& label, QWidget* field)
{
    // The comma stays with its field where the line is broken.
    auto* part = new QWidget(m_line);
    auto* comma = new QLabel(u","_s, part);
    auto* row = new QHBoxLayout(part);
    row->setContentsMargins({});
    row->setSpacing(GridPixels / 4);
    row->addWidget(field);
    row->addWidget(comma);
    if (field->toolTip().isEmpty())
        field->setToolTip(label);
    part->setSizePolicy(field->sizePolicy());
    m_fields[std::size_t(argument)] = {field, comma};
}

QLineEdit* CallFields::addLine(CallArgument argument, const QString& label, const QString& name, const QString& text)
{
    auto* line = new QLineEdit(text);
    line->setAccessibleName(name);
    line->setPlaceholderText(label);
    line->setFont(fixedFont());
    connect(line, &QLineEdit::textChanged, this, &CallFields::edited);
    add(argument, label, line);
    return line;
}

QSpinBox* CallFields::addNumber(CallArgument argument, const QString& label, const QString& name, int most, int value)
{
    auto* number = new QSpinBox;
    number->setAccessibleName(name);
    number->setFont(fixedFont());
    number->setRange(0, most);
    number->setValue(value);
    add(argument, label, number);
    return number;
}

QComboBox* CallFields::addChoice(CallArgument argument, const QString& label, const QString& name)
{
    auto* choice = new QComboBox;
    choice->setAccessibleName(name);
    connect(choice, &QComboBox::currentIndexChanged, this, &CallFields::edited);
    add(argument, label, choice);
    return choice;
}

FlagsButton* CallFields::addFlags(CallArgument argument, const QString& name, const QString& none)
{
    auto* flags = new FlagsButton(name, none);
    connect(flags, &FlagsButton::changed, this, &CallFields::edited);
    add(argument, {}, flags);
    return flags;
}

/// In the order and the words of C and of the log; a screen reader says the protocol.
void CallFields::buildSocket()
{
    m_family = addChoice(CallArgument::Family, tr("Family"), tr("Call family"));
    m_family->addItems({u"AF_INET"_s, u"AF_INET6"_s});
    m_protocol = addChoice(CallArgument::Protocol, tr("Type"), tr("Call protocol"));
    for (const net::Protocol protocol : Protocols) {
        const QString name = latin1(net::protocolName(protocol));
        m_protocol->addItem(typeText(protocol), int(protocol));
        m_protocol->setItemData(m_protocol->count() - 1, name, Qt::AccessibleTextRole);
    }
    connect(m_protocol, &QComboBox::currentIndexChanged, this, &CallFields::fitFamily);
}

/// The family of a Unix socket is no choice.
void CallFields::fitFamily()
{
    const bool isUnix = net::isUnix(net::Protocol(m_protocol->currentData().toInt()));
    const int place = m_family->findText(u"AF_UNIX"_s);
    m_family->setEnabled(!isUnix);
    if (isUnix && place < 0)
        m_family->addItem(u"AF_UNIX"_s);
    if (!isUnix && place >= 0) {
        m_family->setCurrentIndex(0);
        m_family->removeItem(place);
    }
    if (isUnix)
        m_family->setCurrentIndex(m_family->count() - 1);
}

void CallFields::buildData()
{
    m_data = addLine(CallArgument::Data, tr("Data"), tr("Call data"), {});
    m_data->setPlaceholderText(tr(R"(Text; \n, \r, \x00 as in Python)"));
    m_data->setMinimumWidth(24 * GridPixels);
}

void CallFields::buildAddress()
{
    m_address = addLine(CallArgument::Address, tr("Address"), tr("Call address"), loopbackOf(AF_INET));
    m_port = addLine(CallArgument::Port, tr("Port"), tr("Call port"), u"0"_s);
    m_port->setFixedWidth(8 * GridPixels);
    part(CallArgument::Port)->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_backlog = addNumber(CallArgument::Backlog, tr("Backlog"), tr("Call backlog"), MostBacklog, 1);
}

void CallFields::buildReceive()
{
    m_size
        = addNumber(CallArgument::Size, tr("Size"), tr("Call size"), int(net::ReceiveCall::MaxBytes), CallForm().size);
    m_size->setToolTip(tr("bufsize, in bytes"));
    m_controlSize = addNumber(CallArgument::ControlSize, tr("Control size"), tr("Call control size"), MostControl, 0);
    m_controlSize->setToolTip(tr("Room for ancillary data, in bytes"));
}

void CallFields::buildFile()
{
    m_path = addPath(CallArgument::Path, tr("File"), tr("Call path"));
    connect(m_path->actions().constFirst(), &QAction::triggered, this, &CallFields::chooseFile);
    m_offset = addLine(CallArgument::Offset, tr("Offset"), tr("Call offset"), {});
    m_count = addLine(CallArgument::Count, tr("Count"), tr("Call count"), {});
    m_count->setPlaceholderText(tr("Count: to the end"));
    m_savePath = addPath(CallArgument::SavePath, tr("Save to"), tr("Call save path"));
    m_savePath->setPlaceholderText(tr("File: none, into the log alone"));
    connect(m_savePath->actions().constFirst(), &QAction::triggered, this, &CallFields::chooseSaveFile);
    m_existing = addChoice(CallArgument::Existing, tr("If the file exists"), tr("Call existing file"));
    // What was said of one file is not meant for another.
    connect(m_savePath, &QLineEdit::textChanged, m_existing, [this] { m_existing->setCurrentIndex(0); });
    m_existing->addItems({tr("Leave it alone"), tr("Append to it"), tr("Replace it")});
}

QLineEdit* CallFields::addPath(CallArgument argument, const QString& label, const QString& name)
{
    QLineEdit* path = addLine(argument, label, name, {});
    path->setMinimumWidth(24 * GridPixels);
    QAction* choose = path->addAction(themedIcon(u"file", path->palette()), QLineEdit::TrailingPosition);
    choose->setText(tr("Choose File"));
    return path;
}

void CallFields::buildRest()
{
    m_how = addChoice(CallArgument::How, tr("How"), tr("Call how"));
    for (const net::NamedValue& way : net::ShutdownWays)
        m_how->addItem(latin1(way.name), way.value);
    m_how->setCurrentIndex(1);
    m_option = addChoice(CallArgument::Option, tr("Option"), tr("Call option"));
    m_value = addLine(CallArgument::Value, tr("Value"), tr("Call value"), u"1"_s);
    m_events = addFlags(CallArgument::Events, tr("Call events"), tr("no events"));
    m_events->offer(net::PollEvents);
    m_events->choose(net::PollEvents.front().value);
    m_timeout = addLine(CallArgument::Timeout, tr("None, 0 or seconds"), tr("Call timeout"), u"None"_s);
    m_blocking = addChoice(CallArgument::Blocking, tr("Blocking"), tr("Call blocking"));
    m_blocking->addItems({u"True"_s, u"False"_s});
    m_flags = addFlags(CallArgument::Flags, tr("Call flags"), tr("no flags"));
}

void CallFields::show(const CallInfo& call, const engine::EndpointStatus* status)
{
    const bool hasPort = !status || !net::isUnix(status->info.protocol);
    showAddress(status);
    if (call.takes(CallArgument::Option))
        showOptions(status, call.takes(CallArgument::Value));
    const bool isPortShown = hasPort && call.takes(CallArgument::Port);
    if (&call == m_call && part(CallArgument::Port)->isHidden() != isPortShown)
        return;
    m_call = &call;
    m_flags->offer(call.flags);
    showParts(hasPort);
}

void CallFields::showParts(bool hasPort)
{
    const QLabel* last = nullptr;
    for (int i = 0; i < CallArgumentCount; ++i) {
        const auto argument = CallArgument(i);
        const bool isShown = m_call->takes(argument) && (hasPort || argument != CallArgument::Port);
        part(argument)->setVisible(isShown);
        if (isShown)
            last = m_fields[std::size_t(i)].comma;
    }
    for (const Field& field : m_fields)
        field.comma->setVisible(field.comma != last);
}

void CallFields::showAddress(const engine::EndpointStatus* status)
{
    if (!status || !isOffered(m_address->text()))
        return;
    const QSignalBlocker quiet(m_address);
    m_address->setText(loopbackOf(status->family));
    m_address->setPlaceholderText(net::isUnix(status->info.protocol) ? tr("Path, or @ and a name") : tr("Address"));
}

/// Those that make sense on this socket; which one was chosen stays where it can.
void CallFields::showOptions(const engine::EndpointStatus* status, bool isForSetting)
{
    QStringList names;
    for (const net::OptionInfo& option : net::optionTable()) {
        const bool applies = !status || net::appliesTo(option, status->info.protocol, status->family);
        if (applies && (isForSetting ? option.isWritable() : option.readable))
            names += latin1(option.cName);
    }
    QStringList shown;
    for (int i = 0; i < m_option->count(); ++i)
        shown += m_option->itemText(i);
    if (shown == names)
        return;
    // Nobody chose anything: who hears of it would ask for these options again.
    const QSignalBlocker quiet(m_option);
    const QString chosen = m_option->currentText();
    m_option->clear();
    m_option->addItems(names);
    m_option->setCurrentIndex(std::max(0, int(names.indexOf(chosen))));
}

CallForm CallFields::form() const
{
    return {.kind = m_call->kind,
        .protocol = net::Protocol(m_protocol->currentData().toInt()),
        .isIpv6 = m_family->currentIndex() == 1,
        .address = m_address->text(),
        .port = m_port->text(),
        .backlog = m_backlog->value(),
        .size = m_size->value(),
        .controlSize = m_controlSize->value(),
        .data = m_data->text(),
        .path = m_path->text(),
        .offset = m_offset->text(),
        .count = m_count->text(),
        .savePath = m_savePath->text(),
        .existing = engine::FileRequest::Existing(m_existing->currentIndex()),
        .how = m_how->currentIndex(),
        .option = m_option->currentText(),
        .value = m_value->text(),
        .timeout = m_timeout->text(),
        .isBlocking = m_blocking->currentIndex() == 0,
        .events = m_events->flags(),
        .flags = m_flags->flags()};
}

void CallFields::focusField(CallArgument argument)
{
    m_fields[std::size_t(argument)].widget->setFocus(Qt::OtherFocusReason);
}

void CallFields::chooseFile()
{
    auto* dialog = new QFileDialog(m_line, tr("File to Send"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_path, &QLineEdit::setText);
    dialog->open();
}

void CallFields::chooseSaveFile()
{
    auto* dialog = new QFileDialog(m_line, tr("File for What Is Received"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        m_savePath->setText(path);
        // The dialog has asked already.
        if (QFile::exists(path))
            m_existing->setCurrentIndex(int(engine::FileRequest::Existing::Replace));
    });
    dialog->open();
}

} // namespace ui
