// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

#include <QString>

#include <tl/expected.hpp>

namespace library {

/// Why a file of payloads could not be read or written. The words for people are the user interface's.
struct Problem
{
    enum class Kind
    {
        Unreadable, ///< `error` says why
        Unwritable, ///< `error` says why; the file is as it was
        InUse, ///< another program has kept it locked for too long
        TooLarge, ///< more bytes or payloads than are read, or a text that is longer
        NoJson, ///< not JSON, or cut; `line` and `column` say from where on
        NoLibrary, ///< JSON or INI, but no payloads; `item` says which one is wrong, if it is one
        LaterVersion ///< written by a later version, and left alone
    };

    Kind kind = Kind::Unreadable;
    QString path;
    base::Error error;
    int line = 0; ///< from 1
    int column = 0; ///< from 1, in bytes
    QString item; ///< name or number of the entry

    friend bool operator==(const Problem&, const Problem&) = default;
};

template <class T> using Outcome = tl::expected<T, Problem>;

} // namespace library
