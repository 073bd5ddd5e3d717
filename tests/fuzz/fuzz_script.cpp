// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/background.h"
#include "cli/script/linereader.h"
#include "cli/script/operations.h"
#include "tests/fuzz/fuzz.h"

#include <QJsonDocument>

#include <dlfcn.h>
#include <netdb.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <atomic>
#include <cerrno>

using namespace Qt::StringLiterals;
using namespace cli::script;

// What the operations ask the system for besides their caller, held back: no name is looked up, and there are no
// sockets of families that the kernel would load a module for.
extern "C" int getaddrinfo(const char* host, const char* service, const addrinfo* hints, addrinfo** found)
{
    static const auto real = reinterpret_cast<decltype(&getaddrinfo)>(::dlsym(RTLD_NEXT, "getaddrinfo"));
    addrinfo numeric = hints != nullptr ? *hints : addrinfo{};
    numeric.ai_flags |= AI_NUMERICHOST | AI_NUMERICSERV;
    return real(host, service, &numeric, found);
}

extern "C" int socket(int family, int type, int protocol) noexcept
{
    if (family != AF_INET && family != AF_INET6 && family != AF_UNIX) {
        errno = EAFNOSUPPORT;
        return -1;
    }
    return static_cast<int>(::syscall(SYS_socket, family, type, protocol));
}

namespace {

/// Answers each call from the input, and makes none.
class FakeCaller final : public Caller
{
public:
    explicit FakeCaller(fuzz::Input& answers)
        : m_answers(answers)
    { }

    [[nodiscard]] net::CallResult make(int, const net::ModeSetting&, const net::CallRequest& call) override
    {
        net::CallResult result;
        result.end = static_cast<net::CallEnd>(m_answers.number<std::uint8_t>() % 4);
        if (result.end == net::CallEnd::Errno)
            result.errorNumber = m_answers.number<std::uint8_t>();
        if (const auto* receive = std::get_if<net::ReceiveCall>(&call))
            receiveBytes(result, receive->size);
        else if (const auto* send = std::get_if<net::SendCall>(&call))
            result.value = std::min<std::int64_t>(
                m_answers.number<std::uint8_t>(), static_cast<std::int64_t>(send->data ? send->data->size() : 0));
        else if (const auto* option = std::get_if<net::GetOptionCall>(&call))
            receiveBytes(result, option->length);
        else if (std::holds_alternative<net::AcceptCall>(call))
            result.fd.reset(::socket(AF_INET, SOCK_STREAM, 0));
        else
            result.value = m_answers.number<std::int8_t>();
        return result;
    }
    [[nodiscard]] bool isCancelled() const override { return true; }

private:
    void receiveBytes(net::CallResult& result, std::size_t room)
    {
        const auto bytes = m_answers.take(std::min<std::size_t>(room, m_answers.number<std::uint8_t>()));
        result.data.assign(bytes.begin(), bytes.end());
        result.value = static_cast<std::int64_t>(bytes.size());
    }

    fuzz::Input& m_answers;
};

/// The lines of a script as the program reads them.
std::vector<std::string> linesOf(std::span<const std::byte> script)
{
    static const int File = ::memfd_create("script", MFD_CLOEXEC);
    const auto size = static_cast<ssize_t>(script.size());
    const bool isThere = ::ftruncate(File, 0) == 0 && ::pwrite(File, script.data(), script.size(), 0) == size
        && ::lseek(File, 0, SEEK_SET) == 0;
    fuzz::require(isThere, "the script is in a file");
    const std::atomic<bool> interrupted{false};
    LineReader reader(File, interrupted);
    std::vector<std::string> lines;
    std::size_t bytes = 0;
    for (std::string line; reader.next(line) == LineReader::Next::Line; lines.push_back(line))
        bytes += line.size();
    const auto feeds = static_cast<std::size_t>(std::ranges::count(script, std::byte{'\n'}));
    fuzz::require(bytes + feeds == script.size(), "each byte is in one line");
    return lines;
}

Outcome carryOutLine(const std::string& line, World& world, FakeCaller& caller)
{
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(line));
    const QJsonObject keys = document.object();
    Step step(keys, world, caller);
    if (const NamedOperation* operation = findOperation(keys.value("op"_L1).toString().toStdString()))
        return carryOut(step, operation->run);
    // What the interpreter itself reads.
    (void)step.arguments.name("bg"_L1);
    (void)step.arguments.wait("wait"_L1, 1);
    (void)step.arguments.seconds("wait"_L1);
    (void)step.arguments.data("data"_L1);
    (void)step.arguments.optionValue("value"_L1);
    return step.problem().value_or(Outcome::ok());
}

} // namespace

/// A script up to a NUL, and then what its calls give.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::size_t MostLines = 50;
    fuzz::Input input(data, size);
    const std::string_view all = input.text();
    const auto script = input.take(std::min(all.find('\0'), all.size()));
    (void)input.number<std::uint8_t>();
    auto lines = linesOf(script);
    lines.resize(std::min(lines.size(), MostLines));

    World world;
    world.format = {.isStable = size % 2 == 0, .hasTimes = false};
    world.cancelCallsOn = [](const Socket&, Caller&) {};
    FakeCaller caller(input);
    for (const std::string& line : lines) {
        const std::string result = carryOutLine(line, world, caller).toLine(1);
        fuzz::require(fuzz::isInertLine(result), "a result is one inert line");
        QJsonParseError error;
        const auto parsed = QJsonDocument::fromJson(QByteArray::fromStdString(result), &error);
        fuzz::require(error.error == QJsonParseError::NoError && parsed.isObject(), "a result is JSON");
    }
    for (const auto& [name, object] : world.names.takeAll()) {
        if (object.file)
            (void)object.file->close(caller);
    }
    return 0;
}
