// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/standardoutput.h"

#include "base/error.h"
#include "cli/script/tell.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace cli::script {

namespace {

constexpr int EndedBySignal = 128; // a shell's exit status for it, less the signal's number

} // namespace

bool StandardOutput::write(std::string_view text)
{
    while (m_error == 0 && !text.empty()) {
        const ssize_t count = ::write(STDOUT_FILENO, text.data(), text.size());
        if (count >= 0) {
            text.remove_prefix(static_cast<std::size_t>(count));
        } else if (errno == EAGAIN) {
            // Who shares the terminal or pipe has made it non-blocking.
            pollfd room{STDOUT_FILENO, POLLOUT, 0};
            (void)::poll(&room, 1, -1);
        } else if (errno != EINTR) {
            fail(errno);
        }
    }
    return m_error == 0;
}

int StandardOutput::end(int status)
{
    if (::close(STDOUT_FILENO) != 0 && m_error == 0 && errno != EBADF && errno != EINTR)
        fail(errno);
    if (m_error == 0)
        return status;
    return m_error == EPIPE && status == 0 ? EndedBySignal + SIGPIPE : 1;
}

void StandardOutput::fail(int errorNumber)
{
    m_error = errorNumber;
    if (errorNumber != EPIPE)
        tell("standard output cannot be written: " + base::Error{errorNumber, "write"}.message());
}

} // namespace cli::script
