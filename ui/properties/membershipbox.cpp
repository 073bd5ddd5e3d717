// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/properties/membershipbox.h"

#include "codec/visible.h"
#include "session/localaddresses.h"
#include "session/session.h"
#include "ui/theme/tones.h"

#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

enum Column
{
    GroupColumn,
    SourceColumn,
    InterfaceColumn,
    ColumnCount
};

constexpr int VisibleRows = 3;

QString interfaceText(const net::Membership& membership)
{
    if (membership.interfaceIndex == 0)
        return MembershipBox::tr("by route");
    return QString::fromStdU16String(codec::visibleName(net::interfaceName(membership.interfaceIndex)));
}

/// What was wrong with what was typed; `error` is parseMembership()'s.
QString problemText(const base::Error& error, const QString& group, const QString& source, const QString& interface)
{
    const std::string_view field = error.operation;
    if (field == "interface")
        return MembershipBox::tr("There is no interface %1 (ENODEV).")
            .arg(interface.isEmpty() ? group.section(u'%', 1) : interface);
    if (field == "source" && error.code == EAFNOSUPPORT)
        return MembershipBox::tr("Group and source must both be IPv4, or both IPv6.");
    if (field == "source")
        return MembershipBox::tr("%1 is no address that somebody can send from.").arg(source);
    return MembershipBox::tr("%1 is no multicast address; those are 224.0.0.0 to 239.255.255.255 and ff00::/8.")
        .arg(group);
}

} // namespace

MembershipBox::MembershipBox(session::Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_heading(new QToolButton(this))
    , m_body(new QWidget(this))
    , m_table(new QTreeWidget(m_body))
    , m_group(new QLineEdit(m_body))
    , m_source(new QLineEdit(m_body))
    , m_interface(new QComboBox(m_body))
    , m_join(new QPushButton(tr("Join"), m_body))
    , m_leave(new QPushButton(tr("Leave"), m_body))
    , m_message(new QLabel(m_body))
    , m_explain(new QToolButton(m_body))
{
    buildHeading();
    buildTable();
    buildFields();
    arrange();
    tell({});
    showMemberships();
    hide();
}

/// Closed at first: most people never need it, and the tree above needs the room.
void MembershipBox::buildHeading()
{
    m_heading->setAccessibleName(u"Multicast"_s);
    m_heading->setToolTip(tr("Join and leave multicast groups"));
    m_heading->setCheckable(true);
    m_heading->setAutoRaise(true);
    m_heading->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_heading->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    const auto open = [this](bool isOpen) {
        m_heading->setArrowType(isOpen ? Qt::DownArrow : Qt::RightArrow);
        m_body->setVisible(isOpen);
    };
    connect(m_heading, &QToolButton::toggled, this, open);
    open(false);
}

void MembershipBox::buildTable()
{
    m_table->setAccessibleName(u"Multicast groups"_s);
    m_table->setColumnCount(ColumnCount);
    m_table->setHeaderLabels({tr("Multicast group"), tr("Source"), tr("Interface")});
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->header()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->header()->setMinimumSectionSize(GridPixels);
    connect(m_table, &QTreeWidget::itemSelectionChanged, this, &MembershipBox::updateButtons);
}

void MembershipBox::buildFields()
{
    m_group->setAccessibleName(u"Multicast group"_s);
    m_group->setPlaceholderText(tr("Multicast group"));
    m_group->setToolTip(tr("An address from 224.0.0.0 to 239.255.255.255, or from ff00::/8: 239.1.2.3, ff02::1:3"));
    m_source->setAccessibleName(u"Multicast source"_s);
    m_source->setPlaceholderText(tr("Any source"));
    m_source->setToolTip(tr("Receive only what this address sends to the group"));
    m_interface->setAccessibleName(u"Multicast interface"_s);
    m_interface->setToolTip(tr("The interface to join the group on; by route, the kernel chooses"));
    m_interface->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_interface->setMinimumContentsLength(8);
    m_join->setAccessibleName(u"Join group"_s);
    m_join->setToolTip(tr("Receive what is sent to this group"));
    m_leave->setAccessibleName(u"Leave group"_s);
    m_leave->setToolTip(tr("Leave the selected group"));
    m_message->setAccessibleName(u"Multicast message"_s);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_explain->setText(tr("Explain"));
    m_explain->setAccessibleName(u"Explain multicast message"_s);
    m_explain->setAutoRaise(true);
    listInterfaces();
    connect(m_group, &QLineEdit::textChanged, this, &MembershipBox::updateButtons);
    connect(m_group, &QLineEdit::returnPressed, m_join, &QPushButton::click);
    connect(m_source, &QLineEdit::returnPressed, m_join, &QPushButton::click);
    connect(m_join, &QPushButton::clicked, this, &MembershipBox::join);
    connect(m_leave, &QPushButton::clicked, this, &MembershipBox::leave);
    connect(m_explain, &QToolButton::clicked, this, [this] { Q_EMIT explanationRequested(m_code); });
}

void MembershipBox::arrange()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_heading);
    column->addWidget(m_body);
    auto* layout = new QVBoxLayout(m_body);
    layout->setContentsMargins(0, 0, 0, GridPixels);
    layout->setSpacing(GridPixels / 2);
    layout->addWidget(m_table);
    const auto fields = [layout](std::initializer_list<QWidget*> widgets) {
        auto* line = new QHBoxLayout;
        line->setContentsMargins(GridPixels, 0, GridPixels, 0);
        for (QWidget* widget : widgets)
            line->addWidget(widget, qobject_cast<QLineEdit*>(widget) || qobject_cast<QComboBox*>(widget) ? 1 : 0);
        layout->addLayout(line);
    };
    fields({m_group, m_source});
    fields({m_interface, m_join, m_leave});
    auto* line = new QHBoxLayout;
    line->setContentsMargins(GridPixels, 0, GridPixels, 0);
    line->addWidget(m_message, 1);
    line->addWidget(m_explain, 0, Qt::AlignTop);
    layout->addLayout(line);
}

void MembershipBox::listInterfaces()
{
    const QString chosen = m_interface->currentData().toString();
    m_interface->clear();
    m_interface->addItem(tr("by route"), QString());
    const QStringList names = session::interfaceNames();
    for (const QString& name : names)
        m_interface->addItem(name, name);
    m_interface->setCurrentIndex(std::max(0, m_interface->findData(chosen)));
}

void MembershipBox::setEndpoint(const engine::EndpointStatus* status)
{
    const bool isMine = status && status->info.protocol == net::Protocol::Udp && !engine::isEnded(status->state);
    if (!isMine) {
        hide();
        return;
    }
    if (m_endpoint != status->id) {
        m_endpoint = status->id;
        tell({});
        listInterfaces();
    }
    if (m_memberships != status->memberships) {
        m_memberships = status->memberships;
        showMemberships();
    }
    show();
}

void MembershipBox::showMemberships()
{
    m_table->clear();
    for (const net::Membership& membership : m_memberships) {
        const QString source
            = membership.source.isEmpty() ? tr("any") : QString::fromStdString(membership.source.host());
        auto* item = new QTreeWidgetItem(
            m_table, {QString::fromStdString(membership.group.host()), source, interfaceText(membership)});
        for (int column = 0; column < ColumnCount; ++column)
            item->setToolTip(column, QString::fromStdString(net::toString(membership)));
    }
    const int count = int(m_memberships.size());
    m_heading->setText(count == 0 ? tr("Multicast")
            : count == 1          ? tr("Multicast: 1 group")
                                  : tr("Multicast: %1 groups").arg(count));
    const int rows = std::min(count, VisibleRows);
    m_table->setVisible(rows > 0);
    // In a low window one row, and the rest by scrolling.
    const int header = m_table->header()->sizeHint().height();
    const int row = std::max(0, m_table->sizeHintForRow(0));
    m_table->setMinimumHeight(header + row);
    m_table->setMaximumHeight(header + rows * row);
    updateButtons();
}

void MembershipBox::updateButtons()
{
    m_join->setEnabled(!m_group->text().trimmed().isEmpty());
    m_leave->setEnabled(!m_table->selectedItems().isEmpty());
}

void MembershipBox::join()
{
    const QString group = m_group->text().trimmed();
    const QString source = m_source->text().trimmed();
    const QString interface = m_interface->currentData().toString();
    // The interface of "239.1.2.3%lo" too, as it is typed for IPv6.
    const bool isScoped = group.contains(u'%') && !group.contains(u':');
    const auto membership = net::parseMembership((isScoped ? group.section(u'%', 0, 0) : group).toStdString(),
        source.toStdString(), (isScoped ? group.section(u'%', 1) : interface).toStdString());
    if (!membership) {
        tell(problemText(membership.error(), group, source, isScoped ? QString() : interface));
        return;
    }
    change(*membership, true);
}

void MembershipBox::leave()
{
    const int row = m_table->indexOfTopLevelItem(m_table->selectedItems().value(0));
    if (row >= 0 && row < int(m_memberships.size()))
        change(m_memberships[std::size_t(row)], false);
}

void MembershipBox::change(const net::Membership& membership, bool joins)
{
    tell({});
    m_session.post(engine::ChangeMembership{m_endpoint, membership, joins});
    m_session.readProperties(m_endpoint, this,
        [this, id = m_endpoint, membership, joins](const std::optional<engine::Properties>& properties) {
            if (properties && id == m_endpoint)
                tellRefusal(*properties, membership, joins);
        });
}

void MembershipBox::tellRefusal(const engine::Properties& properties, const net::Membership& membership, bool joins)
{
    const auto option = net::membershipOption(membership, joins);
    const auto failed = std::find_if(
        properties.failures.begin(), properties.failures.end(), [&option](const engine::OptionFailure& failure) {
            return option && failure.level == option->level && failure.name == option->name;
        });
    if (!option) {
        tell(tr("The interface has no IPv4 address to join by (EADDRNOTAVAIL)."), option.error().code);
    } else if (failed != properties.failures.end()) {
        tell(tr("%1: %2").arg(QString::fromStdString(base::errnoName(failed->error.code)),
                 QString::fromStdString(base::errnoText(failed->error.code))),
            failed->error.code);
    } else if (joins) {
        m_group->clear();
    }
}

void MembershipBox::tell(const QString& text, int code)
{
    m_code = code;
    m_message->setText(text);
    m_message->setAccessibleDescription(text);
    m_message->setVisible(!text.isEmpty());
    m_explain->setVisible(code != 0);
    QPalette palette = m_message->palette();
    palette.setColor(QPalette::WindowText, toneColor(Tone::Error, palette));
    m_message->setPalette(palette);
}

void MembershipBox::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        tell(m_message->text(), m_code);
    QWidget::changeEvent(event);
}

} // namespace ui
