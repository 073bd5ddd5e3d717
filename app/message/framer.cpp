// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "message/framer.h"

#include "base/overloaded.h"

namespace message {

Framer::Framer(const Rule& rule)
    : m_open(rule.limit)
{
    std::visit(base::Overloaded{
                   [](std::monostate) {},
                   [this](const Delimiter& framing) { m_scan = DelimiterScan(framing); },
                   [this](const FixedLength& framing) { m_scan = CountedScan(framing); },
                   [this](const LengthField& framing) { m_scan = CountedScan(framing); },
                   [this](const VarintPrefix& framing) { m_scan = CountedScan(framing); },
                   [this](Slip) { m_scan = StuffedScan(Stuffing::Slip); },
                   [this](Cobs) { m_scan = StuffedScan(Stuffing::Cobs); },
                   [this](const IdleGap& framing) { m_scan = IdleScan(framing); },
               },
        rule.framing);
}

void Framer::feed(std::span<const std::byte> bytes, std::int64_t timeNs, std::vector<Mark>& marks)
{
    if (bytes.empty())
        return;
    std::visit(base::Overloaded{
                   [&](std::monostate) { m_open.take(bytes.size()); },
                   [&](IdleScan& scan) { scan.feed(bytes.size(), timeNs, m_open, marks); },
                   [&](auto& scan) { scan.feed(bytes, m_open, marks); },
               },
        m_scan);
}

void Framer::lose(std::uint64_t bytes, std::vector<Mark>& marks)
{
    if (bytes == 0)
        return;
    std::visit(base::Overloaded{
                   [&](std::monostate) { m_open.lose(bytes); },
                   [&](IdleScan&) { m_open.lose(bytes); },
                   [&](auto& scan) { scan.lose(bytes, m_open, marks); },
               },
        m_scan);
}

void Framer::finish(std::vector<Mark>& marks)
{
    if (isWaiting())
        m_open.tear();
    m_open.close(marks);
}

bool Framer::isWaiting() const
{
    return !m_open.isEmpty() && !std::holds_alternative<std::monostate>(m_scan)
        && !std::holds_alternative<IdleScan>(m_scan);
}

} // namespace message
