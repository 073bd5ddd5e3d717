// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/models/endpointmodel.h"
#include "session/session.h"
#include "ui/tcpinfo/tcpinfomodel.h"
#include "ui/tcpinfo/tcpinfopane.h"
#include "ui/theme/tones.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace Qt::StringLiterals;
using ui::TcpInfoModel;

/// The pane over a real engine with a real connection: the echo lab.
class TestTcpInfo final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_session = session::Session::create(m_folder->filePath(u"captures"_s)).value();
        m_session->openEchoLab();
        QTRY_COMPARE(m_session->endpoints()->totals().messagesIn, 2U);
        m_pane = std::make_unique<ui::TcpInfoPane>(*m_session);
        m_pane->resize(400, 300);
    }
    void cleanup()
    {
        m_pane.reset();
        m_session.reset();
        m_folder.reset();
    }

    void showsAllFiguresOfTheConnection()
    {
        showClient();
        for (int row = 0; row < model()->rowCount(); ++row) {
            const QString value = model()->index(row, TcpInfoModel::ValueColumn).data().toString();
            QVERIFY2(!value.isEmpty() && value != u"–"_s, qPrintable(value));
        }
        QVERIFY(shows(u"ESTABLISHED"_s));
    }

    void modelIsSound()
    {
        const QAbstractItemModelTester tester(model());
        showClient();
        QVERIFY(model()->rowCount() > 0);
    }

    void samplesNothingWhileItIsHidden()
    {
        showClient();
        m_pane->hide();
        checkThatNothingIsSampled();
        m_pane->show();
        QVERIFY(m_pane->sampler().isSampling());
    }

    void samplesNothingBehindAnotherTab()
    {
        showClient();
        m_pane->setRaised(false);
        checkThatNothingIsSampled();
    }

    void samplesNothingWhileTheWindowIsMinimized()
    {
        showClient();
        m_pane->showMinimized();
        QTRY_VERIFY(!m_pane->sampler().isSampling());
        m_pane->showNormal();
        QTRY_VERIFY(m_pane->sampler().isSampling());
    }

    void sampleNearestToTheRecordIsMarked()
    {
        showClient();
        const session::TcpSample first = m_pane->sampler().history().samples().front();
        QTRY_VERIFY(m_pane->sampler().history().samples().size() >= 3);
        m_pane->setMark(ui::TcpMark{client(), first.timeNs + 1'000'000, u"#12 recv"_s});
        QVERIFY(model()->markedSample());
        QCOMPARE(model()->markedSample()->timeNs, first.timeNs);
        QVERIFY(shows(u"#12 recv: sample 1.0 ms earlier"_s));
        QVERIFY(!model()->index(0, TcpInfoModel::ValueColumn).data(TcpInfoModel::MarkedRole).toString().isEmpty());
        m_pane->setMark({});
        QVERIFY(model()->index(0, TcpInfoModel::ValueColumn).data(TcpInfoModel::MarkedRole).toString().isEmpty());
    }

    void recordOfAnotherEndpointOrTimeIsNotMarked_data()
    {
        QTest::addColumn<bool>("isOwn");
        QTest::addColumn<std::int64_t>("secondsBefore");
        QTest::newRow("another endpoint") << false << std::int64_t{0};
        QTest::newRow("before the first sample") << true << std::int64_t{177};
    }
    void recordOfAnotherEndpointOrTimeIsNotMarked()
    {
        QFETCH(bool, isOwn);
        QFETCH(std::int64_t, secondsBefore);
        showClient();
        const std::int64_t first = m_pane->sampler().history().samples().front().timeNs;
        const base::EndpointId whose = isOwn ? client() : find(capture::Role::Listener);
        m_pane->setMark(ui::TcpMark{whose, first - secondsBefore * 1'000'000'000, u"#4 listen"_s});
        QVERIFY(!model()->markedSample());
        QVERIFY(shows(u"Select one of its records to mark it."_s));
    }

    void markGoesWithItsEndpoint()
    {
        showClient();
        m_pane->setMark(ui::TcpMark{client(), m_pane->sampler().history().samples().front().timeNs, u"#8 connected"_s});
        QVERIFY(model()->markedSample());
        m_pane->setEndpoint(find(capture::Role::Accepted));
        QVERIFY(!model()->markedSample());
        m_pane->setEndpoint(client());
        QVERIFY(model()->markedSample());
    }

    void coloursFollowTheTheme()
    {
        showClient();
        QTRY_VERIFY(m_pane->sampler().history().samples().size() >= 2);
        const QPalette before = QApplication::palette();
        for (const QPalette& palette : {ui::darkPalette(), ui::lightPalette(), ui::darkPalette()}) {
            QApplication::setPalette(palette);
            const QColor dim = ui::toneColor(ui::Tone::Dim, palette);
            QTRY_COMPARE(labelThat("last ")->palette().color(QPalette::WindowText), dim);
            QTRY_COMPARE(labelThat("Select one")->palette().color(QPalette::WindowText), dim);
        }
        QApplication::setPalette(before);
    }

    void markIsPaintedInEveryChart_data()
    {
        QTest::addColumn<int>("width");
        QTest::newRow("wide") << 400;
        QTest::newRow("narrow: charts below the names") << 220;
    }
    void markIsPaintedInEveryChart()
    {
        QFETCH(int, width);
        m_pane->resize(width, 400);
        showClient();
        QCOMPARE(view()->isColumnHidden(TcpInfoModel::ChartColumn), width < 300);
        const QImage before = m_pane->grab().toImage();
        m_pane->setMark(ui::TcpMark{client(), m_pane->sampler().history().samples().front().timeNs, u"#1"_s});
        const QImage after = m_pane->grab().toImage();
        const auto column = width < 300 ? TcpInfoModel::NameColumn : TcpInfoModel::ChartColumn;
        for (int row = 0; row < model()->rowCount(); ++row) {
            QRect rect = view()->visualRect(model()->index(row, column));
            rect.moveTopLeft(view()->viewport()->mapTo(m_pane.get(), rect.topLeft()));
            QVERIFY2(before.copy(rect) != after.copy(rect), qPrintable(QString::number(row)));
        }
    }

    void rowCanBeReadAsText()
    {
        showClient();
        QAccessibleInterface* tree = QAccessible::queryAccessibleInterface(view());
        QCOMPARE(tree->role(), QAccessible::Tree);
        QCOMPARE(tree->text(QAccessible::Name), u"TCP_INFO"_s);
        QAccessibleTableInterface* table = tree->tableInterface();
        QVERIFY(table);
        QCOMPARE(table->cellAt(0, TcpInfoModel::NameColumn)->text(QAccessible::Name), u"tcpi_rtt"_s);
        QVERIFY(table->cellAt(0, TcpInfoModel::ValueColumn)->text(QAccessible::Name).contains(u"s"_s));
        QCOMPARE(table->cellAt(5, TcpInfoModel::NameColumn)->text(QAccessible::Name), u"SIOCOUTQ"_s);
    }

    void saysWhatWouldFillIt()
    {
        m_pane->show();
        QVERIFY(shows(u"Select a TCP connection to follow its round trips and queues."_s));
        m_pane->setEndpoint(find(capture::Role::Listener));
        QVERIFY(shows(u"A listener carries no bytes: select one of its connections."_s));
        session::OpenRequest request;
        request.protocol = net::Protocol::Udp;
        request.host = u"127.0.0.1"_s;
        m_pane->setEndpoint(m_session->open(request));
        QTRY_VERIFY(shows(u"Only TCP has TCP_INFO: select a TCP connection."_s));
    }

    void endedConnectionKeepsItsFigures()
    {
        showClient();
        m_session->close(find(capture::Role::Connection));
        QTRY_VERIFY(shows(u"ESTABLISHED when last seen"_s));
        QVERIFY(view()->isVisible());
    }

private:
    [[nodiscard]] QTreeView* view() const { return m_pane->findChild<QTreeView*>(); }
    [[nodiscard]] TcpInfoModel* model() const { return m_pane->findChild<TcpInfoModel*>(); }
    [[nodiscard]] bool shows(const QString& text) const
    {
        const auto labels = m_pane->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
            [&text](const QLabel* label) { return label->isVisible() && label->text() == text; });
    }
    [[nodiscard]] QLabel* labelThat(const char* beginning) const
    {
        const auto labels = m_pane->findChildren<QLabel*>();
        const auto found = std::find_if(labels.begin(), labels.end(),
            [beginning](const QLabel* label) { return label->text().startsWith(QLatin1String(beginning)); });
        return found == labels.end() ? nullptr : *found;
    }
    [[nodiscard]] base::EndpointId client() const { return find(capture::Role::Connection); }
    [[nodiscard]] base::EndpointId find(capture::Role role) const
    {
        const auto open = m_session->endpoints()->openEndpoints();
        const auto found = std::find_if(open.begin(), open.end(),
            [&](base::EndpointId id) { return m_session->endpoints()->status(id)->info.role == role; });
        return found == open.end() ? base::EndpointId{} : *found;
    }
    void showClient()
    {
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
        m_pane->setEndpoint(find(capture::Role::Connection));
        QTRY_VERIFY(view()->isVisible());
    }
    /// Another pane's sampler takes its samples meanwhile, so that time has passed.
    void checkThatNothingIsSampled()
    {
        QVERIFY(!m_pane->sampler().isSampling());
        bool isAnswered = false;
        m_session->afterAllPosted(this, [&isAnswered] { isAnswered = true; });
        QTRY_VERIFY(isAnswered);
        const std::size_t before = m_pane->sampler().history().samples().size();
        session::TcpSampler other(*m_session);
        other.setEndpoint(find(capture::Role::Connection));
        other.setSeen(true);
        QTRY_VERIFY(other.history().samples().size() >= 4);
        QCOMPARE(m_pane->sampler().history().samples().size(), before);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<session::Session> m_session;
    std::unique_ptr<ui::TcpInfoPane> m_pane;
};

QTEST_MAIN(TestTcpInfo)
#include "tst_tcpinfo.moc"
