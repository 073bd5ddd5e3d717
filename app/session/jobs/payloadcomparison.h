// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/jobs/scanworker.h"

#include <QObject>

#include <cstdint>
#include <memory>
#include <optional>

namespace session {

/// The bytes of two records held against each other, byte by byte from their starts, in a worker. Where one of them has
/// ended all bytes of the other differ. What it keeps does not depend on how much differs: a state for each 64 KiB and
/// two sums. Owned by the window that shows it. Thread: the one that made it.
class PayloadComparison final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PayloadComparison)

public:
    static constexpr std::uint64_t BlockBytes = 64 * 1024;

    /// Begins at once.
    PayloadComparison(
        ReaderFactory newReader, const capture::Record& left, const capture::Record& right, QObject* parent = nullptr);
    /// Gives up, and waits for the present step.
    ~PayloadComparison() override;

    struct Figures
    {
        std::uint64_t compared = 0; ///< bytes so far, of `size`
        std::uint64_t size = 0; ///< of the longer record
        std::uint64_t differing = 0; ///< bytes so far
        std::uint64_t places = 0; ///< runs of differing bytes so far
    };
    [[nodiscard]] Figures figures() const;
    [[nodiscard]] bool isRunning() const;

    /// What a block is known to be. Same and Different say it of every byte.
    enum class Block : std::uint8_t
    {
        Unknown, ///< not compared yet
        Same,
        Mixed,
        Different
    };
    [[nodiscard]] Block block(std::uint64_t index) const;
    /// The first block from `index` on (or down from it), that is not `skipped`; none at the end.
    [[nodiscard]] std::optional<std::uint64_t> blockAfter(std::uint64_t index, Block skipped) const;
    [[nodiscard]] std::optional<std::uint64_t> blockBefore(std::uint64_t index, Block skipped) const;

Q_SIGNALS:
    /// At most once a frame.
    void progressed();
    void finished();
    void failed(const base::Error& error);

private:
    class Task;
    std::shared_ptr<Task> m_task;
    ScanWorker m_worker;
};

} // namespace session
