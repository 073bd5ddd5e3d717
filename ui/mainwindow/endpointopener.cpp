// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/endpointopener.h"

#include "session/localaddresses.h"
#include "session/reopening.h"
#include "session/session.h"
#include "session/settings.h"
#include "ui/composer/composerfaces.h"
#include "ui/mainwindow/afteropening.h"
#include "ui/mainwindow/captureview.h"
#include "ui/mainwindow/opennotices.h"
#include "ui/mainwindow/recordpresenter.h"
#include "ui/openbar/openbar.h"
#include "ui/sockets/endpointspane.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/trafficpane.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ui {

EndpointOpener::EndpointOpener(session::Session& session, session::Settings& settings,
    std::shared_ptr<capture::Reader> reader, const Panes& panes, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_settings(settings)
    , m_panes(panes)
    , m_notices(new OpenNotices(session, panes.notices, this))
    , m_afterOpening(new AfterOpening(session, std::move(reader), this))
{
    offerRecent();
    const session::Settings::Place last = settings.lastPlace();
    panes.openBar->setPlace(last.address, last.port);
    connect(panes.openBar, &OpenBar::openRequested, this, &EndpointOpener::openTyped);
    connect(panes.openBar, &OpenBar::recentWanted, this, &EndpointOpener::offerRecent);
    connect(panes.openBar, &OpenBar::recentForgotten, this, [this](const QStringList& urls) {
        m_settings.forgetEndpoints(urls);
        offerRecent();
    });
    connect(m_notices, &OpenNotices::opened, this, &EndpointOpener::remember);
    connect(panes.openBar, &OpenBar::edited, m_afterOpening, &AfterOpening::forgetConnection);
    connect(m_notices, &OpenNotices::retryRequested, this, &EndpointOpener::openAgain);
    connect(m_notices, &OpenNotices::explanationRequested, panes.capture, &CaptureView::explain);
    // The notice has the newer error: an older one is not left beside it.
    connect(m_notices, &OpenNotices::failureTold, panes.capture->presenter(), &RecordPresenter::closeExplanation);
    connect(m_afterOpening, &AfterOpening::connected, this, &EndpointOpener::leadToPayload);
    connect(m_afterOpening, &AfterOpening::labClientOpened, panes.endpoints, &EndpointsPane::select);
    connect(m_afterOpening, &AfterOpening::echoReceived, this, &EndpointOpener::showEcho);
}

base::EndpointId EndpointOpener::open(const session::OpenRequest& request)
{
    const base::EndpointId id = m_session.open(request);
    follow(id, request);
    return id;
}

void EndpointOpener::openAgain(base::EndpointId id)
{
    session::Reopening* reopening = m_session.reopening();
    if (const auto request = reopening->requestFor(id))
        follow(reopening->open(id), *request);
}

void EndpointOpener::follow(base::EndpointId id, const session::OpenRequest& request) const
{
    m_notices->watch(id, request);
    m_panes.endpoints->select(id);
}

void EndpointOpener::openTyped(const session::OpenRequest& request)
{
    if (!net::isUnix(request.protocol))
        m_settings.setLastPlace({request.host, QString::number(request.port)});
    const base::EndpointId id = open(request);
    if (request.as == session::OpenAs::Connection)
        m_afterOpening->awaitConnection(id);
}

void EndpointOpener::remember(const session::OpenRequest& request)
{
    m_settings.rememberEndpoint(session::urlOf(request));
    offerRecent();
}

/// Another window may have opened something meanwhile: the settings are all windows'.
void EndpointOpener::offerRecent() const
{
    const QStringList urls = m_settings.recentEndpoints();
    QStringList addresses = urls.isEmpty() ? m_settings.addressHistory() : QStringList();
    for (const QString& url : urls) {
        if (const auto request = session::parseUrl(url))
            addresses.append(request->host);
    }
    addresses += session::localAddresses();
    addresses.removeDuplicates();
    m_panes.openBar->setRecent(urls);
    m_panes.openBar->setSuggestions(addresses);
}

void EndpointOpener::openAll(const std::vector<session::OpenRequest>& requests)
{
    std::vector<base::EndpointId> opened;
    std::ranges::transform(requests, std::back_inserter(opened), [this](const auto& request) { return open(request); });
    if (opened.empty())
        return;
    const auto connection = std::ranges::find(requests, session::OpenAs::Connection, &session::OpenRequest::as);
    const auto place = connection == requests.end() ? 0 : connection - requests.begin();
    m_panes.endpoints->select(opened[std::size_t(place)]);
    m_panes.faces->setFocus(Qt::OtherFocusReason);
}

void EndpointOpener::openEchoLab()
{
    m_afterOpening->awaitEchoLab();
    m_session.openEchoLab();
    m_panes.faces->turnTo(ComposerFaces::Face::Send);
    m_panes.faces->setFocus(Qt::OtherFocusReason);
}

void EndpointOpener::leadToPayload() const
{
    const QWidget* focus = m_panes.openBar->window()->focusWidget();
    if (focus && m_panes.openBar->isAncestorOf(focus))
        m_panes.faces->setFocus(Qt::OtherFocusReason);
}

void EndpointOpener::showEcho(quint64 record) const
{
    const TrafficPane* log = m_panes.capture->log();
    if (log->currentRecord())
        return;
    m_panes.capture->showRecord(record);
}

} // namespace ui
