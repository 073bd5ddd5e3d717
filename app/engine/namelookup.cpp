// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/namelookup.h"

#include "base/error.h"

#include <netdb.h>
#include <sys/socket.h>

#include <cerrno>
#include <utility>

namespace engine {

namespace {

/// As a program asks that is to connect by what it is told: only families that this machine has addresses of.
LookupQuestion questionOf(const std::string& host)
{
    return {.host = host, .type = SOCK_STREAM, .flags = AI_ADDRCONFIG};
}

/// getaddrinfo's words, and of a system call that failed for it what that said.
std::string problemText(int error, int errorNumber)
{
    std::string text = ::gai_strerror(error);
    return error == EAI_SYSTEM ? text + ": " + base::Error{errorNumber, "getaddrinfo"}.message() : text;
}

} // namespace

NameLookUp::NameLookUp(EndpointHost& host, Journal& journal)
    : m_host(host)
    , m_journal(journal)
{ }

void NameLookUp::begin(const NamedAddress& named, Use use)
{
    cancel();
    m_asked = {m_journal.begin(capture::Operation::Resolve), named, std::move(use)};
    m_ticket = m_host.lookup().ask(
        questionOf(named.host), [this, news = m_host.workNews(m_journal.id())](LookupAnswer answer) {
            {
                const std::scoped_lock lock(m_mutex);
                m_answer = std::move(answer);
            }
            news();
        });
}

void NameLookUp::cancel()
{
    if (!m_asked)
        return;
    m_ticket.cancel();
    m_answer.reset();
    const Asked asked = *std::exchange(m_asked, std::nullopt);
    capture::Record record = Recorder::end(asked.call, std::int64_t{-1});
    record.outcome = capture::Outcome::Cancelled;
    m_journal.write(record, capture::TextDetail{asked.named.host});
}

void NameLookUp::takeAnswer()
{
    std::optional<LookupAnswer> answer;
    {
        const std::scoped_lock lock(m_mutex);
        answer = std::exchange(m_answer, std::nullopt);
    }
    if (!answer)
        return;
    const Asked asked = *std::exchange(m_asked, std::nullopt);
    const int family = asked.named.family == AF_UNSPEC ? m_journal.status().family : asked.named.family;
    std::vector<net::Address> found;
    for (const LookupEntry& entry : answer->entries) {
        if (family == AF_UNSPEC || entry.address.family() == family)
            found.push_back(entry.address.withPort(asked.named.port));
    }
    const int error = answer->error == 0 && found.empty() ? base::NoAddressOfFamily : answer->error;
    capture::Record record = Recorder::end(asked.call, std::int64_t{error});
    std::string text = asked.named.host;
    if (error == 0) {
        record.result = static_cast<std::int32_t>(found.size());
        for (const net::Address& address : found)
            text += ' ' + address.host();
    } else {
        // getaddrinfo's errors are not errnos; ENOENT stands for them, and the result and the text say what it was.
        record.outcome = capture::Outcome::Errno;
        record.errorNumber = ENOENT;
        text += ": " + problemText(error, answer->errorNumber);
    }
    m_journal.write(record, capture::TextDetail{std::move(text)});
    if (error == 0)
        asked.use(std::move(found));
    else
        asked.use(base::failure({error, "getaddrinfo"}));
}

std::optional<WaitingCall> NameLookUp::waiting() const
{
    if (!m_asked)
        return {};
    return WaitingCall{capture::Operation::Resolve, 0, m_asked->call.start, false};
}

} // namespace engine
