// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/jobs/payloadcomparison.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

namespace session {

namespace {

using Block = PayloadComparison::Block;

constexpr std::uint64_t ComparedBlocksPerStep = 16; // of both records: 2 MiB, about a millisecond

std::uint64_t comparedBlockCount(std::uint64_t bytes)
{
    return (bytes + PayloadComparison::BlockBytes - 1) / PayloadComparison::BlockBytes;
}

} // namespace

/// Goes through both records in steps. What is told of it is shared under its mutex.
class PayloadComparison::Task final : public ScanTask
{
public:
    Task(const capture::Record& left, const capture::Record& right)
        : m_left(left)
        , m_right(right)
    {
        figures.size = std::max(left.payloadSize, right.payloadSize);
    }

    base::Result<bool> step(capture::Reader& reader) override;

    std::mutex mutex;
    Figures figures; // guarded by mutex; `size` never changes
    std::vector<Block> blocks; // guarded by mutex; those that are known

private:
    [[nodiscard]] base::Result<Block> compareBlock(capture::Reader& reader, Figures& added);
    [[nodiscard]] Block compareBytes(std::span<const std::byte> left, std::span<const std::byte> right, Figures& added);
    [[nodiscard]] Block takeDifferent(std::uint64_t bytes, Figures& added);
    [[nodiscard]] static base::Result<std::span<const std::byte>> read(
        capture::Reader& reader, const capture::Record& record, std::uint64_t offset, std::vector<std::byte>& buffer);

    // The worker's alone.
    capture::Record m_left;
    capture::Record m_right;
    std::uint64_t m_offset = 0;
    bool m_lastDiffers = false; // the byte before m_offset
    std::vector<std::byte> m_leftBytes;
    std::vector<std::byte> m_rightBytes;
};

base::Result<bool> PayloadComparison::Task::step(capture::Reader& reader)
{
    Figures added;
    std::vector<Block> known;
    for (std::uint64_t i = 0; i < ComparedBlocksPerStep && m_offset < figures.size; ++i) {
        const auto block = compareBlock(reader, added);
        if (!block)
            return base::failure(block.error());
        known.push_back(*block);
    }
    const std::scoped_lock lock(mutex);
    figures.compared = m_offset;
    figures.differing += added.differing;
    figures.places += added.places;
    blocks.insert(blocks.end(), known.begin(), known.end());
    return m_offset < figures.size;
}

base::Result<Block> PayloadComparison::Task::compareBlock(capture::Reader& reader, Figures& added)
{
    const std::uint64_t start = m_offset;
    m_offset = std::min(start + BlockBytes, figures.size);
    // Where one of them has ended nothing needs to be read.
    if (start >= std::min(m_left.payloadSize, m_right.payloadSize))
        return takeDifferent(m_offset - start, added);
    const auto left = read(reader, m_left, start, m_leftBytes);
    if (!left)
        return base::failure(left.error());
    const auto right = read(reader, m_right, start, m_rightBytes);
    if (!right)
        return base::failure(right.error());
    return compareBytes(*left, *right, added);
}

base::Result<std::span<const std::byte>> PayloadComparison::Task::read(
    capture::Reader& reader, const capture::Record& record, std::uint64_t offset, std::vector<std::byte>& buffer)
{
    buffer.resize(std::min<std::uint64_t>(BlockBytes, record.payloadSize - offset));
    const auto count = reader.payload(record, offset, buffer);
    if (!count)
        return base::failure(count.error());
    if (*count < buffer.size())
        return base::failure({EBADMSG, "read payload"});
    return std::span<const std::byte>(buffer);
}

Block PayloadComparison::Task::takeDifferent(std::uint64_t bytes, Figures& added)
{
    added.differing += bytes;
    added.places += m_lastDiffers ? 0 : 1;
    m_lastDiffers = true;
    return Block::Different;
}

Block PayloadComparison::Task::compareBytes(
    std::span<const std::byte> left, std::span<const std::byte> right, Figures& added)
{
    const std::size_t both = std::min(left.size(), right.size());
    const std::size_t rest = std::max(left.size(), right.size()) - both;
    std::uint64_t differing = 0;
    if (std::memcmp(left.data(), right.data(), both) == 0) {
        m_lastDiffers = false;
    } else {
        for (std::size_t i = 0; i < both; ++i) {
            const bool differs = left[i] != right[i];
            differing += differs ? 1 : 0;
            added.places += differs && !m_lastDiffers ? 1 : 0;
            m_lastDiffers = differs;
        }
        added.differing += differing;
    }
    if (rest > 0)
        static_cast<void>(takeDifferent(rest, added));
    if (differing + rest == both + rest)
        return Block::Different;
    return differing + rest == 0 ? Block::Same : Block::Mixed;
}

PayloadComparison::PayloadComparison(
    ReaderFactory newReader, const capture::Record& left, const capture::Record& right, QObject* parent)
    : QObject(parent)
    , m_task(std::make_shared<Task>(left, right))
    , m_worker(std::move(newReader))
{
    connect(&m_worker, &ScanWorker::progressed, this, &PayloadComparison::progressed);
    connect(&m_worker, &ScanWorker::finished, this, &PayloadComparison::finished);
    connect(&m_worker, &ScanWorker::failed, this, &PayloadComparison::failed);
    m_worker.grow(1); // the records are there; what comes after them does not matter
    m_worker.setTask(m_task);
}

PayloadComparison::~PayloadComparison() = default;

PayloadComparison::Figures PayloadComparison::figures() const
{
    const std::scoped_lock lock(m_task->mutex);
    return m_task->figures;
}

bool PayloadComparison::isRunning() const
{
    return m_worker.isRunning();
}

PayloadComparison::Block PayloadComparison::block(std::uint64_t index) const
{
    const std::scoped_lock lock(m_task->mutex);
    return index < m_task->blocks.size() ? m_task->blocks[index] : Block::Unknown;
}

std::optional<std::uint64_t> PayloadComparison::blockAfter(std::uint64_t index, Block skipped) const
{
    const std::scoped_lock lock(m_task->mutex);
    const auto& blocks = m_task->blocks;
    while (index < blocks.size() && blocks[index] == skipped)
        ++index;
    return index < comparedBlockCount(m_task->figures.size) ? std::optional(index) : std::nullopt;
}

std::optional<std::uint64_t> PayloadComparison::blockBefore(std::uint64_t index, Block skipped) const
{
    const std::scoped_lock lock(m_task->mutex);
    const auto& blocks = m_task->blocks;
    while (index < blocks.size() && blocks[index] == skipped) {
        if (index == 0)
            return std::nullopt;
        --index;
    }
    return index;
}

} // namespace session
