// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tst_composerfixture.h"

#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QSpinBox>
#include <QTemporaryDir>

#include <sys/socket.h>

using namespace Qt::StringLiterals;
using namespace ui;

namespace {

Target boundUdp()
{
    return {.name = u"udp"_s, .canSend = true, .datagram = true, .needsAddress = true};
}

} // namespace

/// What is sent to whom, and what is received.
class TestComposer final : public ComposerFixture
{
    Q_OBJECT

private Q_SLOTS:
    void partsHaveTheNamesOfTheContract()
    {
        for (const QString& name : {u"Payload format"_s, u"Payload"_s, u"Line ending"_s, u"Send"_s, u"Send to"_s})
            QVERIFY2(named<QWidget>(name), qPrintable(name));
        QVERIFY(!named<QSpinBox>(u"Receive size"_s)->isVisible());
        QVERIFY(!named<QLineEdit>(u"Target address"_s)->isVisible());
        QStringList formats;
        for (int i = 0; i < formatBox()->count(); ++i)
            formats += formatBox()->itemText(i);
        QCOMPARE(formats, (QStringList{u"Text"_s, u"Escaped"_s, u"Hex"_s}));
        QStringList endings;
        for (int i = 0; i < endingBox()->count(); ++i)
            endings += endingBox()->itemText(i);
        QCOMPARE(endings, (QStringList{u"No line end"_s, u"LF"_s, u"CR"_s, u"CRLF"_s, u"NUL"_s}));
        QCOMPARE(QAccessible::queryAccessibleInterface(endingBox())->text(QAccessible::Value), u"None"_s);
        QCOMPARE(QAccessible::queryAccessibleInterface(m_edit)->text(QAccessible::Name), u"Payload"_s);
    }

    void sendsWhatIsTyped_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<int>("ending");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("text") << 0 << 0 << u"Hello, world"_s << "Hello, world"_ba;
        QTest::newRow("text with CRLF") << 0 << 3 << u"GET /"_s << "GET /\r\n"_ba;
        QTest::newRow("text with NUL") << 0 << 4 << u"a"_s << QByteArray("a\0", 2);
        QTest::newRow("escaped with LF") << 1 << 1 << uR"(\x00)"_s << QByteArray("\0\n", 2);
        QTest::newRow("hex has no ending") << 2 << 3 << u"48 69"_s << "Hi"_ba;
        QTest::newRow("ending alone") << 0 << 2 << u""_s << "\r"_ba;
    }

    void sendsWhatIsTyped()
    {
        QFETCH(int, format);
        QFETCH(int, ending);
        QFETCH(QString, typed);
        QFETCH(QByteArray, bytes);
        endingBox()->setCurrentIndex(ending);
        choose(formatBox(), format);
        QTest::keyClicks(m_edit, typed);
        QTest::mouseClick(sendButton(), Qt::LeftButton);
        QCOMPARE(m_sent->size(), 1);
        QCOMPARE(m_sent->first().first().toByteArray(), bytes);
    }

    void enterSendsOneLineAndBreaksMany()
    {
        QTest::keyClicks(m_edit, u"one"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_sent->size(), 1);
        // What was sent is selected, so that typing takes its place.
        QTest::keyClicks(m_edit, u"two"_s);
        QTest::keyClick(m_edit, Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClicks(m_edit, u"three"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_sent->size(), 1);
        QTest::keyClick(m_edit, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_sent->size(), 2);
        QCOMPARE(m_sent->last().first().toByteArray(), "two\nthree\n"_ba);
    }

    void emptyPayloadIsADatagramAndNothingOnAStream()
    {
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_sent->size(), 0);
        QVERIFY(hasLabel(u"Nothing to send"));
        Target target = connection();
        target.datagram = true;
        m_composer->setTarget(target);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_sent->size(), 1);
        QCOMPARE(m_sent->first().first().toByteArray(), QByteArray());
    }

    void saysWhyNothingCanBeSent()
    {
        m_composer->setTarget({});
        QVERIFY(hasLabel(u"Select a connection to send to."));
        QVERIFY(!sendButton()->isEnabled());
        QTest::keyClicks(m_edit, u"x"_s);
        QTest::keyClick(m_edit, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_sent->size(), 0);
        m_composer->setTarget({.name = u"client"_s, .whyNot = u"client is closed."_s});
        QVERIFY(hasLabel(u"client is closed."));
        QCOMPARE(sendButton()->toolTip(), u"client is closed."_s);
        m_composer->setTarget(connection());
        QVERIFY(!hasLabel(u"client is closed."));
        QVERIFY(sendButton()->isEnabled());
    }

    void messageStaysUntilThePayloadChanges()
    {
        m_composer->showMessage(u"Send refused: queue full"_s, Severity::Warning);
        m_composer->setTarget(connection());
        QVERIFY(hasLabel(u"queue full"));
        QTest::keyClick(m_edit, Qt::Key_A);
        QVERIFY(!hasLabel(u"queue full"));
    }

    void unconnectedDatagramsNeedAnAddress()
    {
        m_composer->setTarget(boundUdp());
        QSignalSpy sentTo(m_composer.get(), &Composer::sendToRequested);
        auto* host = named<QLineEdit>(u"Target address"_s);
        auto* port = named<QLineEdit>(u"Target port"_s);
        QVERIFY(host->isVisible() && port->isVisible());
        QTest::keyClicks(m_edit, u"ping"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QVERIFY(hasLabel(u"Type the address to send to."));
        QTest::keyClicks(host, u"::1"_s);
        for (const QString& wrong : {u""_s, u"0"_s, u"65536"_s, u"-1"_s, u"abc"_s}) {
            port->setText(wrong);
            m_composer->send();
            QCOMPARE(sentTo.size(), 0);
            QVERIFY(hasLabel(u"port"));
        }
        port->setText(u" 40112 "_s);
        QTest::keyClick(port, Qt::Key_Return);
        QCOMPARE(sentTo.size(), 1);
        QCOMPARE(sentTo.first().at(0).toByteArray(), "ping"_ba);
        QCOMPARE(sentTo.first().at(1).toString(), u"::1"_s);
        QCOMPARE(sentTo.first().at(2).toString(), u"40112"_s);
        QCOMPARE(m_sent->size(), 0);
        QVERIFY(!hasLabel(u"port to"));
    }

    void datagramSocketWithoutAPeerSaysWhatToDo()
    {
        m_composer->setTarget(boundUdp());
        QVERIFY(hasLabel(u"From"));
        QVERIFY(m_edit->placeholderText().startsWith(u"Type the address"_s));
        QVERIFY(hasLabel(u"empty datagram"));
        named<QLineEdit>(u"Target address"_s)->setText(u"127.0.0.1"_s);
        QCOMPARE(m_edit->placeholderText(), QString());
        QTest::keyClicks(m_edit, u"ping"_s);
        QVERIFY(hasLabel(u"4 bytes"));
        m_composer->setTarget(connection());
        QVERIFY(hasLabel(u"To"));
    }

    void suggestedAddressGivesWayToATypedOne()
    {
        Target target = boundUdp();
        target.suggestedHost = u"127.0.0.1"_s;
        target.suggestedPort = u"4000"_s;
        m_composer->setTarget(target);
        auto* port = named<QLineEdit>(u"Target port"_s);
        QCOMPARE(port->text(), u"4000"_s);
        port->setText(u"5000"_s);
        target.suggestedPort = u"4001"_s;
        m_composer->setTarget(target);
        QCOMPARE(port->text(), u"5000"_s);
        target.name = u"udp2"_s;
        m_composer->setTarget(target);
        QCOMPARE(port->text(), u"4001"_s);
    }

    void anotherTargetCanBeChosen()
    {
        QSignalSpy chosen(m_composer.get(), &Composer::targetChosen);
        auto* box = named<QComboBox>(u"Send to"_s);
        QCOMPARE(box->currentText(), u"server/1 from 127.0.0.1:40112"_s);
        choose(box, 1);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().toInt(), 1);
        // The caller's word counts; telling it the same again is no choice.
        Target target = connection();
        target.current = 1;
        m_composer->setTarget(target);
        m_composer->setTarget(target);
        QCOMPARE(box->currentText(), u"all clients of server (2)"_s);
        QCOMPARE(chosen.size(), 1);
    }

    void receivesOnDemandWithSizeAndFlags()
    {
        QSignalSpy received(m_composer.get(), &Composer::receiveRequested);
        Target target = connection();
        target.receivesOnDemand = true;
        target.receiveSize = 5;
        m_composer->setTarget(target);
        auto* size = named<QSpinBox>(u"Receive size"_s);
        QVERIFY(size->isVisible());
        QTest::mouseClick(button(u"Receive"_s), Qt::LeftButton);
        QCOMPARE(received.last(), (QVariantList{5U, 0}));

        size->setValue(1024);
        m_composer->setTarget(target); // a counter changed somewhere: what was chosen stays
        auto* flags = named<QPushButton>(u"Receive flags"_s);
        const auto actions = flags->menu()->actions();
        for (QAction* action : actions)
            action->setChecked(action->text() == u"MSG_PEEK"_s || action->text() == u"MSG_DONTWAIT"_s);
        QCOMPARE(flags->text(), u"MSG_PEEK|MSG_DONTWAIT"_s);
        QTest::mouseClick(button(u"Receive"_s), Qt::LeftButton);
        QCOMPARE(received.last(), (QVariantList{1024U, MSG_PEEK | MSG_DONTWAIT}));
    }

    void sendsAFileAsOneMessageWhereItFits()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"payload.bin"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(65536));
        Target target{.name = u"udp"_s, .canSend = true, .datagram = true};
        m_composer->setTarget(target);
        QSignalSpy sentFile(m_composer.get(), &Composer::sendFileRequested);
        QVERIFY(button(u"File..."_s)->isEnabled());
        drop({QUrl::fromLocalFile(file.fileName())});
        QCOMPARE(sentFile.size(), 1);
        QVERIFY(file.resize(65537));
        drop({QUrl::fromLocalFile(file.fileName())});
        QCOMPARE(sentFile.size(), 1);
        QVERIFY(hasLabel(u"payload.bin is too long for one message: it has 65,537 bytes."));
        target.needsAddress = true;
        m_composer->setTarget(target);
        QVERIFY(!button(u"File..."_s)->isEnabled());
    }

    void aUnixSocketIsSentToByItsPathAlone()
    {
        Target target = boundUdp();
        target.hasPorts = false;
        target.suggestedHost = u"/run/theirs"_s;
        m_composer->setTarget(target);
        QVERIFY(!named<QLineEdit>(u"Target port"_s)->isVisible());
        QSignalSpy sent(m_composer.get(), &Composer::sendToRequested);
        named<QWidget>(u"Payload"_s)->setFocus();
        QTest::keyClicks(named<QWidget>(u"Payload"_s), u"hi"_s);
        QTest::mouseClick(button(u"Send"_s), Qt::LeftButton);
        QCOMPARE(sent.size(), 1);
        QCOMPARE(sent.first().at(1).toString(), u"/run/theirs"_s);
        QCOMPARE(sent.first().at(2).toString(), QString());
    }

    void sendsAFileThatIsDropped()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"payload.bin"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QSignalSpy sentFile(m_composer.get(), &Composer::sendFileRequested);
        drop({QUrl::fromLocalFile(file.fileName())});
        QCOMPARE(sentFile.size(), 1);
        QCOMPARE(sentFile.first().first().toString(), file.fileName());
        QVERIFY(hasLabel(u"Sending payload.bin to server/1."));
        // A folder, a remote file, or two files are no payload.
        drop({QUrl::fromLocalFile(folder.path())});
        drop({QUrl(u"https://example.com/a"_s)});
        drop({QUrl::fromLocalFile(file.fileName()), QUrl::fromLocalFile(file.fileName())});
        m_composer->setTarget({});
        drop({QUrl::fromLocalFile(file.fileName())});
        QCOMPARE(sentFile.size(), 1);
    }

    void fileDialogIsNotModal()
    {
        QTest::mouseClick(button(u"File..."_s), Qt::LeftButton);
        auto* dialog = m_composer->findChild<QFileDialog*>();
        QVERIFY(dialog && dialog->isVisible() && !dialog->isModal());
        QSignalSpy sentFile(m_composer.get(), &Composer::sendFileRequested);
        Q_EMIT dialog->fileSelected(u"/etc/hostname"_s);
        QCOMPARE(sentFile.size(), 1);
        delete dialog;
    }

    void narrowComposerHasRoomForTheAddress()
    {
        m_composer->setTarget(boundUdp());
        m_composer->resize(420, 160);
        const auto* host = named<QLineEdit>(u"Target address"_s);
        QTRY_VERIFY(host->width() >= host->sizeHint().width());
    }

    void narrowComposerHasItsChoicesInTwoRows()
    {
        m_composer->resize(380, 160);
        QTRY_VERIFY(endingBox()->y() > named<QWidget>(u"Send to"_s)->mapTo(m_composer.get(), QPoint()).y());
        m_composer->resize(800, 160);
        QTRY_COMPARE(endingBox()->y(), formatBox()->y());
    }

private:
    void drop(const QList<QUrl>& urls)
    {
        QMimeData data;
        data.setUrls(urls);
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_composer.get(), &enter);
        QDropEvent event(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_composer.get(), &event);
    }
};

QTEST_MAIN(TestComposer)
#include "tst_composer.moc"
