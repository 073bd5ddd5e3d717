// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/reader.h"
#include "session/reopening.h"
#include "tests/ui/shownwindow.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/rowmenu.h"
#include "ui/traffic/trafficpane.h"

#include <QComboBox>
#include <QMenu>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;
using capture::Operation;
using shown::Deadline;

/// What a row's menu does with its bytes, in a window with real sockets.
class TestSendAgain final : public QObject, private shown::Window
{
    Q_OBJECT

    [[nodiscard]] ui::TrafficPane* log() const { return m_window->findChild<ui::TrafficPane*>(); }

    /// The records of an endpoint's calls of one kind.
    [[nodiscard]] std::vector<quint64> recordsOf(base::EndpointId endpoint, Operation operation) const
    {
        std::vector<quint64> found;
        const auto reader = m_window->session().newReader().value();
        for (quint64 index = 0; index < reader->recordCount(); ++index) {
            const auto record = reader->record({index});
            if (record && record->endpoint == endpoint && record->operation == operation)
                found.push_back(index);
        }
        return found;
    }
    [[nodiscard]] std::optional<quint64> latest(base::EndpointId endpoint, Operation operation) const
    {
        const auto found = recordsOf(endpoint, operation);
        return found.empty() ? std::nullopt : std::optional(found.back());
    }

    /// Chooses an entry of a record's menu; gives why it cannot be chosen, empty where it was.
    QString choose(quint64 record, const QString& entry) const
    {
        QMenu menu;
        Q_EMIT log()->menu()->opened(&menu, record);
        for (QAction* action : menu.actions()) {
            if (action->text() != entry)
                continue;
            if (!action->isEnabled())
                return action->toolTip();
            action->trigger();
            return {};
        }
        return u"not offered"_s;
    }

    /// The echo lab, whose client has sent this and received it again.
    base::EndpointId echoed(const QByteArray& bytes)
    {
        m_window->openEchoLab();
        const bool connects = QTest::qWaitFor([this] { return endpoints()->totals().messagesIn >= 2; }, Deadline);
        const auto open = endpoints()->openEndpoints();
        const auto client = std::ranges::find_if(open,
            [this](base::EndpointId id) { return endpoints()->status(id)->info.role == capture::Role::Connection; });
        if (!connects || client == open.end())
            return {};
        m_window->session().send(*client, bytes);
        const bool came = QTest::qWaitFor([this] { return endpoints()->totals().messagesIn >= 4; }, Deadline);
        return came ? *client : base::EndpointId{};
    }

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { end(); }

    void connectionThatWasOpenedAgainSendsForTheOneBefore()
    {
        const base::EndpointId client = echoed("ping");
        const auto sent = latest(client, Operation::Send);
        QVERIFY(sent);
        m_window->session().close(client);
        QTRY_COMPARE_WITH_TIMEOUT(endpoints()->status(client)->state, shown::State::Closed, Deadline);
        QVERIFY(choose(*sent, u"Send Again"_s).contains(u"is closed"_s));
        const base::EndpointId again = m_window->session().reopening()->open(client);
        QTRY_VERIFY_WITH_TIMEOUT(
            endpoints()->status(again) && endpoints()->status(again)->state == shown::State::Connected, Deadline);
        QCOMPARE(choose(*sent, u"Send Again"_s), QString());
        QTRY_COMPARE_WITH_TIMEOUT(endpoints()->status(again)->counters.bytesOut, quint64(4), Deadline);
    }

    void sentBytesGoAgainToTheSameConnection()
    {
        const base::EndpointId client = echoed("again\r\n");
        const std::size_t before = recordsOf(client, Operation::Send).size();
        const auto sent = latest(client, Operation::Send);
        QVERIFY(sent);
        QCOMPARE(choose(*sent, u"Send Again"_s), QString());
        QTRY_COMPARE_WITH_TIMEOUT(recordsOf(client, Operation::Send).size(), before + 1, Deadline);
        const auto reader = m_window->session().newReader().value();
        QCOMPARE(reader->record({*latest(client, Operation::Send)})->result, 7);
    }

    void receivedBytesAreForThePayload()
    {
        const base::EndpointId client = echoed("two\nlines");
        const auto received = latest(client, Operation::Recv);
        QVERIFY(received);
        QVERIFY(choose(*received, u"Send Again"_s).contains(u"received"_s));
        QCOMPARE(choose(*received, u"Put into Payload"_s), QString());
        QCOMPARE(payload()->toPlainText(), u"two\nlines"_s);
        QCOMPARE(find<QComboBox>("Payload format")->currentText(), u"Text"_s);
    }

    void bytesThatAreNoTextAreEscapedOrHex_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("text");
        QTest::newRow("a carriage return") << QByteArray("a\r\n") << u"Escaped"_s << u"a\\r\\n"_s;
        // Too long for a line as escapes: hex can have several.
        QString lines;
        for (int line = 0; line < 200; ++line)
            lines += u"ff "_s.repeated(32).chopped(1) + u'\n';
        QTest::newRow("many") << QByteArray(6400, '\xff') << u"Hex"_s << lines.chopped(1);
    }
    void bytesThatAreNoTextAreEscapedOrHex()
    {
        QFETCH(QByteArray, bytes);
        const base::EndpointId client = echoed(bytes);
        const auto sent = latest(client, Operation::Send);
        QVERIFY(sent);
        QCOMPARE(choose(*sent, u"Put into Payload"_s), QString());
        QTEST(payload()->toPlainText(), "text");
        QTEST(find<QComboBox>("Payload format")->currentText(), "format");
    }

    void whatAClosedConnectionSentSaysSo()
    {
        const base::EndpointId client = echoed("gone");
        const auto sent = latest(client, Operation::Send);
        QVERIFY(sent);
        m_window->session().close(client);
        QTRY_VERIFY_WITH_TIMEOUT(endpoints()->status(client)->state == shown::State::Closed, Deadline);
        QVERIFY(choose(*sent, u"Send Again"_s).contains(u"closed"_s));
    }

    void datagramsGoAgainToTheirReceiver()
    {
        open(session::OpenAs::Listener, net::Protocol::Udp, u"127.0.0.1"_s, 0);
        QTRY_VERIFY_WITH_TIMEOUT(current() && current()->state == shown::State::Bound, Deadline);
        const base::EndpointId socket = current()->id;
        m_window->session().sendTo(socket, "to myself", current()->info.local);
        QTRY_VERIFY_WITH_TIMEOUT(latest(socket, Operation::RecvFrom), Deadline);
        const auto sent = latest(socket, Operation::SendTo);
        QVERIFY(sent);
        QCOMPARE(choose(*sent, u"Send Again"_s), QString());
        QTRY_COMPARE_WITH_TIMEOUT(recordsOf(socket, Operation::RecvFrom).size(), std::size_t(2), Deadline);
    }
};

QTEST_MAIN(TestSendAgain)
#include "tst_sendagain.moc"
