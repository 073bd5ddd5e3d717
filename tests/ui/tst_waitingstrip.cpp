// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/models/endpointmodel.h"
#include "ui/calls/waitingstrip.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <array>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using base::EndpointId;
using capture::Operation;
using engine::EndpointStatus;
using engine::WaitingCall;
using ui::WaitingRows;

namespace {

const auto Start = base::Monotonic::now();

WaitingCall waiting(Operation operation, std::chrono::milliseconds since = 0ms)
{
    return {.operation = operation, .asked = 1024, .since = Start + since};
}

EndpointStatus endpoint(quint32 id, std::vector<WaitingCall> calls)
{
    EndpointStatus status;
    status.id = {id};
    status.info.name = "socket" + std::to_string(id);
    status.state = engine::State::Connected;
    status.waiting = std::move(calls);
    return status;
}

} // namespace

/// Which waiting calls are shown, and when; the strip that shows them.
class TestWaitingStrip final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void callComesWhenItHasWaitedAMoment()
    {
        WaitingRows rows;
        rows.update({endpoint(1, {waiting(Operation::Accept)})}, Start);
        QVERIFY(rows.rows({}, Start).empty());
        QCOMPARE(rows.rows({}, Start + WaitingRows::Delay).size(), std::size_t{1});
    }

    void callThatHadWaitedBeforeItIsLookedAtComesAtOnce()
    {
        WaitingRows rows;
        rows.update({endpoint(1, {waiting(Operation::Accept)})}, Start + 1s);
        QCOMPARE(rows.rows({}, Start + 1s).size(), std::size_t{1});
    }

    void receiveThatIsMadeAgainStays()
    {
        WaitingRows rows;
        rows.update({endpoint(1, {waiting(Operation::Recv)})}, Start + 1s);
        rows.update({endpoint(1, {})}, Start + 1100ms);
        QCOMPARE(rows.rows({}, Start + 1100ms).size(), std::size_t{1});
        rows.update({endpoint(1, {waiting(Operation::Recv, 1200ms)})}, Start + 1200ms);
        QCOMPARE(rows.rows({}, Start + 1200ms).size(), std::size_t{1});
        QCOMPARE(ui::waitedText(rows.rows({}, Start + 1200ms).front()), u"0.0 s"_s);
    }

    void fileTellsHowFarItIs()
    {
        engine::WaitingCall call = waiting(Operation::FileRead);
        const auto text = [&call] { return ui::waitingText({{1}, "socket1", call, Start}); };
        QCOMPARE(text(), u"socket1 waits in read()"_s);
        call.moved = 3 * 1024 * 1024;
        QCOMPARE(text(), u"socket1 waits in read() 3.0 MiB"_s);
        call.total = 16 * 1024 * 1024;
        QCOMPARE(text(), u"socket1 waits in read() 3.0 MiB of 16.0 MiB"_s);
    }

    void callThatEndedGoesAfterAMoment()
    {
        WaitingRows rows;
        rows.update({endpoint(1, {waiting(Operation::Recv)})}, Start + 1s);
        rows.update({}, Start + 1s + WaitingRows::Hold + 1ms);
        QVERIFY(rows.isEmpty());
    }

    void cancelledCallGoesAtOnce()
    {
        WaitingRows rows;
        rows.update({endpoint(1, {waiting(Operation::Recv)})}, Start + 1s);
        rows.release({1});
        rows.update({}, Start + 1001ms);
        QVERIFY(rows.isEmpty());
    }

    void callThatWasNeverShownIsNotHeld()
    {
        WaitingRows rows;
        rows.update({endpoint(1, {waiting(Operation::SendAll)})}, Start);
        rows.update({}, Start + 10ms);
        QVERIFY(rows.isEmpty());
    }

    void currentEndpointsCallsAreShownAndTheOthersCounted()
    {
        WaitingRows rows;
        const auto now = Start + 1s;
        rows.update({endpoint(1, {waiting(Operation::Accept)}),
                        endpoint(2, {waiting(Operation::Recv), waiting(Operation::SendAll)})},
            now);
        QCOMPARE(rows.rows({2}, now).size(), std::size_t{2});
        QCOMPARE(rows.rows({2}, now).front().call.operation, Operation::Recv);
        QCOMPARE(rows.others({2}, now), 1);
        QCOMPARE(rows.rows({3}, now).front().endpoint, EndpointId{1});
    }

    void rowTellsTheCallAndThatItIsQueued()
    {
        WaitingRows rows;
        WaitingCall queued = waiting(Operation::SendAll);
        queued.isQueued = true;
        rows.update({endpoint(1, {waiting(Operation::Recv), queued})}, Start + 3200ms);
        const auto shown = rows.rows({}, Start + 3200ms);
        QCOMPARE(ui::waitingText(shown.at(0)), u"socket1 waits in recv(1024)"_s);
        QCOMPARE(ui::waitingText(shown.at(1)), u"socket1 waits to make sendall(1024), behind another call"_s);
        QCOMPARE(ui::waitedText(shown.at(0)), u"3.2 s"_s);
    }

    void stripIsShownWhileACallWaitsAndCancelsIt()
    {
        session::EndpointModel model;
        ui::WaitingStrip strip;
        strip.setModel(&model);
        QVERIFY(strip.isHidden());
        model.apply(std::array{endpoint(7, {waiting(Operation::Accept)})});
        QTRY_VERIFY(strip.isVisible());
        auto* cancel = strip.findChild<QPushButton*>();
        QCOMPARE(cancel->accessibleName(), u"Cancel call"_s);
        QSignalSpy spy(&strip, &ui::WaitingStrip::cancelRequested);
        cancel->click();
        QCOMPARE(spy.at(0).at(0).value<EndpointId>(), EndpointId{7});
        model.apply(std::array{endpoint(7, {})});
        QTRY_VERIFY(strip.isHidden());
    }
};

QTEST_MAIN(TestWaitingStrip)
#include "tst_waitingstrip.moc"
