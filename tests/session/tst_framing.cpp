// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "message/ruletext.h"
#include "session/framing.h"
#include "session/properties/propertymodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <cerrno>

using namespace Qt::StringLiterals;
using session::Framing;
using session::PropertyModel;

namespace {

engine::Properties propertiesOf(std::uint32_t id, std::uint32_t parent, engine::State state)
{
    engine::Properties properties;
    properties.status.id = {id};
    properties.status.info.name = "endpoint";
    properties.status.info.parent = {parent};
    properties.status.state = state;
    return properties;
}

/// A model of an endpoint, wired to the framing as the window wires it.
struct Bench
{
    explicit Bench(engine::Properties shown)
        : properties(std::move(shown))
    {
        QObject::connect(&model, &PropertyModel::framingRequested, &framing,
            [this](const session::FramingChange& change) { framing.setRule(change.endpoint, change.rule); });
        QObject::connect(&framing, &Framing::changed, &model, [this] { model.setFraming(framing.rules()); });
        QObject::connect(&model, &PropertyModel::refreshRequested, &model, [this] { model.update(properties); });
        model.setEndpoint(properties.status.id);
    }
    [[nodiscard]] QModelIndex row() const
    {
        for (int i = 0; i < model.rowCount(); ++i) {
            if (model.index(i, 0).data() == u"Framing"_s)
                return model.index(i, PropertyModel::ValueColumn);
        }
        return {};
    }

    engine::Properties properties;
    Framing framing;
    PropertyModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
};

} // namespace

class TestFraming final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRuleIsTypedAndShownAsTheShortest()
    {
        Bench bench(propertiesOf(1, 0, engine::State::Connected));
        QCOMPARE(bench.row().data().toString(), u"none"_s);
        QVERIFY(bench.row().data(PropertyModel::ChoicesRole).toStringList().contains(u"modbus-tcp"_s));
        QVERIFY(bench.model.setData(bench.row(), u"delimiter=0A"_s, Qt::EditRole));
        QCOMPARE(bench.row().data().toString(), u"lines"_s);
        QCOMPARE(bench.framing.rules().at({1}), message::parseRule("lines").value());
    }

    void whatIsNoRuleStaysBesideTheOldOne()
    {
        Bench bench(propertiesOf(1, 0, engine::State::Connected));
        QVERIFY(!bench.model.setData(bench.row(), u"fixed=0"_s, Qt::EditRole));
        QCOMPARE(bench.row().data().toString(), u"none"_s);
        QCOMPARE(bench.row().data(PropertyModel::AskedRole).toString(), u"fixed=0"_s);
        QCOMPARE(bench.row().data(PropertyModel::ErrorRole).toInt(), EINVAL);
        QVERIFY(bench.framing.rules().empty());
    }

    void aConnectionHasItsListenersUntilItHasItsOwn()
    {
        Bench bench(propertiesOf(2, 1, engine::State::Connected));
        bench.framing.setRule({1}, message::parseRule("lines").value());
        QCOMPARE(bench.row().data().toString(), u"lines"_s);
        QVERIFY(bench.model.setData(bench.row(), u"none"_s, Qt::EditRole));
        QCOMPARE(bench.row().data().toString(), u"none"_s);
        QCOMPARE(bench.framing.rules().size(), std::size_t{2});
    }

    void whatHasEndedCanStillBeFramed()
    {
        Bench bench(propertiesOf(1, 0, engine::State::Closed));
        QVERIFY(bench.model.setData(bench.row(), u"slip"_s, Qt::EditRole));
        QCOMPARE(bench.row().data().toString(), u"slip"_s);
    }

    void aChangeKnowsTheWayBack()
    {
        Bench bench(propertiesOf(1, 0, engine::State::Connected));
        std::optional<session::PropertyEdit> edit;
        connect(&bench.model, &PropertyModel::edited, &bench.model,
            [&edit](const session::PropertyEdit& made) { edit = made; });
        QVERIFY(bench.model.setData(bench.row(), u"cobs"_s, Qt::EditRole));
        QVERIFY(edit && edit->before);
        bench.model.apply(*edit->before);
        QCOMPARE(bench.row().data().toString(), u"none"_s);
        bench.model.apply(edit->after);
        QCOMPARE(bench.row().data().toString(), u"cobs"_s);
    }
};

QTEST_GUILESS_MAIN(TestFraming)

#include "tst_framing.moc"
