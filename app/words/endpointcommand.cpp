// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "words/endpointcommand.h"

#include "codec/visible.h"

#include <algorithm>

namespace words {

namespace {

/// A word of the shell; octal escapes where it is not printable, which bash, zsh, ksh and POSIX 2024 read.
std::string shellWord(std::string_view text)
{
    const auto isPrintable = [](char c) { return codec::isPrintableAscii(std::byte(c)); };
    const bool isPlain = std::ranges::all_of(text, isPrintable);
    std::string word = isPlain ? "'" : "$'";
    for (const char c : text) {
        const auto value = static_cast<unsigned char>(c);
        if (isPlain) {
            word += c == '\'' ? "'\\''" : std::string(1, c);
        } else if (isPrintable(c) && c != '\'' && c != '\\') {
            word += c;
        } else {
            word += '\\';
            word += static_cast<char>('0' + (value >> 6));
            word += static_cast<char>('0' + (value >> 3 & 7));
            word += static_cast<char>('0' + (value & 7));
        }
    }
    return word += '\'';
}

/// A parameter in an address of socat, where punctuation has a meaning.
std::string socatParameter(std::string_view text)
{
    static constexpr std::string_view Special = ",:!\"'\\()[]{}";
    std::string parameter;
    for (const char c : text) {
        if (Special.find(c) != std::string_view::npos)
            parameter += '\\';
        parameter += c;
    }
    return parameter;
}

std::string ipCommand(const capture::EndpointInfo& info, const net::Address& address, bool listens, bool echoes)
{
    std::string command = address.family() == AF_INET6 ? "ncat -6" : "ncat -4";
    if (!net::isStream(info.protocol))
        command += " -u";
    if (listens)
        command += info.role == capture::Role::Listener ? " -l -k" : " -l";
    if (echoes)
        command += " -e /bin/cat";
    return command + ' ' + shellWord(address.host()) + ' ' + std::to_string(address.port());
}

std::string unixCommand(const capture::EndpointInfo& info, const net::Address& address, bool listens, bool echoes)
{
    const auto bytes = address.unixBytes();
    std::string name(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const bool isAbstract = !name.empty() && name.front() == '\0';
    if (isAbstract)
        name.erase(0, 1);
    std::string kind = isAbstract ? "ABSTRACT-" : "UNIX-";
    if (net::hasConnections(info.protocol))
        kind += listens ? "LISTEN:" : "CONNECT:";
    else
        kind += listens ? "RECVFROM:" : "SENDTO:";
    const bool takesMore = info.role == capture::Role::Listener || (listens && !net::hasConnections(info.protocol));
    const std::string type
        = info.protocol == net::Protocol::UnixSeqpacket ? ",type=" + std::to_string(int{SOCK_SEQPACKET}) : "";
    const std::string socat = kind + socatParameter(name) + type + (takesMore ? ",fork" : "");
    return "socat " + shellWord(socat) + (echoes ? " EXEC:cat" : " -");
}

} // namespace

std::string endpointCommand(const capture::EndpointInfo& info, bool echoes)
{
    const bool listens = info.role == capture::Role::Listener || info.role == capture::Role::Accepted
        || (info.role == capture::Role::Datagram && (info.peer.isEmpty() || info.peer.host().empty()));
    const net::Address& address = listens ? info.local : info.peer;
    if (address.isEmpty() || address.host().empty())
        return {};
    if (address.family() == AF_UNIX && address.host().find('\0') != std::string::npos)
        return "# an abstract name with a NUL in it cannot be given to a command";
    std::string text = "# without the mode, the options, the backlog and the sizes of receives";
    if (info.role == capture::Role::Accepted)
        text += "; a listener that takes one connection stands for an accepted one";
    text += '\n';
    return text
        + (address.isIp() ? ipCommand(info, address, listens, echoes) : unixCommand(info, address, listens, echoes));
}

} // namespace words
