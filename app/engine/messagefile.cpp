// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/messagefile.h"

#include "base/uniquefd.h"

#include <fcntl.h>
#include <unistd.h>

#include <memory>
#include <utility>
#include <vector>

namespace engine {

namespace {

constexpr std::size_t MostBytes = 64 * 1024; // of UDP; what a Unix socket takes depends on SO_SNDBUF

base::Result<std::vector<std::byte>> readFile(const std::string& path)
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

Payload readMessageFile(Journal& journal, const std::string& path)
{
    const Call call = journal.begin(capture::Operation::Open);
    auto content = readFile(path);
    journal.write(content ? Recorder::end(call, static_cast<std::int64_t>(content->size()))
                          : Recorder::fail(call, content.error()),
        capture::TextDetail{path});
    if (content)
        return std::make_shared<std::vector<std::byte>>(std::move(*content));
    journal.setError(content.error());
    return {};
}

} // namespace engine
