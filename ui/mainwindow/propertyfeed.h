// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"

#include <QObject>

namespace workspace {
class PropertyModel;
class Workspace;
} // namespace workspace

namespace ui {

/// Carries commands from the property model to the workspace, and readings back. Owned by the window. Thread: GUI.
class PropertyFeed final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PropertyFeed)

public:
    PropertyFeed(workspace::Workspace& workspace, workspace::PropertyModel* model, QObject* parent = nullptr);

private:
    void refresh(base::EndpointId id);

    workspace::Workspace& m_workspace;
    workspace::PropertyModel* m_model;
};

} // namespace ui
