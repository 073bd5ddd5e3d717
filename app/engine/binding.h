// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "base/uniquefd.h"
#include "engine/command.h"
#include "engine/journal.h"
#include "net/filemode.h"

#include <optional>
#include <string>

namespace engine {

/// The address that an endpoint's socket is bound to, and the file that a Unix socket has by that, which is removed at
/// the end. Thread: I/O.
class Binding final
{
public:
    Binding(Journal& journal, const base::UniqueFd& fd);

    /// bind(2), with its record. With a mode the file gets it by chmod(2), and that is a record too.
    /// Errors: those of bind(2), fchmod(2), chmod(2).
    [[nodiscard]] base::Result<void> bind(const net::Address& address, std::optional<net::FileMode> mode);
    /// The same before connect(2) to an address of this family, where a local address was asked for.
    [[nodiscard]] base::Result<void> bindToConnect(const Connect& command, int family);
    /// Takes note of a bind(2) that succeeded and is in the log already.
    void note(const net::Address& address);
    /// Removes the file if it is still the one that bind made, with its record.
    void removeFile();
    /// The file's mode; none where there is no file.
    [[nodiscard]] std::optional<net::FileMode> fileMode() const;

private:
    [[nodiscard]] base::Result<void> changeMode(const std::string& path, net::FileMode mode);

    Journal& m_journal;
    const base::UniqueFd& m_fd;
    std::optional<net::FileIdentity> m_file;
};

} // namespace engine
