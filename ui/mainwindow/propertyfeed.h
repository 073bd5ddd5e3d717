// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"

#include <QObject>

namespace session {
class PropertyModel;
class Session;
} // namespace session

namespace ui {

/// Carries commands from the property model to the session, and readings back. Owned by the window. Thread: GUI.
class PropertyFeed final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PropertyFeed)

public:
    PropertyFeed(session::Session& session, session::PropertyModel* model, QObject* parent = nullptr);

private:
    void refresh(base::EndpointId id);

    session::Session& m_session;
    session::PropertyModel* m_model;
};

} // namespace ui
