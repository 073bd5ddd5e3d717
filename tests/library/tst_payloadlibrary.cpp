// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "library/payloadlibrary.h"
#include "tests/library/namedpayload.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSaveFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <memory>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace library;
using Kind = Problem::Kind;

namespace {

constexpr int Deadline = 10'000;
constexpr int Writes = 40;
constexpr auto WriterArgument = "--write";

/// The other program: adds payloads one by one, renames the one called "shared" and removes each second of its own.
int writeInto(const QString& file, const QString& prefix)
{
    PayloadLibrary library(file);
    for (int number = 0; number < Writes; ++number) {
        if (!library.change(AddPayloads{{named(prefix + QString::number(number))}, {}}))
            return 1;
        const auto& payloads = library.payloads();
        const auto own = std::find_if(payloads.begin(), payloads.end(),
            [&](const Payload& payload) { return payload.name == prefix + QString::number(number); });
        if (own == payloads.end() || (number % 2 == 1 && !library.change(RemovePayloads{{*own}})))
            return 2;
    }
    return 0;
}

/// Files of this process may not be longer: writing more fails, as on a full disk.
class FileSizeLimit final
{
public:
    explicit FileSizeLimit(rlim_t bytes)
        : m_handler(std::signal(SIGXFSZ, SIG_IGN))
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit m_before{};
    void (*m_handler)(int);
};

} // namespace

class TestPayloadLibrary final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(u"data/payloads.json"_s);
    }
    void cleanup() { m_folder.reset(); }

    void isThereAgainAtTheNextStart()
    {
        std::vector<Payload> saved;
        {
            PayloadLibrary library(m_file);
            QVERIFY(library.change(AddPayloads{{named(u"one"_s), named(u"two"_s)}, {}}));
            saved = library.payloads();
        }
        QCOMPARE(PayloadLibrary(m_file).payloads(), saved);
    }

    void onlyItsOwnerMayReadIt()
    {
        PayloadLibrary library(m_file);
        QVERIFY(library.change(AddPayloads{{named(u"secret"_s)}, {}}));
        constexpr auto Others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
            | QFile::WriteOther | QFile::ExeOther;
        QVERIFY(!(QFile::permissions(m_file) & Others));
        QVERIFY(!(QFile::permissions(QFileInfo(m_file).path()) & Others));
    }

    void twoProgramsThatWriteAtOnceLoseNothing()
    {
        PayloadLibrary library(m_file);
        QVERIFY(library.change(AddPayloads{{named(u"shared"_s)}, {}}));
        std::array<QProcess, 2> writers;
        const std::array prefixes{u"a"_s, u"b"_s};
        for (std::size_t i = 0; i < writers.size(); ++i)
            writers[i].start(
                QCoreApplication::applicationFilePath(), {QString::fromLatin1(WriterArgument), m_file, prefixes[i]});
        for (int number = 0; number < Writes; ++number)
            QVERIFY(library.change(AddPayloads{{named(u"c"_s + QString::number(number))}, {}}));
        for (QProcess& writer : writers) {
            QVERIFY(writer.waitForFinished(3 * Deadline));
            QCOMPARE(writer.exitStatus(), QProcess::NormalExit);
            QCOMPARE(writer.exitCode(), 0);
        }
        QStringList expected{u"shared"_s};
        for (int number = 0; number < Writes; ++number) {
            expected << u"c"_s + QString::number(number);
            if (number % 2 == 0)
                expected << u"a"_s + QString::number(number) << u"b"_s + QString::number(number);
        }
        expected.sort();
        QStringList found = namesOf(PayloadLibrary(m_file));
        found.sort();
        QCOMPARE(found, expected);
        // This one learns of what the others wrote last, too.
        QTRY_COMPARE_WITH_TIMEOUT(namesOf(library).size(), expected.size(), Deadline);
    }

    void seesWhatAnotherWindowDoes()
    {
        PayloadLibrary one(m_file);
        PayloadLibrary other(m_file);
        QVERIFY(one.change(AddPayloads{{named(u"1"_s)}, {}}));
        QTRY_COMPARE_WITH_TIMEOUT(namesOf(other), QStringList{u"1"_s}, Deadline);
        QVERIFY(other.change(AddPayloads{{named(u"2"_s)}, {}}));
        QTRY_COMPARE_WITH_TIMEOUT(namesOf(one), (QStringList{u"1"_s, u"2"_s}), Deadline);
        // Replaced several times: each new file is watched as the first was.
        QVERIFY(one.change(RemovePayloads{one.payloads()}));
        QTRY_COMPARE_WITH_TIMEOUT(namesOf(other), QStringList(), Deadline);
    }

    void seesWhatAnEditorWrites()
    {
        PayloadLibrary library(m_file);
        QVERIFY(library.change(AddPayloads{{named(u"before"_s)}, {}}));
        QByteArray text = contentOf(m_file);
        write(text.replace("\"before\"", "\"in place\""));
        QTRY_COMPARE_WITH_TIMEOUT(namesOf(library), QStringList{u"in place"_s}, Deadline);
        QSaveFile replacing(m_file);
        QVERIFY(replacing.open(QIODevice::WriteOnly));
        replacing.write(text.replace("\"in place\"", "\"replaced\""));
        QVERIFY(replacing.commit());
        QTRY_COMPARE_WITH_TIMEOUT(namesOf(library), QStringList{u"replaced"_s}, Deadline);
    }

    void aFileThatIsNoLibraryIsKeptUnderAnotherName_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("empty") << QByteArray() << Kind::NoJson;
        QTest::newRow("no JSON") << QByteArray("\x00\xff{{", 4) << Kind::NoJson;
        QTest::newRow("cut") << QByteArray(R"({"version":1,"payloads":[{"text":"a")") << Kind::NoJson;
        QTest::newRow("something else") << QByteArray(R"({"a":1})") << Kind::NoLibrary;
    }
    void aFileThatIsNoLibraryIsKeptUnderAnotherName()
    {
        QFETCH(QByteArray, content);
        QFETCH(Kind, kind);
        write(content);
        PayloadLibrary library(m_file);
        QVERIFY(library.problem());
        QCOMPARE(library.problem()->kind, kind);
        QCOMPARE(library.problem()->path, m_file);
        QCOMPARE(contentOf(m_file), content); // reading changes nothing

        const QSignalSpy kept(&library, &PayloadLibrary::keptAside);
        QVERIFY(library.change(AddPayloads{{named(u"new"_s)}, {}}));
        QCOMPARE(kept.count(), 1);
        QCOMPARE(contentOf(kept.front().front().toString()), content);
        QVERIFY(!library.problem());
        QCOMPARE(namesOf(PayloadLibrary(m_file)), QStringList{u"new"_s});
    }

    void aHugeFileIsNotRead()
    {
        write({});
        constexpr qint64 Gibibyte = qint64{1} << 30;
        QVERIFY(QFile::resize(m_file, Gibibyte)); // sparse
        PayloadLibrary library(m_file);
        QVERIFY(library.problem());
        QCOMPARE(library.problem()->kind, Kind::TooLarge);
        const QSignalSpy kept(&library, &PayloadLibrary::keptAside);
        QVERIFY(library.change(AddPayloads{{named(u"new"_s)}, {}}));
        QCOMPARE(QFileInfo(kept.front().front().toString()).size(), Gibibyte);
    }

    void aFileThatGoesBadLeavesWhatWasRead()
    {
        PayloadLibrary library(m_file);
        QVERIFY(library.change(AddPayloads{{named(u"one"_s)}, {}}));
        QSignalSpy problems(&library, &PayloadLibrary::problemFound);
        write("{");
        QTRY_COMPARE_WITH_TIMEOUT(problems.count(), 1, Deadline);
        QCOMPARE(namesOf(library), QStringList{u"one"_s});
        QVERIFY(library.change(AddPayloads{{named(u"two"_s)}, {}}));
        QCOMPARE(namesOf(PayloadLibrary(m_file)), (QStringList{u"one"_s, u"two"_s}));
    }

    void fileOfALaterVersionIsLeftAlone()
    {
        const QByteArray later = R"({"version":2,"payloads":[]})";
        write(later);
        PayloadLibrary library(m_file);
        QVERIFY(library.problem());
        QCOMPARE(library.problem()->kind, Kind::LaterVersion);
        const auto changed = library.change(AddPayloads{{named(u"new"_s)}, {}});
        QVERIFY(!changed);
        QCOMPARE(changed.error().kind, Kind::LaterVersion);
        QCOMPARE(contentOf(m_file), later);
        QVERIFY(library.payloads().empty());
    }

    void saysWhyTheFolderCannotBeWritten()
    {
        QFile blocker(m_folder->filePath(u"data"_s)); // not even root can make a folder of it
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        PayloadLibrary library(m_file);
        const auto changed = library.change(AddPayloads{{named(u"new"_s)}, {}});
        QVERIFY(!changed);
        QCOMPARE(changed.error().kind, Kind::Unwritable);
        QCOMPARE(changed.error().error.code, ENOTDIR);
        QVERIFY(library.payloads().empty());
    }

    void aFullDiskLeavesTheFileAsItWas()
    {
        PayloadLibrary library(m_file);
        QVERIFY(library.change(AddPayloads{{named(u"one"_s)}, {}}));
        const QByteArray before = contentOf(m_file);
        const QStringList files = QDir(QFileInfo(m_file).path()).entryList(QDir::Files | QDir::Hidden);
        Payload large = named(u"large"_s);
        large.content.text = QString(100'000, u'x');
        {
            const FileSizeLimit limit(50'000);
            const auto changed = library.change(AddPayloads{{large}, {}});
            QVERIFY(!changed);
            QCOMPARE(changed.error().kind, Kind::Unwritable);
            QCOMPARE(changed.error().error.code, EFBIG);
        }
        QCOMPARE(namesOf(library), QStringList{u"one"_s});
        QCOMPARE(contentOf(m_file), before);
        QCOMPARE(QDir(QFileInfo(m_file).path()).entryList(QDir::Files | QDir::Hidden), files);
        QVERIFY(library.change(AddPayloads{{large}, {}}));
    }

    void saysWhenAnotherProgramKeepsItLocked()
    {
        PayloadLibrary library(m_file);
        const QByteArray name = QFile::encodeName(m_file + u".lock"_s);
        const int lock = ::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        QCOMPARE(::flock(lock, LOCK_EX), 0);
        const auto changed = library.change(AddPayloads{{named(u"new"_s)}, {}});
        ::close(lock);
        QVERIFY(!changed);
        QCOMPARE(changed.error().kind, Kind::InUse);
        QVERIFY(library.change(AddPayloads{{named(u"new"_s)}, {}}));
    }

    void neitherFifoNorFolderKeepsItWaiting()
    {
        QVERIFY(QDir().mkpath(QFileInfo(m_file).path()));
        QCOMPARE(::mkfifo(QFile::encodeName(m_file).constData(), 0600), 0);
        const PayloadLibrary library(m_file);
        QVERIFY(library.problem());
        QCOMPARE(library.problem()->kind, Kind::Unreadable);
    }

    void tooMuchIsRefused()
    {
        PayloadLibrary library(m_file);
        Payload large = named(u"large"_s);
        large.content.text = QString(Payload::MaxTextLength + 1, u'x');
        const auto changed = library.change(AddPayloads{{large}, {}});
        QVERIFY(!changed);
        QCOMPARE(changed.error().kind, Kind::TooLarge);
        QVERIFY(!QFile::exists(m_file));
    }

    void withoutAFileItIsOfThisWindowAlone()
    {
        PayloadLibrary library({});
        QVERIFY(library.change(AddPayloads{{named(u"one"_s)}, {}}));
        QCOMPARE(namesOf(library), QStringList{u"one"_s});
    }

    void livesInTheDataFolder()
    {
        qputenv("XDG_DATA_HOME", m_folder->path().toLocal8Bit());
        QCOMPARE(PayloadLibrary::defaultFile(), m_folder->path() + u"/sockscope/payloads.json"_s);
    }

private:
    void write(const QByteArray& content)
    {
        QVERIFY(QDir().mkpath(QFileInfo(m_file).path()));
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    static QByteArray contentOf(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == QLatin1StringView(WriterArgument))
        return writeInto(arguments[2], arguments[3]);
    TestPayloadLibrary test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_payloadlibrary.moc"
