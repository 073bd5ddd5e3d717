// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "library/payload.h"

#include <QStringList>

#include <variant>
#include <vector>

namespace library {

// What a person does to the library, as values: each is made to what the file says at that moment, so that two windows
// or programs do not undo what the other did.

/// Puts payloads in. One whose id is empty or taken gets a new one.
struct AddPayloads
{
    std::vector<Payload> payloads;
    QString before; ///< the id of the one that they stand before; at the end where there is none
};

/// Gives payloads other texts. Where one was changed by somebody else since it was read, both are kept: this one
/// behind the other. One that was removed meanwhile comes back.
struct UpdatePayloads
{
    std::vector<Payload> payloads;
};

/// Takes payloads out, but for those that somebody else has changed since they were read.
struct RemovePayloads
{
    std::vector<Payload> payloads;
};

/// Puts payloads into a group and before another one; at its end where that is empty or gone.
struct MovePayloads
{
    QStringList ids;
    QString group;
    QString before;
};

using Change = std::variant<AddPayloads, UpdatePayloads, RemovePayloads, MovePayloads>;

} // namespace library
