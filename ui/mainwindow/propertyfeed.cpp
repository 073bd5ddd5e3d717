// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/propertyfeed.h"

#include "session/framing.h"
#include "session/models/endpointmodel.h"
#include "session/properties/propertymodel.h"
#include "session/session.h"

namespace ui {

using session::PropertyModel;

PropertyFeed::PropertyFeed(session::Session& session, PropertyModel* model, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_model(model)
{
    connect(model, &PropertyModel::refreshRequested, this, &PropertyFeed::refresh);
    connect(model, &PropertyModel::commandRequested, &session, &session::Session::post);
    session::Framing* const framing = session.framing();
    connect(model, &PropertyModel::framingRequested, framing,
        [framing](const session::FramingChange& change) { framing->setRule(change.endpoint, change.rule); });
    connect(framing, &session::Framing::changed, model, [framing, model] { model->setFraming(framing->rules()); });
}

void PropertyFeed::refresh(base::EndpointId id)
{
    m_session.readProperties(id, this, [this, id](const std::optional<engine::Properties>& properties) {
        if (properties) {
            m_model->update(*properties);
        } else if (const engine::EndpointStatus* status = m_session.endpoints()->status(id)) {
            // It has ended, and its options with it; what is known of it stays to be read.
            engine::Properties last;
            last.status = *status;
            m_model->update(last);
        }
    });
}

} // namespace ui
