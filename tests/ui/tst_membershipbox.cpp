// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/models/endpointmodel.h"
#include "session/openrequest.h"
#include "session/session.h"
#include "ui/properties/membershipbox.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

using namespace Qt::StringLiterals;

/// The box over a real engine, with a real UDP socket that joins on the loopback interface.
class TestMembershipBox final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_session = session::Session::create(m_folder->filePath(u"captures"_s)).value();
        m_box = std::make_unique<ui::MembershipBox>(*m_session);
        connect(
            m_session->endpoints(), &session::EndpointModel::statusChanged, m_box.get(), [this](base::EndpointId id) {
                if (id == m_id)
                    m_box->setEndpoint(m_session->endpoints()->status(id));
            });
    }
    void cleanup()
    {
        m_box.reset();
        m_session.reset();
        m_folder.reset();
        m_id = {};
    }

    void isThereForUdpAlone()
    {
        open(u"tcp-listen://127.0.0.1:0"_s);
        QTRY_COMPARE(state(), engine::State::Listening);
        QVERIFY(!m_box->isVisible());
        open(u"udp-listen://127.0.0.1:0"_s);
        QTRY_VERIFY(m_box->isVisible());
        m_session->close(m_id);
        QTRY_VERIFY(!m_box->isVisible());
    }

    void isClosedAtFirstAndSaysHowManyGroupsThereAre()
    {
        open(u"udp-listen://0.0.0.0:0?join=239.1.2.3%lo&join=239.1.2.4%lo"_s);
        QTRY_VERIFY(m_box->isVisible());
        auto* heading = named<QToolButton>("Multicast");
        QTRY_COMPARE(heading->text(), u"Multicast: 2 groups"_s);
        QVERIFY(!table()->isVisible());
        heading->click();
        QVERIFY(table()->isVisible() && line("Multicast group")->isVisible());
    }

    void joinsAndLeavesWhatIsTyped()
    {
        open(u"udp-listen://0.0.0.0:0"_s);
        QTRY_VERIFY(m_box->isVisible());
        QVERIFY(!button("Join group")->isEnabled() && !button("Leave group")->isEnabled());
        choose(u"lo"_s);
        join(u"239.1.2.3"_s);
        QTRY_COMPARE(rows(), QStringList{u"239.1.2.3 any lo"_s});
        QTRY_COMPARE(line("Multicast group")->text(), QString());
        join(u"232.1.2.3"_s, u"127.0.0.1"_s);
        QTRY_COMPARE(rows(), (QStringList{u"239.1.2.3 any lo"_s, u"232.1.2.3 127.0.0.1 lo"_s}));
        table()->setCurrentItem(table()->topLevelItem(0));
        QTRY_VERIFY(button("Leave group")->isEnabled());
        button("Leave group")->click();
        QTRY_COMPARE(rows(), QStringList{u"232.1.2.3 127.0.0.1 lo"_s});
        QVERIFY(message().isEmpty());
    }

    void anIpv6GroupMayNameItsInterface()
    {
        open(u"udp-listen://[::]:0"_s);
        QTRY_VERIFY(m_box->isVisible());
        join(u"ff02::1:3%lo"_s);
        QTRY_COMPARE(rows(), QStringList{u"ff02::1:3 any lo"_s});
    }

    void whatCannotBeJoinedIsNamed_data()
    {
        QTest::addColumn<QString>("group");
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("part");
        QTest::newRow("no group") << u"10.0.0.1"_s << QString() << u"10.0.0.1 is no multicast address"_s;
        QTest::newRow("no address") << u"all hosts"_s << QString() << u"all hosts is no multicast address"_s;
        QTest::newRow("no interface") << u"239.1.2.3%eth99"_s << QString() << u"no interface eth99"_s;
        QTest::newRow("no interface, IPv6") << u"ff02::1%eth99"_s << QString() << u"no interface eth99"_s;
        QTest::newRow("no source") << u"232.1.2.3"_s << u"<b>"_s << u"<b> is no address"_s;
        QTest::newRow("other family") << u"232.1.2.3"_s << u"::1"_s << u"both be IPv4"_s;
    }
    void whatCannotBeJoinedIsNamed()
    {
        QFETCH(const QString, group);
        QFETCH(const QString, source);
        QFETCH(const QString, part);
        open(u"udp-listen://127.0.0.1:0"_s);
        QTRY_VERIFY(m_box->isVisible());
        join(group, source);
        QVERIFY2(message().contains(part), qPrintable(message()));
        QVERIFY(rows().isEmpty());
        QCOMPARE(line("Multicast group")->text(), group);
    }

    void whatTheKernelRefusesIsSaidAndExplained()
    {
        open(u"udp-listen://127.0.0.1:0"_s);
        QTRY_VERIFY(m_box->isVisible());
        choose(u"lo"_s);
        join(u"239.1.2.3"_s);
        QTRY_COMPARE(rows().size(), 1);
        QTRY_COMPARE(line("Multicast group")->text(), QString());
        join(u"239.1.2.3"_s);
        QTRY_VERIFY2(message().startsWith(u"EADDRINUSE: "_s), qPrintable(message()));
        const QSignalSpy asked(m_box.get(), &ui::MembershipBox::explanationRequested);
        named<QToolButton>("Explain multicast message")->click();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.front().front().toInt(), EADDRINUSE);
    }

private:
    void open(const QString& url) { m_id = m_session->open(session::parseUrl(url).value()); }
    [[nodiscard]] engine::State state() const
    {
        const auto* status = m_session->endpoints()->status(m_id);
        return status ? status->state : engine::State::Opening;
    }
    template <class T> [[nodiscard]] T* named(const char* name) const
    {
        for (T* each : m_box->findChildren<T*>()) {
            if (each->accessibleName() == QLatin1String(name))
                return each;
        }
        qFatal("no %s", name);
    }
    [[nodiscard]] QPushButton* button(const char* name) const { return named<QPushButton>(name); }
    [[nodiscard]] QLineEdit* line(const char* name) const { return named<QLineEdit>(name); }
    [[nodiscard]] QTreeWidget* table() const { return named<QTreeWidget>("Multicast groups"); }
    [[nodiscard]] QString message() const { return named<QLabel>("Multicast message")->text(); }
    void choose(const QString& interface) const { named<QComboBox>("Multicast interface")->setCurrentText(interface); }
    void join(const QString& group, const QString& source = {}) const
    {
        line("Multicast group")->setText(group);
        line("Multicast source")->setText(source);
        button("Join group")->click();
    }
    [[nodiscard]] QStringList rows() const
    {
        QStringList result;
        for (int row = 0; row < table()->topLevelItemCount(); ++row) {
            const QTreeWidgetItem* item = table()->topLevelItem(row);
            result.append(QStringList{item->text(0), item->text(1), item->text(2)}.join(u' '));
        }
        return result;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<session::Session> m_session;
    std::unique_ptr<ui::MembershipBox> m_box;
    base::EndpointId m_id;
};

QTEST_MAIN(TestMembershipBox)
#include "tst_membershipbox.moc"
