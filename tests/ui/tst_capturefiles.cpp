// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/filename.h"
#include "tests/ui/shownlog.h"
#include "ui/bytes/comparewindow.h"
#include "ui/mainwindow/capturefilesaver.h"
#include "ui/mainwindow/captureopener.h"
#include "ui/mainwindow/capturewindow.h"
#include "ui/mainwindow/windowplace.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/newrowsbutton.h"
#include "ui/traffic/trafficpane.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QUrl>

#include <cstdio>

using namespace Qt::StringLiterals;
using capture::Operation;
using traffic::Shown;
using Records = ui::CaptureFileSaver::Records;

namespace {

/// A log of a client that sends twice, and what saver and opener had to tell.
struct Files
{
    Files()
    {
        shown.capture.call(3, Operation::Socket, 5);
        shown.capture.data(3, Operation::Send, "first");
        shown.capture.data(3, Operation::Send, "second");
        shown.publish();
        QObject::connect(&saver, &ui::CaptureFileSaver::noticeRaised, &saver,
            [this](const ui::Notice& notice) { notices.push_back(notice); });
        QObject::connect(&opener, &ui::CaptureOpener::noticeRaised, &opener,
            [this](const ui::Notice& notice) { notices.push_back(notice); });
        qputenv("XDG_STATE_HOME", QFile::encodeName(folder.path()));
    }
    [[nodiscard]] QString path(const QString& name) const { return folder.filePath(name); }
    [[nodiscard]] QByteArray text(const QString& name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
    }
    void save(const QString& name, Records records)
    {
        QSignalSpy saved(&saver, &ui::CaptureFileSaver::saved);
        saver.save(path(name), records);
        QTRY_COMPARE(saved.size(), 1);
    }

    QTemporaryDir folder;
    Shown shown;
    QWidget window;
    ui::CaptureFileSaver saver{shown.view, shown.capture.newReader(), &window};
    ui::CaptureOpener opener{&window};
    std::vector<ui::Notice> notices;
};

ui::CaptureWindow* openedWindow()
{
    for (QWidget* window : QApplication::topLevelWidgets()) {
        if (auto* found = qobject_cast<ui::CaptureWindow*>(window))
            return found;
    }
    return nullptr;
}

} // namespace

class TestCaptureFiles final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allIsSavedInTheBackground()
    {
        Files files;
        files.save(u"a.jsonl"_s, Records::All);
        QCOMPARE(files.text(u"a.jsonl"_s).count('\n'), 3);
        QCOMPARE(files.notices.size(), std::size_t{1});
        QCOMPARE(files.notices.front().severity, ui::Severity::Information);
        QVERIFY(files.notices.front().text.contains(u"a.jsonl"));
        QCOMPARE(QFileInfo(files.path(u"a.jsonl"_s)).permissions() & ~(QFile::ReadUser | QFile::WriteUser),
            QFile::ReadOwner | QFile::WriteOwner);
    }

    void selectedRowsAreSaved()
    {
        Files files;
        ui::LogSelection selection;
        selection.selectOnly(0);
        selection.toggle(2);
        files.shown.view.select(selection);
        files.save(u"a.jsonl"_s, Records::Selected);
        const QByteArray text = files.text(u"a.jsonl"_s);
        QVERIFY(text.contains("\"n\":1,") && text.contains("second") && !text.contains("first"));
    }

    void shownRowsAreSaved()
    {
        Files files;
        files.shown.log.setFirst({1});
        files.save(u"a.csv"_s, Records::Shown);
        const QByteArray text = files.text(u"a.csv"_s);
        QCOMPARE(text.count('\n'), 3);
        QVERIFY(text.contains("first") && text.contains("second"));
    }

    void rowsThatChangeMeanwhileAreNotMixedUp()
    {
        Files files;
        ui::LogSelection selection;
        selection.selectOnly(0);
        files.shown.view.select(selection);
        files.saver.save(files.path(u"a.csv"_s), Records::Selected);
        files.shown.log.setFirst({1});
        QTRY_COMPARE(files.notices.size(), std::size_t{1});
        QCOMPARE(files.notices.front().severity, ui::Severity::Warning);
        QVERIFY(!QFile::exists(files.path(u"a.csv"_s)));
        QSignalSpy saved(&files.saver, &ui::CaptureFileSaver::saved);
        files.saver.save(files.path(u"b.csv"_s), Records::Shown);
        files.shown.log.setFirst({2});
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(files.text(u"b.csv"_s).count('\n'), 2);
    }

    void anUnknownSuffixIsTold()
    {
        Files files;
        files.saver.save(files.path(u"a.png"_s), Records::All);
        QCOMPARE(files.notices.size(), std::size_t{1});
        QCOMPARE(files.notices.front().severity, ui::Severity::Error);
        QVERIFY(!QFile::exists(files.path(u"a.png"_s)));
    }

    void aFailureIsTold()
    {
        Files files;
        files.saver.save(files.path(u"missing/a.csv"_s), Records::All);
        QTRY_COMPARE(files.notices.size(), std::size_t{1});
        QVERIFY(files.notices.front().text.contains(u"ENOENT"));
    }

    void theDialogChoosesTheFormat()
    {
        Files files;
        files.saver.choose(Records::All);
        auto* dialog = files.window.findChild<QFileDialog*>();
        QVERIFY(dialog);
        QCOMPARE(dialog->defaultSuffix(), u"pcapng"_s);
        Q_EMIT dialog->filterSelected(dialog->nameFilters().at(2));
        QCOMPARE(dialog->defaultSuffix(), u"csv"_s);
        dialog->close();
    }

    void whatWasSavedIsOpened()
    {
        Files files;
        files.save(u"a.pcapng"_s, Records::All);
        files.notices.clear();
        files.opener.open(files.path(u"a.pcapng"_s));
        QTRY_VERIFY(openedWindow());
        QPointer<ui::CaptureWindow> window = openedWindow();
        QVERIFY(window->windowTitle().startsWith(u"a.pcapng"));
        QTRY_COMPARE(window->findChild<ui::TrafficPane*>()->view()->rowCount(), 3U);
        QCOMPARE(files.notices.size(), std::size_t{0});
        const QString captures = files.path(u"sockscope/captures"_s);
        QCOMPARE(QDir(captures).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
        Q_EMIT window->findChild<ui::TrafficPane*>()->compareRequested(1, 2);
        QPointer<ui::CompareWindow> compare = window->findChild<ui::CompareWindow*>();
        QVERIFY(compare);
        QTRY_COMPARE(compare->comparison().figures().differing, 6U);
        window->close();
        QTRY_VERIFY(!window);
        QVERIFY(!compare);
        QCOMPARE(QDir(captures).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 0);
    }

    void anOpenedCaptureIsNotSavedOverItsFile()
    {
        Files files;
        files.save(u"a.pcapng"_s, Records::All);
        const QByteArray content = files.text(u"a.pcapng"_s);
        QVERIFY(QFile::link(files.path(u"a.pcapng"_s), files.path(u"link.pcapng"_s)));
        files.opener.open(files.path(u"a.pcapng"_s));
        QTRY_VERIFY(openedWindow());
        QPointer<ui::CaptureWindow> window = openedWindow();
        QSignalSpy told(window->saver(), &ui::CaptureFileSaver::noticeRaised);
        for (const QString& name : {u"a.pcapng"_s, u"link.pcapng"_s})
            window->saver()->save(files.path(name), Records::All);
        QCOMPARE(told.size(), 2);
        QVERIFY(told.last().first().value<ui::Notice>().text.endsWith(u"Choose another name."));
        QSignalSpy saved(window->saver(), &ui::CaptureFileSaver::saved);
        window->saver()->save(files.path(u"b.pcapng"_s), Records::All);
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(files.text(u"a.pcapng"_s), content);
        window->close();
        QTRY_VERIFY(!window);
    }

    void aSavedCaptureOpensAtItsStartWithoutFollowing()
    {
        Files files;
        for (int i = 0; i < 500; ++i)
            files.shown.capture.data(3, Operation::Send, "more");
        files.shown.publish();
        files.save(u"a.pcapng"_s, Records::All);
        files.opener.open(files.path(u"a.pcapng"_s));
        QTRY_VERIFY(openedWindow());
        QPointer<ui::CaptureWindow> window = openedWindow();
        const auto* view = window->findChild<ui::LogView*>();
        QTRY_COMPARE(view->rowCount(), 503U);
        QCOMPARE(view->topRow(), 0U);
        QVERIFY(!view->isFollowing());
        for (const auto* button : window->findChildren<QToolButton*>())
            QVERIFY(!button->isVisible() || button->text() != u"Follow"_s);
        window->close();
        QTRY_VERIFY(!window);
    }

    void rowsThatAFilterFindsInASavedCaptureAreNotNew()
    {
        Files files;
        for (int i = 0; i < 500; ++i)
            files.shown.capture.data(3, Operation::Send, "more");
        files.shown.publish();
        files.save(u"a.pcapng"_s, Records::All);
        files.opener.open(files.path(u"a.pcapng"_s));
        QTRY_VERIFY(openedWindow());
        QPointer<ui::CaptureWindow> window = openedWindow();
        auto* pane = window->findChild<ui::TrafficPane*>();
        QTRY_COMPARE(pane->view()->rowCount(), 503U);
        pane->findChild<QLineEdit*>()->setText(u"more"_s);
        QTRY_COMPARE(pane->view()->rowCount(), 500U);
        QVERIFY(!pane->view()->isFollowing());
        QVERIFY(!pane->findChild<ui::NewRowsButton*>()->isVisible());
        window->close();
        QTRY_VERIFY(!window);
    }

    void whatTheLogHasToTellIsToldInItsWindow()
    {
        Files files;
        files.save(u"a.pcapng"_s, Records::All);
        files.opener.open(files.path(u"a.pcapng"_s));
        QTRY_VERIFY(openedWindow());
        QPointer<ui::CaptureWindow> window = openedWindow();
        Q_EMIT window->findChild<ui::TrafficPane*>()->noticeRaised(u"Only the first rows were copied."_s);
        bool isTold = false;
        for (const auto* label : window->findChildren<QLabel*>())
            isTold = isTold || (label->isVisible() && label->text() == u"Only the first rows were copied."_s);
        QVERIFY(isTold);
        window->close();
        QTRY_VERIFY(!window);
    }

    void windowsArePlacedBesideTheirOwnerAndOnItsScreen_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QRect>("owner");
        QTest::addColumn<QRect>("screen");
        QTest::addColumn<QRect>("place");
        const QRect wide(0, 0, 1920, 1080);
        QTest::newRow("to the right") << QSize(800, 600) << QRect(100, 50, 1000, 700) << wide
                                      << QRect(1100, 50, 800, 600);
        QTest::newRow("to the left") << QSize(800, 600) << QRect(900, 50, 1000, 700) << wide
                                     << QRect(100, 50, 800, 600);
        QTest::newRow("over it") << QSize(800, 600) << QRect(0, 0, 1280, 800) << QRect(0, 0, 1280, 800)
                                 << QRect(32, 32, 800, 600);
        QTest::newRow("not below the edge")
            << QSize(800, 600) << QRect(400, 300, 800, 600) << QRect(0, 0, 1280, 800) << QRect(432, 200, 800, 600);
        QTest::newRow("on the second screen")
            << QSize(800, 600) << QRect(2000, 0, 1800, 1000) << QRect(1920, 0, 1920, 1080) << QRect(2032, 32, 800, 600);
        QTest::newRow("made smaller") << QSize(2000, 1500) << QRect(10, 10, 900, 500) << QRect(0, 24, 1024, 576)
                                      << QRect(0, 24, 1024, 576);
    }
    void windowsArePlacedBesideTheirOwnerAndOnItsScreen()
    {
        QFETCH(QSize, size);
        QFETCH(QRect, owner);
        QFETCH(QRect, screen);
        QFETCH(QRect, place);
        QCOMPARE(ui::placeBeside(size, owner, screen), place);
    }

    void damageIsToldInItsWindow()
    {
        Files files;
        files.save(u"a.pcapng"_s, Records::All);
        QFile file(files.path(u"a.pcapng"_s));
        QVERIFY(file.resize(file.size() - 10));
        files.opener.open(file.fileName());
        QTRY_VERIFY(openedWindow());
        QPointer<ui::CaptureWindow> window = openedWindow();
        bool isTold = false;
        for (const auto* label : window->findChildren<QLabel*>())
            isTold = isTold || label->text().contains(u"the file ends inside");
        QVERIFY(isTold);
        window->close();
        QTRY_VERIFY(!window);
    }

    void whatIsNoCaptureOpensNoWindow()
    {
        Files files;
        QFile file(files.path(u"a.pcapng"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no capture") == 10);
        file.close();
        files.opener.open(file.fileName());
        QTRY_COMPARE(files.notices.size(), std::size_t{1});
        QCOMPARE(files.notices.front().severity, ui::Severity::Error);
        QVERIFY(files.notices.front().text.startsWith(u"a.pcapng cannot be opened: "));
        QVERIFY(!openedWindow());
        files.opener.open(files.path(u"missing.pcapng"_s));
        QTRY_COMPARE(files.notices.size(), std::size_t{2});
    }

    void whatIsDraggedIsOpenedWhateverItsName()
    {
        QMimeData data;
        data.setUrls({QUrl(u"file:///a/b.pcapng"_s), QUrl(u"file:///a/T10:30:00"_s), QUrl(u"https://a/b.pcapng"_s),
            QUrl::fromEncoded("file:///a/caf%E9.cap")});
        QCOMPARE(ui::CaptureOpener::filesOf(data),
            QStringList({u"/a/b.pcapng"_s, u"/a/T10:30:00"_s, session::fileNameFromBytes("/a/caf\xe9.cap")}));
    }

    void aNameThatIsNoUtf8IsShownByItsBytes()
    {
        Files files;
        files.save(u"a.pcapng"_s, Records::All);
        const std::string name = files.folder.path().toStdString() + "/caf\xe9[*]";
        QCOMPARE(std::rename(files.path(u"a.pcapng"_s).toUtf8().constData(), name.c_str()), 0);
        files.opener.open(session::fileNameFromBytes(name));
        QTRY_VERIFY(openedWindow());
        QPointer<ui::CaptureWindow> window = openedWindow();
        QCOMPARE(window->windowTitle(), u"caf\\xe9[*][*]"_s);
        QCOMPARE(std::remove(name.c_str()), 0); // the temporary folder does not see it
        window->close();
        QTRY_VERIFY(!window);
    }

    void allFilesCanBeChosen()
    {
        Files files;
        files.opener.choose();
        auto* dialog = files.window.findChild<QFileDialog*>();
        QVERIFY(dialog);
        QVERIFY(dialog->nameFilters().constFirst().contains(u"*.cap"));
        QCOMPARE(dialog->nameFilters().constLast(), u"All files (*)"_s);
        dialog->close();
    }

    void wiresharkGetsAFileOfItsOwn()
    {
        Files files;
        const QByteArray before = qgetenv("PATH");
        QFile script(files.path(u"wireshark"_s));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("#!/bin/sh\ncp \"$1\" \"" + QFile::encodeName(files.path(u"seen.pcapng"_s))
            + ".part\" && stat -c %a \"$1\" > \"" + QFile::encodeName(files.path(u"mode"_s)) + "\" && mv \""
            + QFile::encodeName(files.path(u"seen.pcapng"_s)) + ".part\" \""
            + QFile::encodeName(files.path(u"seen.pcapng"_s)) + "\"\n");
        script.close();
        QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        qputenv("PATH", QFile::encodeName(files.folder.path()) + ':' + before);
        QCOMPARE(ui::CaptureFileSaver::wiresharkProgram(), script.fileName());
        files.saver.openInWireshark();
        QTRY_VERIFY(QFile::exists(files.path(u"seen.pcapng"_s)));
        QVERIFY(files.text(u"seen.pcapng"_s).contains("second"));
        QCOMPARE(files.text(u"mode"_s), QByteArray("600\n"));
        qputenv("PATH", QFile::encodeName(files.path(u"empty"_s)));
        QVERIFY(ui::CaptureFileSaver::wiresharkProgram().isEmpty());
        qputenv("PATH", before);
    }
};

QTEST_MAIN(TestCaptureFiles)
#include "tst_capturefiles.moc"
