// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/openbar/recentbutton.h"

#include "codec/visible.h"

#include <QMenu>
#include <QStringBuilder>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// In a menu a '&' would underline what follows it.
QString menuText(QString text)
{
    return text.replace(u'&', u"&&"_s);
}

} // namespace

QString recentText(const session::OpenRequest& request)
{
    const std::string_view protocol = net::protocolName(request.protocol);
    QString text
        = QString::fromLatin1(protocol.data(), qsizetype(protocol.size())) % u' ' % session::requestedAddress(request);
    if (request.as == session::OpenAs::Listener)
        text += u", "_s
            % (net::hasConnections(request.protocol) ? RecentButton::tr("listen") : RecentButton::tr("bind"));
    const QStringList options = request.options.split(u'&', Qt::SkipEmptyParts);
    for (const QString& option : options) {
        const qsizetype equals = option.indexOf(u'=');
        text += u", "_s % (equals < 0 ? option : QString(option.first(equals) % u' ' % option.sliced(equals + 1)));
    }
    return QString::fromStdU16String(codec::visibleName(text.toStdString()));
}

RecentButton::RecentButton(QWidget* parent)
    : QToolButton(parent)
    , m_menu(new QMenu(this))
    , m_forgetting(new QMenu(tr("Remove From This List"), this))
{
    setAccessibleName(tr("Recent endpoints"));
    setToolTip(tr("Endpoints that were opened before, with what was set for them"));
    setArrowType(Qt::DownArrow);
    setAutoRaise(true);
    setFocusPolicy(Qt::StrongFocus);
    connect(this, &QToolButton::clicked, this, &RecentButton::showMenu);
    setRecent({});
}

void RecentButton::showMenu()
{
    Q_EMIT aboutToShow();
    m_menu->popup(mapToGlobal(rect().bottomLeft()));
}

void RecentButton::setRecent(const QStringList& urls)
{
    m_menu->clear();
    m_forgetting->clear();
    for (const QString& url : urls) {
        const auto request = session::parseUrl(url);
        if (!request)
            continue;
        const QString text = menuText(recentText(*request));
        m_menu->addAction(text, this, [this, request = *request] { Q_EMIT chosen(request); });
        m_forgetting->addAction(text, this, [this, url] { Q_EMIT forgotten({url}); });
    }
    if (m_forgetting->isEmpty()) {
        m_menu->addAction(tr("What you have opened will be here"))->setEnabled(false);
        return;
    }
    m_forgetting->addSeparator();
    m_forgetting->addAction(tr("All"), this, [this, urls] { Q_EMIT forgotten(urls); });
    m_menu->addSeparator();
    m_menu->addMenu(m_forgetting);
}

} // namespace ui
