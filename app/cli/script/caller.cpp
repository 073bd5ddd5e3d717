// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/caller.h"

#include <algorithm>
#include <system_error>
#include <thread>

namespace cli::script {

namespace {

/// How soon a cancellation is noticed.
constexpr std::chrono::nanoseconds LookEvery = std::chrono::milliseconds(5);

} // namespace

bool Caller::wait(std::chrono::nanoseconds limit, const std::function<bool()>& isDone)
{
    beginWait();
    const auto start = base::Monotonic::now();
    while (!isDone()) {
        if (isCancelled())
            return false;
        const std::chrono::nanoseconds left = limit - (base::Monotonic::now() - start);
        if (left.count() <= 0)
            return true;
        std::this_thread::sleep_for(std::min(left, LookEvery));
    }
    return true;
}

net::CallResult OwnCaller::make(int fd, const net::ModeSetting& mode, const net::CallRequest& call)
{
    return net::perform(fd, mode, call, m_interrupted);
}

net::CallResult LaneCaller::make(int fd, const net::ModeSetting& mode, const net::CallRequest& call)
{
    if (!m_lane) {
        try {
            m_lane = std::make_unique<engine::Lane>([] {});
        } catch (const std::system_error& error) {
            net::CallResult refused;
            refused.end = net::CallEnd::Errno;
            refused.errorNumber = error.code().value();
            return refused;
        }
    }
    m_lane->start({fd, mode, call});
    m_begun = true;
    for (;;) {
        if (auto result = m_lane->waitForResult(LookEvery))
            return *std::move(result);
        if (isCancelled())
            m_lane->cancel();
    }
}

} // namespace cli::script
