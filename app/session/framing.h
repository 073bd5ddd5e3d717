// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "query/framingrules.h"

#include <QObject>

namespace session {

/// How a window's endpoints are framed, as a person chose it: of those that are open and of those that have ended,
/// since it is the capture that is framed. Owned by the session. Thread: the one that made it.
class Framing final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Framing)

public:
    using QObject::QObject;

    void setRule(base::EndpointId endpoint, const message::Rule& rule);
    [[nodiscard]] const query::FramingRules& rules() const { return m_rules; }

Q_SIGNALS:
    void changed();

private:
    query::FramingRules m_rules;
};

} // namespace session
