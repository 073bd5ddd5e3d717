// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "capture/reader.h"

#include <QObject>

#include <memory>

namespace workspace {
class PropertyModel;
class Workspace;
} // namespace workspace

namespace ui {

/// Carries requests from the property model to the workspace and readings back, and failed setsockopt calls from the
/// log to the row at fault. Owned by the window. Thread: GUI.
class PropertyFeed final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PropertyFeed)

public:
    PropertyFeed(workspace::Workspace& workspace, workspace::PropertyModel* model, QObject* parent = nullptr);

    void setReader(std::shared_ptr<capture::Reader> reader);

private:
    void refresh(base::EndpointId id);
    /// Calls `change`, then reads the endpoint again and looks in the log for what went wrong meanwhile.
    template <class Change> void applyAndRead(base::EndpointId id, Change change);
    void reportFailures(base::EndpointId id, quint64 first);

    workspace::Workspace& m_workspace;
    workspace::PropertyModel* m_model;
    std::shared_ptr<capture::Reader> m_reader;
};

} // namespace ui
