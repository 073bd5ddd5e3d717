// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/framing.h"

namespace session {

void Framing::setRule(base::EndpointId endpoint, const message::Rule& rule)
{
    m_rules.insert_or_assign(endpoint, rule);
    Q_EMIT changed();
}

} // namespace session
