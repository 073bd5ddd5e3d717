// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/file.h"

#include "tests/capture/scratchfolder.h"

#include <QTest>

#include <algorithm>
#include <array>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

std::span<const std::byte> bytesOf(std::string_view text)
{
    return std::as_bytes(std::span(text));
}

} // namespace

class TestFile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void createdFilesAreForTheOwnerAndNotInherited()
    {
        const ScratchFolder folder;
        const mode_t before = ::umask(0);
        const auto fd = capture::createFile(folder.fd(), "one");
        ::umask(before);
        QVERIFY(fd.has_value());
        struct stat status
        { };
        QCOMPARE(::fstat(fd->get(), &status), 0);
        QCOMPARE(status.st_mode & 07777U, 0600U);
        QVERIFY((::fcntl(fd->get(), F_GETFD) & FD_CLOEXEC) != 0);
    }

    void creatingNeverTakesWhatIsThere()
    {
        const ScratchFolder folder;
        QVERIFY(folder.replace("one", "mine"));
        QCOMPARE(capture::createFile(folder.fd(), "one").error(), (base::Error{EEXIST, "open"}));
        // Not even the target of a link that points to nothing.
        QCOMPARE(::symlinkat("target", folder.fd(), "link"), 0);
        QCOMPARE(capture::createFile(folder.fd(), "link").error().code, EEXIST);
        QVERIFY(!QFile::exists(folder.pathOf("target")));
        QCOMPARE(folder.contents("one"), QByteArray("mine"));
    }

    void opensRegularFilesOnly()
    {
        const ScratchFolder folder;
        QVERIFY(folder.replace("one", "12345"));
        QCOMPARE(::symlinkat("one", folder.fd(), "link"), 0);
        QCOMPARE(::mkfifoat(folder.fd(), "fifo", 0600), 0);
        QCOMPARE(::mkdirat(folder.fd(), "folder", 0700), 0);
        const auto fd = capture::openFile(folder.fd(), "one", O_RDONLY);
        QVERIFY(fd.has_value());
        QCOMPARE(capture::fileSize(fd->get()), 5U);
        QCOMPARE(capture::openFile(folder.fd(), "missing", O_RDONLY).error().code, ENOENT);
        QCOMPARE(capture::openFile(folder.fd(), "link", O_RDONLY).error().code, ELOOP);
        QCOMPARE(capture::openFile(folder.fd(), "fifo", O_RDONLY).error().code, EBADMSG);
        QCOMPARE(capture::openFile(folder.fd(), "folder", O_RDONLY).error().code, EBADMSG);
    }

    void aFolderIsNotOpenedThroughALink()
    {
        const ScratchFolder folder;
        QCOMPARE(::mkdirat(folder.fd(), "real", 0700), 0);
        QCOMPARE(::symlinkat("real", folder.fd(), "link"), 0);
        QVERIFY(capture::openFolder(folder.path() + "/real").has_value());
        QVERIFY(capture::openFolder(folder.path() + "/real//").has_value());
        QVERIFY(capture::openFolder("/").has_value());
        for (const char* name : {"/link", "/link/", "/link//"})
            QVERIFY(!capture::openFolder(folder.path() + name).has_value());
        QCOMPARE(capture::openFolder("").error().code, ENOENT);
    }

    void writesAndReadsAtAPlace()
    {
        const ScratchFolder folder;
        const base::UniqueFd fd = capture::createFile(folder.fd(), "one").value();
        QVERIFY(capture::writeAll(fd.get(), bytesOf("world"), 6).has_value());
        QVERIFY(capture::writeAll(fd.get(), bytesOf("hello "), 0).has_value());
        QVERIFY(capture::writeAll(fd.get(), {}, 1000).has_value());
        QCOMPARE(folder.contents("one"), QByteArray("hello world"));
        std::array<std::byte, 8> bytes{};
        QCOMPARE(capture::readSome(fd.get(), bytes, 3), 8U);
        QVERIFY(std::ranges::equal(bytes, bytesOf("lo world")));
        QCOMPARE(capture::readSome(fd.get(), bytes, 8), 3U);
        QCOMPARE(capture::readSome(fd.get(), bytes, 11), 0U);
        QCOMPARE(capture::readSome(fd.get(), bytes, 1'000'000), 0U);
    }

    void errorsNameTheCall()
    {
        const base::UniqueFd full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
        QCOMPARE(capture::writeAll(full.get(), bytesOf("x"), 0).error(), (base::Error{ENOSPC, "write"}));
        std::array<std::byte, 1> bytes{};
        QCOMPARE(capture::readSome(full.get(), bytes, 0).error(), (base::Error{EBADF, "read"}));
        QCOMPARE(capture::fileSize(-1).error(), (base::Error{EBADF, "fstat"}));
    }
};

QTEST_GUILESS_MAIN(TestFile)
#include "tst_file.moc"
