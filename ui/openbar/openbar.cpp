// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/openbar/openbar.h"

#include "net/address.h"
#include "session/urloptions.h"
#include "ui/openbar/addressedit.h"
#include "ui/openbar/openmessage.h"
#include "ui/openbar/openproblemtext.h"
#include "ui/openbar/timeoutbutton.h"
#include "ui/theme/tones.h"

#include <QComboBox>
#include <QEvent>
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

/// A URL of ours, or, where no path can be meant, anybody's: then the scheme is what is refused.
bool looksLikeUrl(const QString& text, bool mayBePath)
{
    static const QRegularExpression ours(u"^\\s*(tcp|udp|unix|unix-dgram|unix-seqpacket)(-listen)?:(//|/|@)"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression any(u"^\\s*[A-Za-z][A-Za-z0-9+.-]*://"_s);
    return ours.match(text).hasMatch() || (!mayBePath && any.match(text).hasMatch());
}

QString protocolText(net::Protocol protocol)
{
    const std::string_view name = net::protocolName(protocol);
    return QString::fromLatin1(name.data(), qsizetype(name.size()));
}

/// Where options begin, as behind a URL; -1 for none.
qsizetype optionsOf(const QString& address)
{
    return address.indexOf(u'?');
}

/// Reads host, port and what stands behind the host: "127.0.0.1?SO_BROADCAST". A path may have a '?' in its name.
tl::expected<session::OpenRequest, session::OpenError> readFields(
    OpenAs as, net::Protocol protocol, const QString& address, const QString& port, std::chrono::nanoseconds timeout)
{
    const qsizetype options = net::isUnix(protocol) ? -1 : optionsOf(address);
    auto request = session::parseFields(as, protocol, address.left(options), port);
    if (!request)
        return request;
    request->connectTimeout = timeout;
    if (options < 0)
        return request;
    if (const auto problem = session::applyUrlOptions(*request, address.sliced(options + 1)))
        return tl::unexpected(*problem);
    return request;
}

} // namespace

bool isWildcard(net::Protocol protocol, const QString& address)
{
    if (net::isUnix(protocol))
        return false;
    const QString host = address.left(optionsOf(address)).trimmed();
    const auto parsed = net::Address::fromIp(host.toStdString(), 0);
    return parsed && parsed->isWildcard();
}

OpenBar::OpenBar(QWidget* parent)
    : QWidget(parent)
    , m_protocol(new QComboBox(this))
    , m_address(new AddressEdit(u"127.0.0.1"_s, this))
    , m_port(new QLineEdit(this))
    , m_listen(new QPushButton(tr("Listen"), this))
    , m_connect(new QPushButton(tr("Connect"), this))
    , m_timeout(new TimeoutButton(this))
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
    for (const net::Protocol protocol : Protocols)
        m_protocol->addItem(protocolText(protocol), int(protocol));
    connect(m_protocol, &QComboBox::currentIndexChanged, this, &OpenBar::onProtocolChanged);

    m_address->setAccessibleName(tr("Address"));
    m_address->setMinimumWidth(18 * GridPixels);
    m_address->setMaximumWidth(48 * GridPixels);
    connect(m_address, &QLineEdit::textChanged, this, &OpenBar::onAddressEdited);
    connect(m_address, &QLineEdit::textEdited, this, &OpenBar::edited);
    connect(m_address, &QLineEdit::returnPressed, this, &OpenBar::onEnter);

    m_port->setAccessibleName(tr("Port"));
    m_port->setFixedWidth(10 * GridPixels);
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
}

void OpenBar::layOut()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(GridPixels, GridPixels, GridPixels, GridPixels);
    column->setSpacing(GridPixels / 2);
    m_row = new QHBoxLayout;
    m_row->setSpacing(GridPixels);
    m_row->addWidget(m_protocol);
    m_row->addWidget(m_address, 3);
    m_row->addWidget(m_port);
    m_row->addWidget(m_listen);
    m_row->addWidget(m_connect);
    m_row->addWidget(m_timeout);
    m_row->addStretch(1);
    column->addLayout(m_row);
    column->addWidget(m_message);
}

void OpenBar::addTrailing(QWidget* widget)
{
    m_row->addWidget(widget);
}

void OpenBar::setSuggestions(const QStringList& addresses)
{
    m_address->setSuggestions(addresses);
}

QString OpenBar::port() const
{
    return m_wasUnix ? m_otherPort : m_port->text();
}

void OpenBar::setPort(const QString& port)
{
    m_port->setText(port);
}

void OpenBar::fill(net::Protocol protocol, const QString& address, const QString& port)
{
    m_protocol->setCurrentIndex(m_protocol->findData(int(protocol)));
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
    m_port->setEnabled(!isUnix);
    m_port->setPlaceholderText(isUnix ? QString() : tr("Port"));
    m_address->setPlaceholderText(isUnix ? tr("/path or @abstract-name") : tr("Name or IP address"));
    m_address->setToolTip(isUnix ? tr("Path of the socket's file, or @ and an abstract name")
                                 : tr("Where to connect to, or the local address to listen on (Ctrl+L)"));
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
    takePortFromAddress();
    const QString address = m_address->text();
    const bool isUrl = looksLikeUrl(address, net::isUnix(protocol()));
    const auto request = isUrl ? session::parseUrl(address)
                               : readFields(as, protocol(), address, m_port->text(), m_timeout->timeout());
    if (!request) {
        showProblem(request.error(), as);
        return;
    }
    if (isUrl)
        takeUrlApart(address, *request);
    setEnterAction(request->as);
    showReach();
    Q_EMIT openRequested(*request);
}

/// The options that were typed stay where they are seen, and count again the next time.
void OpenBar::takeUrlApart(const QString& url, const session::OpenRequest& request)
{
    const QString options = optionsOf(url) < 0 ? QString() : url.sliced(optionsOf(url)).trimmed();
    if (!net::isUnix(request.protocol))
        fill(request.protocol, request.host + options, QString::number(request.port));
    else
        fill(request.protocol, options.isEmpty() ? request.host : url, {});
}

void OpenBar::setEnterAction(OpenAs as)
{
    m_enterAction = as;
    m_listen->setDefault(as == OpenAs::Listener);
    m_connect->setDefault(as == OpenAs::Connection);
}

void OpenBar::showProblem(const session::OpenError& error, OpenAs as)
{
    QLineEdit* field = fieldOf(error.problem) == OpenField::Port ? m_port : m_address;
    m_message->tell(problemText(error, as), field, Tone::Error);
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
    m_timeout->setIcon(themedIcon(u"settings", palette()));
}

void OpenBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        applyIcons();
    QWidget::changeEvent(event);
}

} // namespace ui
