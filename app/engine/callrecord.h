// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/filework.h"
#include "engine/lanework.h"
#include "engine/recorder.h"

#include <span>
#include <vector>

namespace engine {

/// What the log keeps of a call that was made as a value.
struct CallRecord
{
    capture::Record record;
    capture::Detail detail;
    std::span<const std::byte> payload; ///< in the call, in its result, or in `fileData`
    std::vector<std::byte> fileData; ///< sendfile: what was sent, read once more
};

[[nodiscard]] capture::Outcome outcomeOf(net::CallEnd end);

/// Makes the record of a finished call. `call` and `result` must outlive it. Of a sendfile the bytes are read once
/// more; FileWork makes it in pieces that fit. Thread: I/O.
[[nodiscard]] CallRecord recordOf(
    Recorder& recorder, base::EndpointId endpoint, int fd, const net::CallRequest& call, const net::CallResult& result);

/// A connect_ex, of which an errno is no failure.
[[nodiscard]] bool isConnectEx(const net::CallRequest& call);

/// For the record of a message that came in: who sent it, and how it arrived where the socket was asked to tell. Its
/// destination gets `localPort`, which the kernel does not tell again. Thread: I/O.
[[nodiscard]] capture::Detail originDetail(
    Recorder& recorder, const net::Address& from, const net::Arrival& arrival, std::uint16_t localPort);
/// What the descriptors were that came along, the first sixteen of them by name. Thread: any.
[[nodiscard]] capture::TextDetail descriptorsDetail(const std::vector<std::string>& descriptors);

inline constexpr std::size_t SendFileKept = FileWork::SendPiece; ///< bytes

} // namespace engine
