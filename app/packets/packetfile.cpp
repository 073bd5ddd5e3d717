// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/packetfile.h"

#include "packets/pcapfile.h"
#include "packets/pcapngfile.h"

#include <utility>

namespace packets {

PacketFile::PacketFile(FileWindow window)
    : m_window(std::move(window))
{ }

base::Result<std::unique_ptr<PacketFile>> PacketFile::open(const std::string& path)
{
    auto window = FileWindow::open(path);
    if (!window)
        return base::failure(window.error());
    const auto start = window->view(0, sizeof(std::uint32_t));
    if (!start)
        return base::failure(start.error());
    if (PcapFile::isMagic(*start))
        return std::unique_ptr<PacketFile>(new PcapFile(std::move(*window)));
    return std::unique_ptr<PacketFile>(new PcapngFile(std::move(*window)));
}

base::Result<bool> PacketFile::step(PacketFileVisitor& visitor)
{
    const auto goesOn = readReached(visitor);
    if (goesOn && !*goesOn) {
        if (const auto problem = m_window.problem())
            visitor.onProblem(*problem);
    }
    return goesOn;
}

base::Result<bool> PacketFile::readReached(PacketFileVisitor& visitor)
{
    const auto reach = m_window.reach(m_position);
    if (!reach)
        return base::failure(reach.error());
    switch (*reach) {
    case FileWindow::Reach::NotYet: return true;
    case FileWindow::Reach::PastEnd: visitor.onProblem(m_ifItEnds); return false;
    case FileWindow::Reach::There: break;
    }
    return readNext(visitor);
}

void PacketFile::passTo(std::uint64_t position, const FileProblem& ifItEnds)
{
    m_position = position;
    m_ifItEnds = ifItEnds;
}

} // namespace packets
