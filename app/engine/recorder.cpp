// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/recorder.h"

#include "net/address.h"

#include <algorithm>
#include <limits>

namespace engine {

namespace {

std::int64_t sinceBoot(base::Monotonic::time_point moment)
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(moment.time_since_epoch()).count();
}

capture::Record stopped(Call call)
{
    const std::chrono::duration<float> duration = base::Monotonic::now() - call.start;
    call.record.duration = duration.count();
    return call.record;
}

} // namespace

std::int64_t Recorder::wallClockOf(base::Monotonic::time_point moment)
{
    if (moment - m_offsetTaken > OffsetLasts) {
        m_offsetTaken = moment;
        m_wallOffsetNs = base::wallClockNs() - sinceBoot(base::Monotonic::now());
    }
    return sinceBoot(moment) + m_wallOffsetNs;
}

Call Recorder::begin(capture::Operation operation, base::EndpointId endpoint, std::size_t asked)
{
    return beginAt(base::Monotonic::now(), operation, endpoint, asked);
}

Call Recorder::beginAt(
    base::Monotonic::time_point start, capture::Operation operation, base::EndpointId endpoint, std::size_t asked)
{
    Call call;
    call.record.operation = operation;
    call.record.endpoint = endpoint;
    call.record.asked
        = static_cast<std::uint32_t>(std::min<std::size_t>(asked, std::numeric_limits<std::uint32_t>::max()));
    call.start = start;
    call.record.timeNs = wallClockOf(call.start);
    return call;
}

const std::string& Recorder::interfaceName(std::uint32_t index)
{
    const auto now = base::Monotonic::now();
    if (index != m_interfaceIndex || now - m_nameTaken > NameLasts) {
        m_interfaceIndex = index;
        m_interfaceName = net::interfaceName(index);
        m_nameTaken = now;
    }
    return m_interfaceName;
}

capture::Record Recorder::end(Call call, const base::Result<std::size_t>& result)
{
    return result ? end(call, static_cast<std::int64_t>(*result)) : fail(call, result.error());
}

capture::Record Recorder::end(Call call, const base::Result<void>& result)
{
    return result ? end(call, std::int64_t{0}) : fail(call, result.error());
}

capture::Record Recorder::end(Call call, std::int64_t value)
{
    capture::Record record = stopped(call);
    record.result = static_cast<std::int32_t>(std::clamp<std::int64_t>(
        value, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()));
    return record;
}

capture::Record Recorder::fail(Call call, const base::Error& error)
{
    capture::Record record = stopped(call);
    record.result = -1;
    record.outcome = capture::Outcome::Errno;
    record.errorNumber = static_cast<std::uint16_t>(error.code);
    return record;
}

} // namespace engine
