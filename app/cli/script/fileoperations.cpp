// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/operations.h"
#include "cli/script/present.h"

#include <algorithm>
#include <array>
#include <limits>

namespace cli::script {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t AnySize = std::numeric_limits<std::int64_t>::max();

/// The letters and the buffer of makefile; text needs a buffer.
FileMode fileMode(Step& step)
{
    FileMode mode;
    const QString letters = step.arguments.has("mode"_L1) ? step.arguments.text("mode"_L1) : u"rb"_s;
    if (!std::all_of(letters.begin(), letters.end(), [](QChar c) { return c == u'r' || c == u'w' || c == u'b'; }))
        step.arguments.refuse("a mode is made of r, w and b", "mode"_L1);
    mode.writes = letters.contains(u'w');
    mode.reads = letters.contains(u'r') || !mode.writes;
    mode.isText = !letters.contains(u'b');
    if (step.arguments.has("buffering"_L1) && !step.arguments.value("buffering"_L1).isNull()) {
        const std::int64_t size = step.arguments.wide("buffering"_L1, -AnySize, AnySize);
        if (size > Arguments::MostBytes)
            step.arguments.refuse("a buffer has at most 64 MiB", "buffering"_L1);
        if (size >= 0)
            mode.bufferBytes = static_cast<std::size_t>(size);
    }
    if (mode.isText && mode.bufferBytes == 0)
        step.arguments.refuse("text needs a buffer", "buffering"_L1);
    return mode;
}

Outcome makefile(Step& step)
{
    const auto socket = step.socket();
    const QString name = step.arguments.name("as"_L1);
    const FileMode mode = fileMode(step);
    if (const auto problem = step.problem())
        return *problem;
    step.set(name, {{}, std::make_shared<File>(socket, mode)});
    return Outcome::ok();
}

/// The file, locked, for what needs it open; the lock goes with the scope.
class OpenFile final
{
public:
    explicit OpenFile(Step& step)
        : m_file(step.file())
    {
        if (!m_file || step.problem() || !m_file->lock(step.caller))
            m_file.reset();
        else if (m_isLocked = true; m_file->isClosed())
            step.arguments.refuse("the file is closed", "on"_L1);
    }
    ~OpenFile()
    {
        if (m_isLocked)
            m_file->unlock();
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    [[nodiscard]] File* operator->() const { return m_file.get(); }
    [[nodiscard]] File& operator*() const { return *m_file; }
    /// Why it cannot be used, if so.
    [[nodiscard]] std::optional<Outcome> problem(const Step& step) const
    {
        if (auto problem = step.problem())
            return problem;
        return m_isLocked ? std::nullopt : std::optional(Outcome::errnoIs(ECANCELED));
    }

private:
    std::shared_ptr<File> m_file;
    bool m_isLocked = false;
};

Outcome readOutcome(const Step& step, const FileRead& read)
{
    if (read.failure)
        return *read.failure;
    if (!read.bytes)
        return Outcome::ok();
    return Outcome::ok(step.isFull ? hexValue(*read.bytes) : bytesValue(*read.bytes, step.world.format));
}

/// How much fread is asked for; nothing for all. Python's buffer takes null and -1 for that, a file without one any
/// negative number, and text both.
std::optional<std::size_t> readSize(Step& step, const FileMode& mode)
{
    if (!step.arguments.has("n"_L1) || (step.arguments.value("n"_L1).isNull() && mode.bufferBytes != 0))
        return std::nullopt;
    const bool hasOwnRule = mode.bufferBytes != 0 && !mode.isText;
    const std::int64_t size = step.arguments.wide("n"_L1, hasOwnRule ? -1 : -AnySize, AnySize);
    return size < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(size));
}

Outcome fread(Step& step)
{
    const OpenFile file(step);
    if (const auto problem = file.problem(step))
        return *problem;
    if (!file->mode().reads)
        step.arguments.refuse("the file is not open for reading", "on"_L1);
    const auto size = readSize(step, file->mode());
    if (const auto problem = step.problem())
        return *problem;
    if (file->mode().isText)
        return file->text().read(*file, step.caller, size);
    return readOutcome(step, size ? file->read(step.caller, *size) : file->readAll(step.caller));
}

Outcome freadline(Step& step)
{
    const OpenFile file(step);
    if (const auto problem = file.problem(step))
        return *problem;
    if (!file->mode().reads)
        step.arguments.refuse("the file is not open for reading", "on"_L1);
    if (const auto problem = step.problem())
        return *problem;
    if (file->mode().isText)
        return file->text().readLine(*file, step.caller);
    return readOutcome(step, file->readLine(step.caller));
}

Outcome fwrite(Step& step)
{
    const OpenFile file(step);
    const auto data = step.arguments.data("data"_L1);
    if (const auto problem = file.problem(step))
        return *problem;
    if (!file->mode().writes)
        step.arguments.refuse("the file is not open for writing", "on"_L1);
    if (file->mode().isText)
        step.arguments.refuse("a text file takes no bytes; make it with b", "on"_L1);
    if (const auto problem = step.problem())
        return *problem;
    return file->write(step.caller, *data);
}

Outcome fflush(Step& step)
{
    const OpenFile file(step);
    if (const auto problem = file.problem(step))
        return *problem;
    return file->flush(step.caller);
}

constexpr auto FileTable = std::to_array<NamedOperation>({
    {"makefile", makefile, "on as mode buffering"},
    {"fread", fread, "on n full"},
    {"freadline", freadline, "on full"},
    {"fwrite", fwrite, "on data"},
    {"fflush", fflush, "on"},
});

} // namespace

std::span<const NamedOperation> fileOperations()
{
    return FileTable;
}

} // namespace cli::script
