// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/reader.h"
#include "tests/support/peersocket.h"
#include "tests/ui/shownwindow.h"
#include "ui/mainwindow/savedpayloads.h"
#include "ui/traffic/rowmenu.h"
#include "ui/traffic/trafficpane.h"

#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QMenu>
#include <QMimeData>
#include <QTreeView>

#include <algorithm>
#include <memory>
#include <optional>

using namespace Qt::StringLiterals;
using shown::Deadline;
using support::PeerSocket;

/// Payloads that are saved and sent again, in a window with real sockets.
class TestSavedPayloads final : public QObject, private shown::Window
{
    Q_OBJECT

    [[nodiscard]] static PeerSocket listening(net::Protocol protocol)
    {
        return PeerSocket::listening(protocol, *net::Address::fromIp("127.0.0.1", 0));
    }
    /// Connects the window to a peer of ours; gives the peer's end.
    PeerSocket connected()
    {
        const PeerSocket listener = listening(net::Protocol::Tcp);
        connectTo(listener.local().port());
        PeerSocket peer = listener.accept();
        const bool canSend = QTest::qWaitFor([this] { return button("Send") && composerCanSend(); }, Deadline);
        return canSend ? std::move(peer) : PeerSocket();
    }
    [[nodiscard]] bool composerCanSend() const
    {
        const auto buttons = m_window->findChildren<QPushButton*>();
        return std::ranges::any_of(buttons, [](const QPushButton* each) {
            return each->text() == "Send"_L1 && each->accessibleName().isEmpty() && each->isEnabled();
        });
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::ControlModifier) const
    {
        QTest::keyClick(m_window->focusWidget() ? m_window->focusWidget() : m_window.data(), key, modifiers);
    }
    void choose(const char* box, const QString& entry) const
    {
        auto* combo = find<QComboBox>(box);
        combo->setCurrentIndex(combo->findText(entry));
        Q_EMIT combo->activated(combo->currentIndex());
    }
    /// Types and saves; the name that is offered is taken.
    void save(const QString& text, const QString& format = u"Text"_s, const QString& ending = u"No line end"_s) const
    {
        payload()->setPlainText(QString());
        choose("Payload format", format);
        choose("Line ending", ending);
        payload()->setPlainText(text);
        payload()->setFocus();
        press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(editor(), Deadline);
        QTest::keyClick(editor(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!editor(), Deadline);
    }
    [[nodiscard]] QTreeView* tree() const { return find<QTreeView>("Payloads"); }
    [[nodiscard]] QLineEdit* editor() const
    {
        const auto editors = tree()->viewport()->findChildren<QLineEdit*>();
        const auto found = std::ranges::find_if(editors, [](const QLineEdit* each) { return !each->isHidden(); });
        return found == editors.end() ? nullptr : *found;
    }
    /// Types a name and waits until it is the row's.
    void typeName(const QString& name) const
    {
        QVERIFY(editor());
        editor()->setText(name);
        QTest::keyClick(editor(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!editor() && names().contains(name), Deadline);
    }
    /// The names that are seen, those of a group behind its own.
    [[nodiscard]] QStringList names(const QModelIndex& parent = {}) const
    {
        QStringList found;
        const QAbstractItemModel* model = tree()->model();
        for (int row = 0; row < model->rowCount(parent); ++row) {
            const QModelIndex index = model->index(row, 0, parent);
            found << index.data().toString();
            found << names(index);
        }
        return found;
    }
    void select(int row) const { tree()->setCurrentIndex(tree()->model()->index(row, 0)); }
    /// Drops what is in one row before another one, both at the top.
    void drag(int row, int before) const
    {
        QAbstractItemModel* model = tree()->model();
        const std::unique_ptr<QMimeData> data(model->mimeData({model->index(row, 0)}));
        model->dropMimeData(data.get(), Qt::MoveAction, before, 0, {});
    }
    [[nodiscard]] QAction* entry(const QString& text) const
    {
        const auto actions = tree()->actions();
        const auto found = std::ranges::find_if(
            actions, [&text](const QAction* each) { return QString(each->text()).remove(u'&') == text; });
        return found == actions.end() ? nullptr : *found;
    }
    static void write(const QString& file, const QByteArray& bytes)
    {
        QFile written(file);
        QVERIFY(written.open(QIODevice::WriteOnly));
        QCOMPARE(written.write(bytes), bytes.size());
    }
    /// Chooses an entry of the menu of files, and in the dialog that it opens this file.
    void chooseFile(const QString& text, const QString& file) const
    {
        const auto actions = m_window->findChildren<QAction*>();
        const auto found = std::ranges::find_if(
            actions, [&text](const QAction* each) { return QString(each->text()).remove(u'&') == text; });
        QVERIFY(found != actions.end());
        (*found)->trigger();
        auto* dialog = m_window->findChild<QFileDialog*>();
        QVERIFY(dialog);
        Q_EMIT dialog->fileSelected(file);
        delete dialog;
    }
    /// Chooses an entry in the menu of the newest record of a call.
    void chooseInRecord(capture::Operation operation, const QString& text) const
    {
        const auto reader = m_window->session().newReader().value();
        std::optional<quint64> newest;
        QTRY_VERIFY_WITH_TIMEOUT((newest = newestOf(*reader, operation)), Deadline);
        QMenu menu;
        Q_EMIT m_window->findChild<ui::TrafficPane*>()->menu()->opened(&menu, *newest);
        const auto actions = menu.actions();
        const auto found = std::ranges::find(actions, text, &QAction::text);
        QVERIFY(found != actions.end());
        (*found)->trigger();
    }
    static std::optional<quint64> newestOf(capture::Reader& reader, capture::Operation operation)
    {
        for (quint64 index = reader.recordCount(); index-- > 0;) {
            const auto record = reader.record({index});
            if (record && record->operation == operation && record->payloadSize > 0)
                return index;
        }
        return {};
    }

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { end(); }

    void composedPayloadsAreSentByTheirKeysByteForByte()
    {
        const PeerSocket peer = connected();
        QVERIFY(peer.isOpen());
        save(u"Zoë\nsays"_s, u"Text"_s, u"CRLF"_s);
        save(u"\\x00\\xff"_s, u"Escaped"_s, u"NUL"_s);
        save(u"de ad\nbe ef"_s, u"Hex"_s);
        payload()->setPlainText(u"stays"_s);
        press(Qt::Key_1);
        press(Qt::Key_2);
        press(Qt::Key_3);
        const QByteArray expected("Zo\xc3\xab\nsays\r\n\0\xff\0\xde\xad\xbe\xef", 18);
        QCOMPARE(peer.receiveAll(expected.size()), expected);
        QCOMPARE(payload()->toPlainText(), u"stays"_s);
    }

    void aRecordsBytesAreSentAgainByTheirKey()
    {
        const PeerSocket peer = connected();
        const QByteArray bytes("\x01two\r\n\xfe", 7);
        QVERIFY(peer.sendAll(bytes));
        chooseInRecord(capture::Operation::Recv, u"Save Payload"_s);
        QCOMPARE(names().size(), 1);
        QVERIFY(tree()->isVisible());
        press(Qt::Key_1);
        QCOMPARE(peer.receiveAll(bytes.size()), bytes);
    }

    void aDatagramGoesToWhomItWasSavedFor()
    {
        const PeerSocket peer = listening(net::Protocol::Udp);
        open(session::OpenAs::Listener, net::Protocol::Udp, u"127.0.0.1"_s, 0);
        QTRY_VERIFY_WITH_TIMEOUT(composerCanSend(), Deadline);
        find<QLineEdit>("Target address")->setText(u"127.0.0.1"_s);
        find<QLineEdit>("Target port")->setText(QString::number(peer.local().port()));
        save(u"to you"_s);
        find<QLineEdit>("Target port")->setText(u"1"_s);
        press(Qt::Key_1);
        QCOMPARE(peer.receive(), QByteArray("to you"));
    }

    void theOrderSaysWhichKeySendsWhat()
    {
        const PeerSocket peer = connected();
        save(u"first"_s);
        save(u"second"_s);
        QCOMPARE(names(), (QStringList{u"first"_s, u"second"_s}));
        drag(1, 0);
        QTRY_COMPARE_WITH_TIMEOUT(names(), (QStringList{u"second"_s, u"first"_s}), Deadline);
        press(Qt::Key_1);
        QCOMPARE(peer.receiveAll(6), QByteArray("second"));
    }

    void enterAndTheButtonSendTheSelectedOne()
    {
        const PeerSocket peer = connected();
        save(u"first"_s);
        save(u"second"_s);
        select(1);
        tree()->setFocus();
        QTest::keyClick(tree(), Qt::Key_Return);
        QCOMPARE(peer.receiveAll(6), QByteArray("second"));
        select(0);
        QTest::mouseClick(find<QPushButton>("Send payload"), Qt::LeftButton);
        QCOMPARE(peer.receiveAll(5), QByteArray("first"));
    }

    void twoWindowsSeeEachOthersChanges()
    {
        library::PayloadLibrary elsewhere(path("payloads.json"));
        const std::unique_ptr<ui::MainWindow> other(new ui::MainWindow(
            std::move(*session::Session::create(path("captures"))), *m_settings, *m_history, elsewhere));
        other->setAttribute(Qt::WA_DeleteOnClose, false);
        const auto trees = other->findChildren<QTreeView*>();
        const auto found = std::ranges::find(trees, u"Payloads"_s, &QTreeView::accessibleName);
        QVERIFY(found != trees.end());
        save(u"from here"_s);
        QTRY_COMPARE_WITH_TIMEOUT((*found)->model()->rowCount(), 1, Deadline);
        const QModelIndex row = (*found)->model()->index(0, 0);
        QVERIFY((*found)->model()->setData(row, u"renamed there"_s, Qt::EditRole));
        QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList{u"renamed there"_s}, Deadline);
    }

    void aNameThatIsBeingTypedOutlivesAnothersChange()
    {
        library::PayloadLibrary elsewhere(path("payloads.json"));
        save(u"mine"_s);
        QTRY_COMPARE_WITH_TIMEOUT(elsewhere.payloads().size(), 1U, Deadline);
        select(0);
        entry(u"Rename"_s)->trigger();
        editor()->setText(u"half ty"_s);
        library::Payload theirs;
        theirs.name = u"theirs"_s;
        QVERIFY(elsewhere.change(library::AddPayloads{{theirs}, {}}));
        QTRY_COMPARE_WITH_TIMEOUT(names().size(), 2, Deadline);
        QVERIFY(editor());
        QCOMPARE(editor()->text(), u"half ty"_s);
        typeName(u"half typed"_s);
        QCOMPARE(names(), (QStringList{u"half typed"_s, u"theirs"_s}));
    }

    void thePaneIsClosedUntilSomethingIsSaved()
    {
        m_window->openEchoLab();
        QTRY_VERIFY_WITH_TIMEOUT(hasPlacedPanes(), Deadline);
        QVERIFY(!tree()->isVisible());
        save(u"first"_s);
        QTRY_VERIFY_WITH_TIMEOUT(tree()->isVisible(), Deadline);
        m_window->resetLayout();
        QTRY_VERIFY_WITH_TIMEOUT(!tree()->isVisible(), Deadline);
        QTest::keyClick(m_window, Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(tree()->isVisible() && tree()->hasFocus(), Deadline);
    }

    void whatIsSavedIsNamedAtOnce()
    {
        payload()->setPlainText(u"GET / HTTP/1.0\nHost: here"_s);
        payload()->setFocus();
        press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(editor(), Deadline);
        QCOMPARE(editor()->text(), u"GET / HTTP/1.0"_s);
        typeName(u"front page"_s);
        QCOMPARE(names(), QStringList{u"front page"_s});
    }

    void deletingCanBeUndone()
    {
        for (const char16_t* text : {u"1", u"2", u"3"})
            save(QString::fromUtf16(text));
        select(1);
        tree()->setFocus();
        QTest::keyClick(tree(), Qt::Key_Delete);
        QCOMPARE(names(), (QStringList{u"1"_s, u"3"_s}));
        QVERIFY(button("Undo"));
        QTest::mouseClick(button("Undo"), Qt::LeftButton);
        QCOMPARE(names(), (QStringList{u"1"_s, u"2"_s, u"3"_s}));
    }

    void duplicatesStandBehindWhatTheyAreOf()
    {
        save(u"1"_s);
        save(u"2"_s);
        select(0);
        entry(u"Duplicate"_s)->trigger();
        QCOMPARE(names(), (QStringList{u"1"_s, u"1 (copy)"_s, u"2"_s}));
    }

    void groupsAreMadeAndNamedInPlace()
    {
        save(u"1"_s);
        save(u"2"_s);
        select(0);
        QMenu* groups = entry(u"Move to Group"_s)->menu();
        Q_EMIT groups->aboutToShow();
        groups->actions().front()->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(editor(), Deadline);
        typeName(u"device"_s);
        QCOMPARE(names(), (QStringList{u"2"_s, u"device"_s, u"1"_s}));
        QCOMPARE(m_payloads->payloads().back().group, u"device"_s);
    }

    void aSearchShowsWhatHasTheWords()
    {
        save(u"login"_s);
        save(u"logout"_s);
        auto* search = find<QLineEdit>("Find payload");
        search->setText(u"OUT"_s);
        QCOMPARE(names(), QStringList{u"logout"_s});
        search->clear();
        QCOMPARE(names().size(), 2);
    }

    void putIntoPayloadLetsItBeChanged()
    {
        save(u"\\x01"_s, u"Escaped"_s, u"LF"_s);
        payload()->setPlainText(QString());
        select(0);
        entry(u"Put into Payload"_s)->trigger();
        QCOMPARE(payload()->toPlainText(), u"\\x01"_s);
        QCOMPARE(find<QComboBox>("Payload format")->currentText(), u"Escaped"_s);
        QCOMPARE(find<QComboBox>("Line ending")->currentText(), u"LF"_s);
    }

    void payloadsAreExportedAndImportedByFile()
    {
        save(u"one"_s);
        save(u"two"_s);
        chooseFile(u"Export Payloads..."_s, path("exported.json"));
        QVERIFY2(notice().contains(u"2 payloads"_s), qPrintable(notice()));
        chooseFile(u"Import Payloads..."_s, path("exported.json"));
        QVERIFY2(notice().contains(u"2 were there already"_s), qPrintable(notice()));
        QCOMPARE(names(), (QStringList{u"one"_s, u"two"_s}));
        select(0);
        tree()->setFocus();
        QTest::keyClick(tree(), Qt::Key_Delete);
        chooseFile(u"Import Payloads..."_s, path("exported.json"));
        QCOMPARE(names(), (QStringList{u"two"_s, u"one"_s}));
    }

    void aFileThatCannotBeImportedChangesNothing()
    {
        save(u"one"_s);
        write(path("bad.json"), "[{\"name\":\"x\",\"hexstring\":\"61\"},{\"name\":\"y\"}]");
        chooseFile(u"Import Payloads..."_s, path("bad.json"));
        QVERIFY2(notice().contains(path("bad.json")) && notice().contains(u"#2"_s), qPrintable(notice()));
        QCOMPARE(names(), QStringList{u"one"_s});
    }

    void saysWhyNothingIsSent()
    {
        press(Qt::Key_1);
        QVERIFY(notice().contains(u"No payload is saved"_s));
        save(u"hello"_s);
        press(Qt::Key_1);
        QVERIFY2(notice().contains(u"hello was not sent"_s), qPrintable(notice()));
        save(u"0g"_s, u"Hex"_s);
        const PeerSocket peer = connected();
        press(Qt::Key_2);
        QVERIFY2(notice().contains(u"Not a hex digit at position 2"_s), qPrintable(notice()));
        press(Qt::Key_9);
        QVERIFY2(notice().contains(u"Ctrl+9"_s), qPrintable(notice()));
    }

    void aDamagedFileIsToldOfAndKept()
    {
        write(path("payloads.json"), "{");
        QTRY_VERIFY_WITH_TIMEOUT(notice().contains(u"line 1"_s) && notice().contains(u"another name"_s), Deadline);
        save(u"typed"_s);
        QVERIFY2(notice().contains(u"payloads.json.unreadable-1"_s), qPrintable(notice()));
        QCOMPARE(names(), QStringList{u"typed"_s});
    }

    void saysWhenTheyCannotBeSaved()
    {
        write(path("payloads.json"), R"({"version":2,"payloads":[]})");
        QTRY_VERIFY_WITH_TIMEOUT(notice().contains(u"later version"_s), Deadline);
        payload()->setPlainText(u"typed"_s);
        payload()->setFocus();
        press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(notice().contains(path("payloads.json")));
        QCOMPARE(payload()->toPlainText(), u"typed"_s);
        QVERIFY(names().isEmpty());
    }
};

QTEST_MAIN(TestSavedPayloads)
#include "tst_savedpayloads.moc"
