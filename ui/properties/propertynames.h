// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/properties/property.h"

namespace ui {

/// What is shown for a property besides its value, before it is translated (in the context "ui::Property").
struct PropertyNames
{
    const char* name; ///< null where the model's name is the word in every language
    const char* meaning;
};

/// Null for options and for the facts of TCP_INFO, which have words of their own.
[[nodiscard]] const PropertyNames* propertyNames(session::PropertyKey key);

} // namespace ui
