// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/properties/propertymodel.h"
#include "socketproperties.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <netinet/in.h>
#include <netinet/tcp.h>

#include <limits>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using session::PropertyGroup;
using session::PropertyModel;

namespace {

constexpr auto Fatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

QModelIndex find(const PropertyModel& model, const QString& name, int column = PropertyModel::ValueColumn)
{
    for (int top = 0; top < model.rowCount(); ++top) {
        const QModelIndex parent = model.index(top, 0);
        if (parent.data() == name)
            return parent.siblingAtColumn(column);
        for (int row = 0; row < model.rowCount(parent); ++row) {
            if (model.index(row, 0, parent).data() == name)
                return model.index(row, column, parent);
        }
    }
    return {};
}

QString text(const PropertyModel& model, const QString& name, int column = PropertyModel::ValueColumn)
{
    return find(model, name, column).data().toString();
}

int error(const PropertyModel& model, const QString& name)
{
    return find(model, name).data(PropertyModel::ErrorRole).toInt();
}

QStringList groups(const PropertyModel& model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row) {
        if (!model.index(row, 0).data(PropertyModel::KeyRole).isValid())
            names.append(model.index(row, 0).data().toString());
    }
    return names;
}

/// A model that shows a real socket, and does with it what the engine would.
struct Bench
{
    explicit Bench(const SocketKind& socketKind)
        : kind(socketKind)
        , pair(connectedPair(socketKind))
    {
        QObject::connect(&model, &PropertyModel::commandRequested, &model, [this](const engine::Command& command) {
            if (const auto* option = std::get_if<engine::SetOption>(&command))
                setter.set(fd(), option->setting);
        });
        model.setEndpoint({1});
        read();
    }

    [[nodiscard]] int fd() const { return pair.client.get(); }
    [[nodiscard]] engine::Properties properties() const
    {
        engine::Properties properties = socketProperties(fd(), kind, 1);
        properties.failures = setter.failures();
        return properties;
    }
    void read() { model.update(properties()); }

    SocketKind kind;
    ConnectedPair pair;
    OptionSetter setter;
    PropertyModel model;
    QAbstractItemModelTester tester{&model, Fatal};
};

const SocketKind& Tcp4 = SocketKinds[0];

} // namespace

class TestPropertyModel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void groupsFollowTheKindOfSocket_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QStringList>("expected");
        const QStringList always{u"Common"_s, u"Facts"_s, u"SOL_SOCKET"_s};
        QTest::newRow("TCP v4") << 0 << always + QStringList{u"IPPROTO_IP"_s, u"IPPROTO_TCP"_s, u"TCP_INFO"_s};
        QTest::newRow("UDP v4") << 2 << always + QStringList{u"IPPROTO_IP"_s, u"IPPROTO_UDP"_s};
        QTest::newRow("Unix stream") << 4 << always;
    }
    void groupsFollowTheKindOfSocket()
    {
        QFETCH(int, kind);
        QFETCH(QStringList, expected);
        const Bench bench(SocketKinds[static_cast<std::size_t>(kind)]);
        QCOMPARE(groups(bench.model), expected);
        QCOMPARE(bench.model.index(0, 0).data().toString(), u"Mode"_s); // above all of them
    }

    void everyKindOfSocketCanBeShown()
    {
        for (const SocketKind& kind : SocketKinds) {
            const Bench bench(kind);
            for (const QString& name : {u"name"_s, u"state"_s, u"family"_s, u"type"_s, u"descriptor"_s, u"Mode"_s,
                     u"Timeout"_s, u"Receive"_s, u"Receive size"_s, u"Echo"_s, u"SO_RCVBUF"_s})
                QVERIFY2(!text(bench.model, name).isEmpty(), qPrintable(QLatin1String(kind.name) + u' ' + name));
        }
    }

    void valuesAreTheKernelsOwn()
    {
        const Bench bench(Tcp4);
        QCOMPARE(text(bench.model, u"family"_s), u"AF_INET"_s);
        QCOMPARE(text(bench.model, u"SO_TYPE"_s), u"SOCK_STREAM"_s);
        QCOMPARE(text(bench.model, u"tcpi_state"_s), u"ESTABLISHED"_s);
        QCOMPARE(
            text(bench.model, u"SO_RCVBUF"_s), QString::number(*net::getIntOption(bench.fd(), SOL_SOCKET, SO_RCVBUF)));
        QCOMPARE(text(bench.model, u"local address"_s), QString::fromStdString(localAddress(bench.fd()).toString()));
    }

    void askedIsShownBesideWhatTheKernelMadeOfIt()
    {
        Bench bench(Tcp4);
        QVERIFY(bench.model.setData(find(bench.model, u"SO_RCVBUF"_s), u"10000"_s, Qt::EditRole));
        bench.read();
        QCOMPARE(text(bench.model, u"SO_RCVBUF"_s), u"20000"_s);
        QCOMPARE(text(bench.model, u"SO_RCVBUF"_s, PropertyModel::AskedColumn), u"10000"_s);
    }

    void askedIsNotShownWhereItWasObeyed()
    {
        Bench bench(Tcp4);
        QVERIFY(bench.model.setData(find(bench.model, u"TCP_KEEPIDLE"_s), u"33"_s, Qt::EditRole));
        bench.read();
        QCOMPARE(text(bench.model, u"TCP_KEEPIDLE"_s), u"33"_s);
        QCOMPARE(text(bench.model, u"TCP_KEEPIDLE"_s, PropertyModel::AskedColumn), QString());
    }

    void flagIsSetByCheckStateAndByWord()
    {
        Bench bench(Tcp4);
        const QModelIndex noDelay = find(bench.model, u"TCP_NODELAY"_s);
        QVERIFY(noDelay.flags() & Qt::ItemIsUserCheckable);
        QCOMPARE(noDelay.data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
        QVERIFY(bench.model.setData(noDelay, Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(*net::getIntOption(bench.fd(), IPPROTO_TCP, TCP_NODELAY), 1);
        bench.read();
        QCOMPARE(noDelay.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        QVERIFY(bench.model.setData(noDelay, u"off"_s, Qt::EditRole));
        bench.read();
        QCOMPARE(text(bench.model, u"TCP_NODELAY"_s), u"0"_s);
    }

    void badTextStaysAtItsRowWithItsError_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("input");
        QTest::addColumn<int>("code");
        QTest::newRow("no number") << u"SO_RCVBUF"_s << u"lots"_s << EINVAL;
        QTest::newRow("empty") << u"SO_RCVBUF"_s << QString() << EINVAL;
        QTest::newRow("over range") << u"TCP_KEEPIDLE"_s << u"99999999999"_s << ERANGE;
        QTest::newRow("no flag") << u"TCP_NODELAY"_s << u"maybe"_s << EINVAL;
        QTest::newRow("negative timeout") << u"Timeout"_s << u"-1"_s << ERANGE;
        QTest::newRow("timeout nan") << u"Timeout"_s << u"nan"_s << EINVAL;
        QTest::newRow("timeout too long") << u"Timeout"_s << u"1e300"_s << ERANGE;
        QTest::newRow("no mode") << u"Mode"_s << u"sleepy"_s << EINVAL;
        QTest::newRow("no receive size") << u"Receive size"_s << u"0"_s << ERANGE;
        QTest::newRow("receive size too large") << u"Receive size"_s << u"99999999999999999999"_s << EINVAL;
        QTest::newRow("no echo") << u"Echo"_s << u"2"_s << EINVAL;
    }
    void badTextStaysAtItsRowWithItsError()
    {
        QFETCH(QString, name);
        QFETCH(QString, input);
        QFETCH(int, code);
        Bench bench(Tcp4);
        const QString before = text(bench.model, name);
        QSignalSpy refresh(&bench.model, &PropertyModel::refreshRequested);
        QVERIFY(!bench.model.setData(find(bench.model, name), input, Qt::EditRole));
        QCOMPARE(refresh.count(), 0);
        QCOMPARE(error(bench.model, name), code);
        QCOMPARE(text(bench.model, name), before);
        QCOMPARE(text(bench.model, name, PropertyModel::AskedColumn), input);
        bench.read();
        QCOMPARE(error(bench.model, name), code);
    }

    void errorGoesWithTheNextGoodValue()
    {
        Bench bench(Tcp4);
        bench.model.setData(find(bench.model, u"TCP_KEEPIDLE"_s), u"x"_s, Qt::EditRole);
        QCOMPARE(error(bench.model, u"TCP_KEEPIDLE"_s), EINVAL);
        QVERIFY(bench.model.setData(find(bench.model, u"TCP_KEEPIDLE"_s), u"44"_s, Qt::EditRole));
        bench.read();
        QCOMPARE(error(bench.model, u"TCP_KEEPIDLE"_s), 0);
        QCOMPARE(text(bench.model, u"TCP_KEEPIDLE"_s), u"44"_s);
    }

    void kernelsRefusalIsShownAtItsRow()
    {
        Bench bench(Tcp4);
        QVERIFY(bench.model.setData(find(bench.model, u"TCP_CONGESTION"_s), u"no-such-control"_s, Qt::EditRole));
        bench.read();
        QCOMPARE(error(bench.model, u"TCP_CONGESTION"_s), ENOENT);
        QCOMPARE(text(bench.model, u"TCP_CONGESTION"_s, PropertyModel::AskedColumn), u"no-such-control"_s);
    }

    void refusalGoesWithAReadingThatHasItNot()
    {
        Bench bench(Tcp4);
        engine::Properties properties = bench.properties();
        properties.failures = {{SOL_SOCKET, SO_MARK, {EPERM, "setsockopt(SO_MARK)"}}};
        bench.model.update(properties);
        QCOMPARE(error(bench.model, u"SO_MARK"_s), EPERM);
        bench.read();
        QCOMPARE(error(bench.model, u"SO_MARK"_s), 0);
    }

    void refusalBelongsToItsEndpoint()
    {
        Bench bench(Tcp4);
        engine::Properties properties = bench.properties();
        properties.failures = {{SOL_SOCKET, SO_MARK, {EPERM, "setsockopt(SO_MARK)"}}};
        bench.model.update(properties);
        bench.model.setEndpoint({2});
        bench.model.update(socketProperties(bench.pair.server.get(), Tcp4, 2));
        QCOMPARE(error(bench.model, u"SO_MARK"_s), 0);
    }

    void readOnlyValuesCannotBeSet()
    {
        Bench bench(Tcp4);
        for (const QString& name : {u"SO_TYPE"_s, u"state"_s, u"O_NONBLOCK"_s, u"tcpi_rtt"_s}) {
            const QModelIndex index = find(bench.model, name);
            QVERIFY2(index.isValid(), qPrintable(name));
            QVERIFY(!(index.flags() & Qt::ItemIsEditable));
            QVERIFY(index.flags() & Qt::ItemIsSelectable);
            QVERIFY(index.data(PropertyModel::ReadOnlyRole).toBool());
            QVERIFY(!bench.model.setData(index, u"1"_s, Qt::EditRole));
        }
        QVERIFY(!bench.model.setData(find(bench.model, u"SO_RCVBUF"_s, 0), u"1"_s, Qt::EditRole));
        QVERIFY(!bench.model.setData(bench.model.index(0, 0), u"1"_s, Qt::EditRole));
    }

    void optionThatCanOnlyBeSetIsListedWithoutAValue()
    {
        const Bench bench(Tcp4);
        const QModelIndex index = find(bench.model, u"SO_RCVBUFFORCE"_s);
        QVERIFY(index.isValid());
        QCOMPARE(index.data().toString(), QString());
        QVERIFY(index.flags() & Qt::ItemIsEditable);
    }

    void endedEndpointIsReadOnly()
    {
        Bench bench(Tcp4);
        engine::Properties properties;
        properties.status = bench.properties().status;
        properties.status.state = engine::State::Closed;
        properties.status.fd = -1;
        bench.model.update(properties);
        QCOMPARE(groups(bench.model), QStringList(u"Facts"_s));
        QVERIFY(!(find(bench.model, u"Mode"_s).flags() & Qt::ItemIsEditable));
    }

    void modeAndTimeoutAreWhatSettimeoutTakes_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("input");
        QTest::addColumn<int>("mode");
        QTest::addColumn<qint64>("nanoseconds");
        const auto row = [](const char* title, const QString& name, const QString& input, net::Mode mode,
                             std::chrono::nanoseconds timeout) {
            QTest::newRow(title) << name << input << static_cast<int>(mode) << qint64(timeout.count());
        };
        row("blocking", u"Mode"_s, u"blocking"_s, net::Mode::Blocking, 0ns);
        row("non-blocking", u"Mode"_s, u"Non-Blocking"_s, net::Mode::NonBlocking, 0ns);
        row("timeout begins with five seconds", u"Mode"_s, u"timeout"_s, net::Mode::Timeout, 5s);
        row("settimeout(2.5)", u"Timeout"_s, u"2.5"_s, net::Mode::Timeout, 2500ms);
        row("with unit", u"Timeout"_s, u" 2.5 s "_s, net::Mode::Timeout, 2500ms);
        row("settimeout(0)", u"Timeout"_s, u"0"_s, net::Mode::NonBlocking, 0ns);
        row("settimeout(None)", u"Timeout"_s, u"none"_s, net::Mode::Blocking, 0ns);
        row("never rounds to another mode", u"Timeout"_s, u"1e-12"_s, net::Mode::Timeout, 1ns);
    }
    void modeAndTimeoutAreWhatSettimeoutTakes()
    {
        QFETCH(QString, name);
        QFETCH(QString, input);
        QFETCH(int, mode);
        QFETCH(qint64, nanoseconds);
        Bench bench(Tcp4);
        net::ModeSetting asked;
        connect(&bench.model, &PropertyModel::commandRequested, &bench.model,
            [&asked](const engine::Command& command) { asked = std::get<engine::SetMode>(command).mode; });
        QVERIFY(bench.model.setData(find(bench.model, name), input, Qt::EditRole));
        QCOMPARE(static_cast<int>(asked.mode), mode);
        QCOMPARE(qint64(asked.timeout.count()), nanoseconds);

        engine::Properties properties = bench.properties();
        properties.status.mode = asked;
        bench.model.update(properties);
        QCOMPARE(find(bench.model, u"Mode"_s).data(PropertyModel::CodeRole).toInt(), mode);
    }

    void lanesAreChosenBesideTheMode()
    {
        Bench bench(Tcp4);
        QCOMPARE(text(bench.model, u"Lanes"_s), u"two"_s);
        std::optional<bool> isOne;
        connect(&bench.model, &PropertyModel::commandRequested, &bench.model,
            [&isOne](const engine::Command& command) { isOne = std::get<engine::SetLanes>(command).oneLane; });
        QVERIFY(bench.model.setData(find(bench.model, u"Lanes"_s), u"one"_s, Qt::EditRole));
        QCOMPARE(isOne, std::optional(true));
        QVERIFY(!bench.model.setData(find(bench.model, u"Lanes"_s), u"three"_s, Qt::EditRole));
    }

    void receiveEchoAndBacklogLeaveAsCommands()
    {
        Bench bench(Tcp4);
        engine::Properties properties = bench.properties();
        properties.status.info.role = capture::Role::Listener;
        properties.status.backlog = 7;
        bench.model.update(properties);
        QCOMPARE(text(bench.model, u"Backlog"_s), u"7"_s);
        engine::Command last;
        connect(&bench.model, &PropertyModel::commandRequested, &bench.model,
            [&last](const engine::Command& command) { last = command; });
        QVERIFY(bench.model.setData(find(bench.model, u"Receive"_s), u"on demand"_s, Qt::EditRole));
        QCOMPARE(int(std::get<engine::SetReceive>(last).mode), int(engine::ReceiveMode::OnDemand));
        QVERIFY(bench.model.setData(find(bench.model, u"Receive size"_s), u"1024"_s, Qt::EditRole));
        QCOMPARE(std::get<engine::SetReceive>(last).size, 1024U);
        QVERIFY(bench.model.setData(find(bench.model, u"Echo"_s), Qt::Checked, Qt::CheckStateRole));
        QVERIFY(engine::echoes(std::get<engine::SetBehaviour>(last).behaviour));
        QVERIFY(bench.model.setData(find(bench.model, u"Backlog"_s), u"5"_s, Qt::EditRole));
        QCOMPARE(std::get<net::ListenCall>(std::get<engine::MakeCall>(last).call).backlog, 5);
        QCOMPARE(engine::endpointOf(last), base::EndpointId{1});
    }

    void eachChangeAsksForAReading()
    {
        Bench bench(Tcp4);
        QSignalSpy refresh(&bench.model, &PropertyModel::refreshRequested);
        QVERIFY(bench.model.setData(find(bench.model, u"TCP_NODELAY"_s), u"1"_s, Qt::EditRole));
        QCOMPARE(refresh.count(), 1);
    }

    void editKnowsTheWayBack()
    {
        Bench bench(Tcp4);
        std::optional<session::PropertyEdit> edit;
        connect(&bench.model, &PropertyModel::edited, &bench.model,
            [&edit](const session::PropertyEdit& made) { edit = made; });
        for (const QString& name : {u"SO_RCVBUF"_s, u"TCP_KEEPIDLE"_s, u"SO_LINGER"_s, u"TCP_NODELAY"_s}) {
            const QString before = text(bench.model, name);
            QVERIFY(bench.model.setData(
                find(bench.model, name), name == u"TCP_NODELAY"_s ? u"1"_s : u"4000"_s, Qt::EditRole));
            bench.read();
            QVERIFY2(text(bench.model, name) != before, qPrintable(name));
            QVERIFY(edit && edit->before);
            bench.model.apply(*edit->before);
            bench.read();
            QCOMPARE(text(bench.model, name), before);
        }
    }

    void updateWithoutNewsAnnouncesNothing()
    {
        Bench bench(SocketKinds[4]);
        const engine::Properties properties = bench.properties();
        bench.model.update(properties);
        QSignalSpy changed(&bench.model, &PropertyModel::dataChanged);
        bench.model.update(properties);
        QCOMPARE(changed.count(), 0);
    }

    void updateAnnouncesOnlyWhatChanged()
    {
        Bench bench(Tcp4);
        engine::Properties properties = bench.properties();
        bench.model.update(properties);
        QSignalSpy changed(&bench.model, &PropertyModel::dataChanged);
        QSignalSpy reset(&bench.model, &PropertyModel::modelReset);
        QSignalSpy inserted(&bench.model, &PropertyModel::rowsInserted);
        QSignalSpy removed(&bench.model, &PropertyModel::rowsRemoved);
        properties.status.counters.bytesIn = 12;
        bench.model.update(properties);
        QCOMPARE(changed.count(), 1);
        const QModelIndex index = changed.at(0).at(0).toModelIndex();
        QCOMPARE(index, find(bench.model, u"received"_s));
        QCOMPARE(changed.at(0).at(1).toModelIndex(), index);
        QCOMPARE(reset.count() + inserted.count() + removed.count(), 0);
    }

    void rowsComeAndGoWithoutReset()
    {
        Bench bench(Tcp4);
        const QPersistentModelIndex kept = find(bench.model, u"TCP_NODELAY"_s);
        QSignalSpy reset(&bench.model, &PropertyModel::modelReset);
        engine::Properties properties = bench.properties();
        properties.status.lastError = base::Error{ECONNRESET, "recv"};
        properties.status.info.peer = localAddress(bench.pair.server.get());
        bench.model.update(properties);
        QCOMPARE(text(bench.model, u"last error"_s), u"recv: ECONNRESET"_s);
        QVERIFY(!text(bench.model, u"peer address"_s).isEmpty());
        bench.read();
        QVERIFY(!find(bench.model, u"last error"_s).isValid());
        QCOMPARE(kept.data(PropertyModel::OptionRole).value<const net::OptionInfo*>(), net::findOption("TCP_NODELAY"));
        QCOMPARE(reset.count(), 0);
    }

    void anotherEndpointTakesThePlaceOfTheFirst()
    {
        Bench bench(Tcp4);
        bench.model.setData(find(bench.model, u"SO_RCVBUF"_s), u"10000"_s, Qt::EditRole);
        bench.read();
        QSignalSpy aboutTo(&bench.model, &PropertyModel::endpointAboutToChange);
        QSignalSpy refresh(&bench.model, &PropertyModel::refreshRequested);
        bench.model.setEndpoint({2});
        QCOMPARE(refresh.count(), 1);
        QCOMPARE(bench.model.endpoint().value, 1U);
        bench.read(); // a late answer for the first
        QCOMPARE(bench.model.endpoint().value, 1U);

        const ConnectedPair udp = connectedPair(SocketKinds[2]);
        bench.model.update(socketProperties(udp.client.get(), SocketKinds[2], 2));
        QCOMPARE(aboutTo.count(), 1);
        QCOMPARE(bench.model.endpoint().value, 2U);
        QVERIFY(!find(bench.model, u"TCP_NODELAY"_s).isValid());
        QCOMPARE(text(bench.model, u"SO_RCVBUF"_s, PropertyModel::AskedColumn), QString());

        bench.model.setEndpoint({1});
        bench.read();
        QCOMPARE(text(bench.model, u"SO_RCVBUF"_s, PropertyModel::AskedColumn), u"10000"_s);
    }

    void clearedModelIsEmptyAndStaysSo()
    {
        Bench bench(Tcp4);
        bench.model.clear();
        QCOMPARE(bench.model.rowCount(), 0);
        bench.read();
        QCOMPARE(bench.model.rowCount(), 0);
        QCOMPARE(bench.model.endpoint().value, 0U);
    }

    void namesFromOutsideAreInert()
    {
        Bench bench(SocketKinds[4]);
        engine::Properties properties = bench.properties();
        properties.status.info.local = *net::Address::fromPath("/tmp/\x1b[2J\xe2\x80\xae");
        bench.model.update(properties);
        QCOMPARE(text(bench.model, u"local address"_s), uR"(/tmp/\x1b[2J\u{202E})"_s);
    }

    void bytesThatFitNoTypeAreShown()
    {
        Bench bench(Tcp4);
        engine::Properties properties = bench.properties();
        for (engine::OptionReading& reading : properties.options)
            reading.value.resize(reading.value.size() / 2 + 1);
        bench.model.update(properties);
        QVERIFY(!text(bench.model, u"SO_RCVBUF"_s).isEmpty());
        QVERIFY(groups(bench.model).contains(u"TCP_INFO"_s));
    }

    void optionThatTheKernelDoesNotHaveIsReadOnlyWithItsErrno()
    {
        Bench bench(Tcp4);
        engine::Properties properties = bench.properties();
        for (engine::OptionReading& reading : properties.options) {
            if (reading.level == SOL_SOCKET && reading.name == SO_MARK)
                reading = {SOL_SOCKET, SO_MARK, {ENOPROTOOPT, "getsockopt(SO_MARK)"}, {}};
        }
        bench.model.update(properties);
        const QModelIndex mark = find(bench.model, u"SO_MARK"_s);
        QCOMPARE(mark.data(PropertyModel::ReadErrorRole).toInt(), ENOPROTOOPT);
        QVERIFY(!(mark.flags() & Qt::ItemIsEditable));
    }
};

QTEST_GUILESS_MAIN(TestPropertyModel)
#include "tst_propertymodel.moc"
