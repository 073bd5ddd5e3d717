// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/process.h"

#include "cli/script/tell.h"
#include "codec/visible.h"

#include <sys/resource.h>
#include <sys/signalfd.h>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <csignal>

namespace cli {

namespace {

/// Takes the numbers of standard input, output and error that were closed by who started us: else a socket or a file of
/// the capture would get them, and what is printed would end up in it.
void fillStandardDescriptors()
{
    int fd = 0;
    do {
        fd = ::open("/dev/null", O_RDWR);
        // Descriptor 1 for reading alone: what is printed must fail with EBADF, and not be lost without a word.
        if (const base::UniqueFd reading(fd == STDOUT_FILENO ? ::open("/dev/null", O_RDONLY) : -1); reading)
            ::dup2(reading.get(), STDOUT_FILENO);
    } while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd > STDERR_FILENO)
        ::close(fd);
}

} // namespace

void prepareProcess()
{
    fillStandardDescriptors();
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

base::UniqueFd watchSignals()
{
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGINT);
    ::sigaddset(&signals, SIGTERM);
    base::UniqueFd fd(::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
    if (fd)
        ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    else // blocked signals that nobody reads would leave no way to end the program but SIGKILL
        script::tell("Ctrl-C and SIGTERM will end the program without closing its sockets: "
            + base::lastError("signalfd").message());
    return fd;
}

bool hasSignal(int signals)
{
    pollfd fd{signals, POLLIN, 0};
    return ::poll(&fd, 1, 0) > 0;
}

void tellCaptureLeft(const std::string& directory, const base::Error& error)
{
    script::tell(
        "the capture could not be removed and stays in " + codec::visibleUtf8(directory) + ": " + error.message());
}

} // namespace cli
