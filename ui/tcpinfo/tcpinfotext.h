// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/tcpsampler.h"

#include <QString>

namespace ui {

/// A figure's value with its unit: "45 µs", "10 segments", "1.2 MiB/s", "12 B"; a dash where there is none.
[[nodiscard]] QString tcpValueText(session::TcpFigure figure, std::optional<std::uint64_t> value);
/// The smallest and largest value that were seen: "45 µs – 1.2 ms", "10 – 17 segments", or the one that it always had;
/// empty when none was.
[[nodiscard]] QString tcpRangeText(session::TcpFigure figure, const session::TcpHistory& history);
/// The figure in a word or two, beside its name in C: "round trip".
[[nodiscard]] QString tcpPlainName(session::TcpFigure figure);
/// What the figure tells, for a person who does not know struct tcp_info by heart.
[[nodiscard]] QString tcpMeaningText(session::TcpFigure figure);
/// The kernel's state as last seen: "ESTABLISHED", and that it was the last one when the connection has ended.
[[nodiscard]] QString tcpStateText(const session::TcpHistory& history, session::TcpSampler::Subject subject);
/// How long the charts reach back: "last 42 s"; empty when there are not two samples.
[[nodiscard]] QString tcpSpanText(const session::TcpHistory& history);
/// How far the sample that is marked lies from the record: "sample 35 ms later".
[[nodiscard]] QString tcpMarkText(std::int64_t recordNs, std::int64_t sampleNs);
/// One line on what would fill the pane; empty where the history is to be shown.
[[nodiscard]] QString tcpEmptyText(session::TcpSampler::Subject subject, const session::TcpHistory& history);

} // namespace ui
