// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/propertyfeed.h"

#include "workspace/endpointmodel.h"
#include "workspace/propertymodel.h"
#include "workspace/workspace.h"

namespace ui {

using workspace::PropertyModel;

PropertyFeed::PropertyFeed(workspace::Workspace& workspace, PropertyModel* model, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_model(model)
{
    connect(model, &PropertyModel::refreshRequested, this, &PropertyFeed::refresh);
    connect(model, &PropertyModel::commandRequested, &workspace, &workspace::Workspace::post);
}

void PropertyFeed::refresh(base::EndpointId id)
{
    m_workspace.readProperties(id, this, [this, id](const std::optional<engine::Properties>& properties) {
        if (properties) {
            m_model->update(*properties);
        } else if (const engine::EndpointStatus* status = m_workspace.endpoints()->status(id)) {
            // It has ended, and its options with it; what is known of it stays to be read.
            engine::Properties last;
            last.status = *status;
            m_model->update(last);
        }
    });
}

} // namespace ui
