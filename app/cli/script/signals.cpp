// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/signals.h"

#include <pthread.h>
#include <sys/time.h>

namespace cli::script {

namespace {

// A handler of signals sees nothing but what is global; it writes these alone.
std::atomic<bool> interrupted{false};
std::atomic<int> signalNumber{0};

void onSignal(int number)
{
    if (number == SIGALRM)
        return;
    signalNumber = number;
    interrupted = true;
    constexpr timeval Every{.tv_sec = 0, .tv_usec = 2000};
    const itimerval again{.it_interval = Every, .it_value = Every};
    ::setitimer(ITIMER_REAL, &again, nullptr);
}

void handle(int number, void (*handler)(int))
{
    struct sigaction action
    { };
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    ::sigaction(number, &action, nullptr);
}

} // namespace

SignalsBlocked::SignalsBlocked()
{
    sigset_t signals;
    sigemptyset(&signals);
    for (const int number : {SIGINT, SIGTERM, SIGALRM})
        sigaddset(&signals, number);
    ::pthread_sigmask(SIG_BLOCK, &signals, &m_before);
}

SignalsBlocked::~SignalsBlocked()
{
    ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

Interruption::Interruption()
{
    interrupted = false;
    signalNumber = 0;
    for (const int number : {SIGINT, SIGTERM, SIGALRM})
        handle(number, onSignal);
}

Interruption::~Interruption()
{
    const itimerval never{};
    ::setitimer(ITIMER_REAL, &never, nullptr);
    for (const int number : {SIGINT, SIGTERM, SIGALRM})
        handle(number, SIG_DFL);
}

const std::atomic<bool>& Interruption::flag() const
{
    return interrupted;
}

int Interruption::signal() const
{
    return signalNumber;
}

} // namespace cli::script
