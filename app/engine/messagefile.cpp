// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// The part of Endpoint that sends a file as one message.
#include "engine/endpoint.h"

#include <fcntl.h>

namespace engine {

namespace {

constexpr std::size_t MostBytes = 64 * 1024; // of UDP; what a Unix socket takes depends on SO_SNDBUF

/// A file as one message. Errors: those of open(2) and read(2); EMSGSIZE for more than is ever sent as one.
base::Result<std::vector<std::byte>> readMessageFile(const std::string& path)
{
    const base::UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file)
        return base::lastFailure("open");
    std::vector<std::byte> content(MostBytes + 1);
    std::size_t size = 0;
    while (size < content.size()) {
        const ssize_t count = ::read(file.get(), content.data() + size, content.size() - size);
        if (count < 0)
            return base::lastFailure("read");
        if (count == 0)
            break;
        size += static_cast<std::size_t>(count);
    }
    if (size > MostBytes)
        return base::failure({EMSGSIZE, "open"});
    content.resize(size);
    return content;
}

} // namespace

void Endpoint::sendWholeFile(const SendFile& command)
{
    const Call call = recorder().begin(capture::Operation::Open, id());
    auto content = readMessageFile(command.path);
    log(content ? Recorder::end(call, static_cast<std::int64_t>(content->size()))
                : Recorder::fail(call, content.error()),
        capture::TextDetail{command.path});
    if (content)
        send({id(), std::make_shared<std::vector<std::byte>>(std::move(*content)), {}});
    else
        setError(content.error());
}

} // namespace engine
