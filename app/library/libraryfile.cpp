// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "library/libraryfile.h"

#include "base/result.h"
#include "base/savefile.h"
#include "base/uniquefd.h"
#include "session/capturefolder.h"
#include "session/filename.h"
#include "session/regularfile.h"

#include <QFileInfo>

#include <cerrno>
#include <chrono>
#include <string_view>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace library {

using namespace Qt::StringLiterals;
using Kind = Problem::Kind;

namespace {

constexpr std::chrono::milliseconds LockNap{5};
constexpr std::chrono::seconds LockDeadline{2};

tl::unexpected<Problem> refused(Kind kind, const QString& path, base::Error error = {})
{
    Problem problem{kind};
    problem.path = path;
    problem.error = error;
    return tl::unexpected(std::move(problem));
}

/// Held until the descriptor is closed; the kernel lets go of it when the program ends, however it ends.
Outcome<base::UniqueFd> lock(const QString& path)
{
    const std::string name = session::fileNameBytes(path % ".lock"_L1);
    base::UniqueFd fd(::open(name.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!fd)
        return refused(Kind::Unwritable, path, base::lastError("open"));
    const auto deadline = std::chrono::steady_clock::now() + LockDeadline;
    while (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return refused(Kind::Unwritable, path, base::lastError("flock"));
        if (std::chrono::steady_clock::now() > deadline)
            return refused(Kind::InUse, path);
        std::this_thread::sleep_for(LockNap);
    }
    return fd;
}

bool isDamage(Kind kind)
{
    return kind == Kind::TooLarge || kind == Kind::NoJson || kind == Kind::NoLibrary;
}

/// The first name of this kind that is free: "payloads.json.unreadable-1".
QString freeName(const QString& path)
{
    for (int number = 1;; ++number) {
        QString name = u"%1.unreadable-%2"_s.arg(path).arg(number);
        if (!QFileInfo::exists(name))
            return name;
    }
}

base::Result<void> rename(const QString& from, const QString& to)
{
    if (::rename(session::fileNameBytes(from).c_str(), session::fileNameBytes(to).c_str()) != 0)
        return base::lastFailure("rename");
    return {};
}

/// @param keptAs  the name that the old file gets; empty where it goes.
Outcome<void> replaceFile(const QString& path, const QByteArray& bytes, const QString& keptAs)
{
    auto file = base::SaveFile::create(session::fileNameBytes(path));
    if (!file)
        return refused(Kind::Unwritable, path, file.error());
    file->append(std::string_view(bytes.constData(), std::size_t(bytes.size())));
    // All of it is there before what it replaces is touched.
    auto done = file->sync();
    if (done && !keptAs.isEmpty())
        done = rename(path, keptAs);
    if (done) {
        done = file->finish();
        if (!done && !keptAs.isEmpty())
            static_cast<void>(rename(keptAs, path));
    }
    if (!done)
        return refused(Kind::Unwritable, path, done.error());
    return {};
}

} // namespace

Outcome<QByteArray> readFile(const QString& path)
{
    auto bytes = session::readRegularFile(path, PayloadList::MaxFileBytes);
    if (bytes)
        return *std::move(bytes);
    if (bytes.error().code == EFBIG)
        return refused(Kind::TooLarge, path);
    return refused(Kind::Unreadable, path, bytes.error());
}

Outcome<void> writeFile(const QString& path, const QByteArray& bytes)
{
    return replaceFile(path, bytes, {});
}

LibraryFile::LibraryFile(QString path)
    : m_path(std::move(path))
{ }

FileStamp LibraryFile::stamp() const
{
    struct stat status
    { };
    if (::stat(session::fileNameBytes(m_path).c_str(), &status) != 0)
        return {};
    constexpr std::int64_t NsPerSecond = 1'000'000'000;
    return {status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec * NsPerSecond + status.st_mtim.tv_nsec};
}

Outcome<PayloadList> LibraryFile::read() const
{
    const auto bytes = readFile(m_path);
    if (!bytes) {
        if (bytes.error().error.code == ENOENT)
            return PayloadList();
        return tl::unexpected(bytes.error());
    }
    auto list = PayloadList::parse(*bytes);
    if (!list)
        list.error().path = m_path;
    return list;
}

Outcome<LibraryFile::Written> LibraryFile::change(const Change& change, const PayloadList& known) const
{
    session::makePrivateFolder(QFileInfo(m_path).path());
    const auto locked = lock(m_path);
    if (!locked)
        return tl::unexpected(locked.error());
    auto list = read();
    const bool isDamaged = !list && isDamage(list.error().kind);
    if (!list && !isDamaged)
        return tl::unexpected(list.error());
    Written written{isDamaged ? known : *std::move(list), {}};
    written.list.apply(change);
    auto keptAs = write(written.list, isDamaged);
    if (!keptAs)
        return tl::unexpected(keptAs.error());
    written.keptAs = *std::move(keptAs);
    return written;
}

Outcome<QString> LibraryFile::write(const PayloadList& list, bool keepsOld) const
{
    const QByteArray bytes = list.json();
    if (bytes.size() > PayloadList::MaxFileBytes || !list.isWithinLimits())
        return refused(Kind::TooLarge, m_path);
    QString keptAs = keepsOld ? freeName(m_path) : QString();
    if (auto replaced = replaceFile(m_path, bytes, keptAs); !replaced)
        return tl::unexpected(replaced.error());
    return keptAs;
}

} // namespace library
