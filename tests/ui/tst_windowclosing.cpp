// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/writer.h"
#include "tests/ui/shownwindow.h"
#include "ui/mainwindow/recoveryoffer.h"
#include "ui/traffic/logview.h"

#include <QCheckBox>
#include <QDir>
#include <QMessageBox>

using namespace Qt::StringLiterals;
using engine::State;
using shown::Deadline;

class TestWindowClosing final : public QObject, private shown::Window
{
    Q_OBJECT

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { end(); }

    void closingAsksOnlyWhereSomethingWouldBeLost()
    {
        m_settings->setAsksBeforeClosing(true);
        listenOnAnyPort();
        m_window->close();
        QVERIFY(m_window && m_window->isVisible());
        QPointer<QMessageBox> question = m_window->findChild<QMessageBox*>();
        QVERIFY(question);
        QVERIFY(question->informativeText().contains(u"One endpoint is open"_s));
        question->defaultButton()->click(); // Enter loses nothing
        QTRY_VERIFY(!question);
        QVERIFY(m_window->isVisible());
        m_window->close();
        question = m_window->findChild<QMessageBox*>();
        question->checkBox()->setChecked(true);
        question->accept();
        QTRY_VERIFY(m_window.isNull());
        QVERIFY(!m_settings->asksBeforeClosing());

        m_settings->setAsksBeforeClosing(true);
        m_window = makeWindow();
        m_window->show();
        m_window->close(); // there is nothing in it
        QTRY_VERIFY(m_window.isNull());
    }

    void theLastClosedCaptureComesBack()
    {
        const QString closed = path("closed");
        m_window->session().keepCaptureIn(closed);
        listenOnAnyPort();
        m_window->close();
        QTRY_VERIFY(m_window.isNull());
        m_window = makeWindow();
        m_window->show();
        ui::reopenClosedCapture(*m_window, closed);
        QPointer<ui::CaptureWindow> reopened = captureWindow();
        QVERIFY(reopened);
        QTRY_VERIFY_WITH_TIMEOUT(reopened->findChild<ui::LogView*>()->rowCount() >= 3, Deadline);
        QVERIFY(notice().isEmpty());
        ui::reopenClosedCapture(*m_window, closed); // it is open already
        QVERIFY(notice().startsWith(u"No capture of a closed window"_s));
        reopened->close();
        QTRY_VERIFY(reopened.isNull());
    }

    void closedWindowTakesItsCaptureAlong()
    {
        const QString directory = m_window->session().captureDirectory();
        QVERIFY(QDir(directory).exists());
        m_window->close();
        QTRY_VERIFY(m_window.isNull());
        QVERIFY(!QDir(directory).exists());
    }

    void captureLeftBehindIsOfferedAndDeletedOnRequest()
    {
        const QString parent = path("left");
        const QString directory = parent % u"/capture"_s;
        QVERIFY(QDir().mkpath(parent));
        {
            auto writer = capture::Writer::create(directory.toStdString());
            QVERIFY(writer.has_value());
            (*writer)->append(capture::Record{});
            (*writer)->append(capture::Record{});
            (*writer)->flush();
            // While its lock is held it is somebody's, and not left behind.
            ui::offerRecovery(*m_window, parent);
            QVERIFY(notice().isEmpty());
        }
        ui::offerRecovery(*m_window, parent);
        QVERIFY2(notice().contains("with 2 records was not closed"_L1), qPrintable(notice()));
        QTest::mouseClick(button("Open"), Qt::LeftButton);
        QPointer<ui::CaptureWindow> recovered = captureWindow();
        QVERIFY(recovered);
        QVERIFY(QDir(directory).exists());
        recovered->close();
        QTRY_VERIFY(recovered.isNull());
        QTest::mouseClick(button("Delete"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!QDir(directory).exists(), Deadline);
        QVERIFY(notice().isEmpty());
    }
};

QTEST_MAIN(TestWindowClosing)
#include "tst_windowclosing.moc"
