// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/closedcaptures.h"

#include "capture/writer.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using session::HeldCapture;

class TestClosedCaptures final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void theLastOneIsKeptAndTakesThePlaceOfTheOneBefore()
    {
        session::keepClosedCapture(capture(u"first"_s, 2), closed());
        session::keepClosedCapture(capture(u"second"_s, 3), closed());
        QCOMPARE(kept(), QStringList{u"second"_s});
        QVERIFY(!QDir(m_folder->filePath(u"captures/second"_s)).exists());
        const auto last = HeldCapture::last(closed());
        QVERIFY(last);
        QCOMPARE(last->found().extent.records, 3U);
        QCOMPARE(QFileInfo(closed()).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void anEmptyOneLeavesTheOneBeforeInItsPlace()
    {
        session::keepClosedCapture(capture(u"first"_s, 2), closed());
        const QString empty = capture(u"empty"_s, 0);
        session::keepClosedCapture(empty, closed());
        QVERIFY(!QDir(empty).exists());
        QCOMPARE(kept(), QStringList{u"first"_s});
    }

    void whatIsLookedAtIsNeitherRemovedNorOpenedTwice()
    {
        session::keepClosedCapture(capture(u"first"_s, 2), closed());
        auto held = HeldCapture::last(closed());
        QVERIFY(held);
        QVERIFY(!HeldCapture::last(closed()));
        session::keepClosedCapture(capture(u"second"_s, 3), closed());
        QCOMPARE(kept(), QStringList({u"first"_s, u"second"_s}));
        held.reset();
        session::keepClosedCapture(capture(u"third"_s, 1), closed());
        QCOMPARE(kept(), QStringList{u"third"_s});
    }

    void withoutAnyThereIsNone() { QVERIFY(!HeldCapture::last(closed())); }

private:
    [[nodiscard]] QString closed() const { return m_folder->filePath(u"closed"_s); }
    [[nodiscard]] QStringList kept() const { return QDir(closed()).entryList(QDir::Dirs | QDir::NoDotAndDotDot); }
    /// Writes a capture as a window would have, and gives its folder.
    [[nodiscard]] QString capture(const QString& name, int records) const
    {
        const QString directory = m_folder->filePath(u"captures/"_s + name);
        if (!QDir().mkpath(QFileInfo(directory).path()))
            return {};
        auto writer = capture::Writer::create(directory.toStdString());
        for (int i = 0; writer && i < records; ++i)
            (*writer)->append(capture::Record{});
        if (writer)
            (*writer)->flush();
        return directory;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestClosedCaptures)
#include "tst_closedcaptures.moc"
