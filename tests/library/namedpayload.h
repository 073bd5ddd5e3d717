// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "library/payload.h"

#include <QStringList>

namespace library {

/// A payload whose text is its name.
inline Payload named(const QString& name, const QString& group = {})
{
    Payload payload;
    payload.name = name;
    payload.group = group;
    payload.content.text = name;
    return payload;
}

/// Of all payloads of a list, or of a library.
template <class Holder> QStringList namesOf(const Holder& holder)
{
    QStringList names;
    for (const Payload& payload : holder.payloads())
        names << payload.name;
    return names;
}

} // namespace library
