// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/openbar/openbar.h"

#include "session/urloptions.h"
#include "ui/fields/foldingrow.h"
#include "ui/openbar/addressedit.h"
#include "ui/openbar/beforebutton.h"
#include "ui/openbar/beforeopening.h"
#include "ui/openbar/openfields.h"
#include "ui/openbar/openmessage.h"
#include "ui/openbar/openproblemtext.h"
#include "ui/openbar/recentbutton.h"
#include "ui/theme/tones.h"

#include <QClipboard>
#include <QComboBox>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>

#include <array>
#include <utility>

namespace ui {

using namespace Qt::StringLiterals;
using session::OpenAs;

namespace {

constexpr std::array Protocols{net::Protocol::Tcp, net::Protocol::Udp, net::Protocol::UnixStream,
    net::Protocol::UnixDatagram, net::Protocol::UnixSeqpacket};
constexpr QStringView FirstPort = u"50007"; // Python's socket documentation begins with it

QString protocolText(net::Protocol protocol)
{
    const std::string_view name = net::protocolName(protocol);
    return QString::fromLatin1(name.data(), qsizetype(name.size()));
}

} // namespace

OpenBar::OpenBar(QWidget* parent)
    : QWidget(parent)
    , m_protocol(new QComboBox(this))
    , m_address(new AddressEdit(u"127.0.0.1"_s, this))
    , m_port(new QLineEdit(this))
    , m_listen(new QPushButton(tr("Listen"), this))
    , m_connect(new QPushButton(tr("Connect"), this))
    , m_recent(new RecentButton(this))
    , m_before(new BeforeButton(this))
    , m_trailing(new FoldingRow(tr("More"), this))
    , m_message(new OpenMessage(this))
{
    buildFields();
    buildButtons();
    layOut();
    onProtocolChanged();
    setEnterAction(OpenAs::Connection);
    applyIcons();
    setFocusProxy(m_address);
}

void OpenBar::buildFields()
{
    m_protocol->setAccessibleName(tr("Protocol"));
    m_protocol->setToolTip(tr("Protocol"));
    m_protocol->setMinimumWidth(11 * GridPixels); // the longest is cut before the window grows
    for (const net::Protocol protocol : Protocols)
        m_protocol->addItem(protocolText(protocol), int(protocol));
    connect(m_protocol, &QComboBox::currentIndexChanged, this, &OpenBar::onProtocolChanged);

    m_address->setAccessibleName(tr("Address"));
    m_address->setMinimumWidth(14 * GridPixels);
    m_address->setMaximumWidth(48 * GridPixels);
    connect(m_address, &QLineEdit::textChanged, this, &OpenBar::onAddressEdited);
    connect(m_address, &QLineEdit::textEdited, this, &OpenBar::edited);
    connect(m_address, &QLineEdit::returnPressed, this, &OpenBar::onEnter);

    m_port->setAccessibleName(tr("Port"));
    m_port->setMinimumWidth(7 * GridPixels);
    m_port->setMaximumWidth(10 * GridPixels);
    m_port->setMaxLength(32); // what is too long is refused in words, not cut; this only keeps a pasted book out
    connect(m_port, &QLineEdit::textChanged, this, &OpenBar::showReach);
    connect(m_port, &QLineEdit::textEdited, this, &OpenBar::edited);
    connect(m_port, &QLineEdit::returnPressed, this, &OpenBar::onEnter);
}

void OpenBar::buildButtons()
{
    for (QPushButton* button : {m_listen, m_connect}) {
        button->setAccessibleName(button->text());
        button->setIconSize({16, 16});
    }
    connect(m_listen, &QPushButton::clicked, this, [this] { open(OpenAs::Listener); });
    connect(m_connect, &QPushButton::clicked, this, [this] { open(OpenAs::Connection); });
    connect(m_address, &AddressEdit::recentWanted, m_recent, &RecentButton::showMenu);
    connect(m_recent, &RecentButton::aboutToShow, this, &OpenBar::recentWanted);
    connect(m_recent, &RecentButton::chosen, this, &OpenBar::takeRecent);
    // Later: the list is made anew for it, and its menu is at work.
    connect(m_recent, &RecentButton::forgotten, this, &OpenBar::recentForgotten, Qt::QueuedConnection);
    connect(m_before->panel(), &BeforeOpening::changed, this, &OpenBar::edited);
    connect(m_before->panel(), &BeforeOpening::urlWanted, this, &OpenBar::copyUrl);
}

void OpenBar::layOut()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(GridPixels, GridPixels, GridPixels, 0);
    column->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setSpacing(GridPixels);
    row->addWidget(m_protocol);
    row->addWidget(m_address, 3);
    row->addWidget(m_port);
    row->addWidget(m_recent);
    row->addWidget(m_listen);
    row->addWidget(m_connect);
    row->addWidget(m_before);
    row->addStretch(1);
    row->addWidget(m_trailing);
    column->addLayout(row);
    column->addWidget(m_message);
    setTabOrder(m_port, m_recent);
    m_lastForTab = m_before;
}

void OpenBar::addTrailing(QAbstractButton* button)
{
    m_trailing->add(button);
    setTabOrder(m_lastForTab, button);
    m_lastForTab = button;
}

QSize OpenBar::minimumSizeHint() const
{
    const QSize least = layout()->totalMinimumSize();
    return {least.width() - m_trailing->spared() - m_before->spared(), least.height()};
}

void OpenBar::setRecent(const QStringList& urls)
{
    m_recent->setRecent(urls);
}

void OpenBar::setSuggestions(const QStringList& addresses)
{
    m_address->setSuggestions(addresses);
}

void OpenBar::setPlace(const QString& address, const QString& port)
{
    if (!address.isEmpty())
        m_address->setText(address);
    m_port->setText(port);
}

void OpenBar::focusAddress()
{
    m_address->setFocus(Qt::ShortcutFocusReason);
    m_address->selectAll();
}

void OpenBar::prepare(OpenAs as)
{
    setEnterAction(as);
    const bool isUnix = net::isUnix(protocol());
    QLineEdit* next = m_port;
    if (isUnix || (as == OpenAs::Connection && m_address->text().isEmpty()))
        next = m_address;
    if (!isUnix && m_port->text().isEmpty())
        m_port->setText(FirstPort.toString());
    next->setFocus(Qt::ShortcutFocusReason);
    next->selectAll();
    showReach();
    if (!m_message->isHidden())
        return;
    QString hint = tr("Press Enter to connect");
    if (as == OpenAs::Listener)
        hint = net::hasConnections(protocol()) ? tr("Press Enter to listen") : tr("Press Enter to bind");
    m_message->tell(hint, next, Tone::Dim);
}

net::Protocol OpenBar::protocol() const
{
    return net::Protocol(m_protocol->currentData().toInt());
}

void OpenBar::onProtocolChanged()
{
    const bool isUnix = net::isUnix(protocol());
    if (isUnix != m_wasUnix)
        exchangeFields(isUnix);
    m_before->panel()->setProtocol(protocol());
    m_port->setEnabled(!isUnix);
    m_port->setPlaceholderText(isUnix ? QString() : tr("Port"));
    m_address->setPlaceholderText(isUnix ? tr("/path or @abstract-name") : tr("Name or IP address"));
    m_address->setToolTip(isUnix
            ? tr("Path of the socket's file, or @ and an abstract name")
            : tr("Where to connect to, or the local address to listen on (Ctrl+L); Down has recent ones"));
    m_port->setToolTip(isUnix ? tr("Unix sockets have no ports") : tr("0 to 65535; a listener on 0 gets a free one"));
    m_listen->setText(net::hasConnections(protocol()) ? tr("Listen") : tr("Bind"));
    m_listen->setToolTip(net::hasConnections(protocol()) ? tr("bind, listen and accept connections here")
                                                         : tr("bind here and receive datagrams"));
    m_connect->setToolTip(net::hasConnections(protocol()) ? tr("Connect to this address")
                                                          : tr("Connect: send to and receive from this address only"));
    onAddressEdited();
}

/// A path and a host with its port are not alike: each comes back with its family.
void OpenBar::exchangeFields(bool isUnix)
{
    m_wasUnix = isUnix;
    for (const auto& [field, other] :
        {std::pair<QLineEdit*, QString*>(m_address, &m_otherAddress), {m_port, &m_otherPort}}) {
        const QString shown = field->text();
        field->setText(*other);
        *other = shown;
    }
}

void OpenBar::onAddressEdited()
{
    const qsizetype grownBy = m_address->text().size() - m_addressSize;
    m_addressSize = m_address->text().size();
    showReach();
    // Only what arrives whole: while somebody types a port here, its first digit must not jump away.
    if (grownBy > 2)
        takePortFromAddress();
}

/// "localhost:80" pasted into the address is what people have at hand: the port moves into its own field.
void OpenBar::takePortFromAddress()
{
    if (net::isUnix(protocol()))
        return;
    static const QRegularExpression hostAndPort(uR"(^\s*(\[[^\]]*\]|[^\s:/?\[\]]+):([0-9]{1,5})\s*(\?.*)?$)"_s);
    const auto match = hostAndPort.match(m_address->text());
    if (!match.hasMatch())
        return;
    m_port->setText(match.captured(2));
    m_address->setText(match.captured(1) + match.captured(3));
}

void OpenBar::onEnter()
{
    takePortFromAddress();
    if (m_address->hasFocus() && !net::isUnix(protocol()) && m_port->text().isEmpty()
        && !m_address->text().contains("://"_L1)) {
        m_port->setFocus(Qt::TabFocusReason);
        return;
    }
    open(m_enterAction);
}

void OpenBar::open(OpenAs as)
{
    setEnterAction(as); // also where it fails: what is mended is then tried again
    const auto request = read();
    if (!request)
        return;
    showReach();
    Q_EMIT openRequested(*request);
}

/// What Enter is to open; says what is wrong where it cannot.
std::optional<session::OpenRequest> OpenBar::read()
{
    takePortFromAddress();
    if (looksLikeUrl(m_address->text(), net::isUnix(protocol()))) {
        const auto url = session::parseUrl(m_address->text());
        if (!url) {
            showProblem(url.error());
            return {};
        }
        // A URL says all: what an earlier one set, or a person before it, is not meant.
        m_before->panel()->clear();
        setEnterAction(url->as);
        fill(*url);
    }
    auto request = readFields(m_enterAction, protocol(), m_address->text(), m_port->text());
    if (!request) {
        showProblem(request.error());
        return {};
    }
    const QString set = m_before->panel()->options(m_enterAction);
    const auto problems = set.isEmpty() ? std::vector<session::OpenError>() : session::applyUrlOptions(*request, set);
    if (!problems.empty()) {
        m_before->showPanel();
        m_before->panel()->showProblems(problems, m_enterAction);
        return {};
    }
    return *std::move(request);
}

void OpenBar::fill(const session::OpenRequest& request)
{
    m_protocol->setCurrentIndex(m_protocol->findData(int(request.protocol)));
    m_address->setText(request.host);
    m_port->setText(net::isUnix(request.protocol) ? QString() : QString::number(request.port));
    m_before->panel()->addOptions(request.options);
}

/// All as it was then: what has been set meanwhile does not count.
void OpenBar::takeRecent(const session::OpenRequest& request)
{
    m_before->panel()->clear();
    fill(request);
    setEnterAction(request.as);
    QLineEdit* next = net::isUnix(request.protocol) ? m_address : m_port;
    next->setFocus(Qt::OtherFocusReason);
    Q_EMIT edited();
}

void OpenBar::copyUrl()
{
    if (const auto request = read())
        QGuiApplication::clipboard()->setText(session::urlOf(*request));
}

void OpenBar::setEnterAction(OpenAs as)
{
    m_enterAction = as;
    m_listen->setDefault(as == OpenAs::Listener);
    m_connect->setDefault(as == OpenAs::Connection);
}

void OpenBar::showProblem(const session::OpenError& error)
{
    QLineEdit* field = fieldOf(error) == OpenField::Port ? m_port : m_address;
    m_message->tell(problemText(error, m_enterAction), field, Tone::Error);
    field->setFocus(Qt::OtherFocusReason);
    field->selectAll();
}

/// Takes any message away, and says what a wildcard means where there is one.
void OpenBar::showReach()
{
    m_message->hide();
    if (isWildcard(protocol(), m_address->text()))
        m_message->tell(tr("A listener here is reachable from the network, on every interface of this machine"),
            m_address, Tone::Error);
}

void OpenBar::applyIcons()
{
    m_listen->setIcon(themedIcon(u"listen", palette()));
    m_connect->setIcon(themedIcon(u"connect", palette()));
}

void OpenBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        applyIcons();
    QWidget::changeEvent(event);
}

} // namespace ui
