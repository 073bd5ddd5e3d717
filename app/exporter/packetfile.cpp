// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "exporter/packetfile.h"

#include "exporter/pcapfile.h"
#include "exporter/pcapngfile.h"

#include <utility>

namespace exporter {

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

} // namespace exporter
