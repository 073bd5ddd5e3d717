// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/ui/shownwindow.h"
#include "ui/bytes/bytespane.h"
#include "ui/composer/composerfaces.h"
#include "ui/errnocard/explanation.h"
#include "ui/mainwindow/emptystate.h"
#include "ui/notice/noticebar.h"
#include "ui/properties/propertypanel.h"
#include "ui/sockets/endpointtext.h"
#include "ui/theme/theme.h"
#include "ui/theme/tones.h"
#include "ui/traffic/logheader.h"
#include "ui/traffic/logview.h"

#include <QComboBox>
#include <QDockWidget>
#include <QFontMetrics>
#include <QScrollBar>
#include <QStatusBar>
#include <QTableView>
#include <QTreeView>

#include <algorithm>
#include <cerrno>

using namespace Qt::StringLiterals;
using shown::Deadline;
using ui::LogColumn;

/// A screen of 1280x800 has this much room for a window between its frame and a panel.
constexpr QSize LaptopRoom{1248, 736};

/// How much of what matters is to be seen at the sizes that screens have, with the echo lab in the window.
class TestWindowDensity final : public QObject, private shown::Window
{
    Q_OBJECT

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { end(); }

    void nothingButTheWaysToBeginIsThereAtFirst()
    {
        QVERIFY(m_window->findChild<ui::EmptyState*>()->isVisible());
        QVERIFY(!m_window->findChild<ui::EndpointsPane*>()->isVisible());
        QVERIFY(!m_window->findChild<ui::BytesPane*>()->isVisible());
        QVERIFY(!m_window->findChild<ui::PropertyPanel*>()->isVisible());
        openLab({1280, 800});
        QVERIFY(!m_window->findChild<ui::EmptyState*>()->isVisible());
    }

    void aLaptopsWindowHasManyRowsOfManyCharacters()
    {
        openLab({1280, 800});
        QVERIFY2(rows() >= 17, qPrintable(u"rows: %1"_s.arg(rows())));
        QVERIFY2(characters() >= 60, qPrintable(u"characters: %1"_s.arg(characters())));
    }

    void modesAndTheFirstOptionsAreToBeSeenWithoutScrolling()
    {
        openLab(LaptopRoom);
        for (const QString& property : {u"Mode"_s, u"Timeout"_s, u"Receive"_s, u"Echo"_s, u"TCP_NODELAY"_s,
                 u"SO_KEEPALIVE"_s, u"SO_LINGER"_s, u"SO_RCVBUF"_s, u"SO_SNDBUF"_s})
            QVERIFY2(isSeen(property), qPrintable(property));
    }

    void causesOfAFailureAreToBeSeen_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("least");
        QTest::newRow("laptop") << LaptopRoom << 3;
        QTest::newRow("small") << QSize(992, 536) << 2;
    }
    void causesOfAFailureAreToBeSeen()
    {
        QFETCH(QSize, size);
        QFETCH(int, least);
        openLab(size);
        connectTo(refusingPort());
        QTRY_VERIFY_WITH_TIMEOUT(button("Explain"), Deadline);
        QTest::mouseClick(button("Explain"), Qt::LeftButton);
        const auto why = ui::explainErrno(ECONNREFUSED, capture::Operation::Connect, net::Protocol::Tcp);
        const auto seen = [this](const QStringList& texts) {
            const auto labels = m_window->findChildren<QLabel*>();
            return std::ranges::count_if(labels, [&texts](const QLabel* label) {
                return texts.contains(label->text()) && label->visibleRegion().boundingRect() == label->rect();
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(seen(why.causes) >= std::min<qsizetype>(least, why.causes.size()), Deadline);
        QVERIFY(seen(why.remedies) >= std::min<qsizetype>(least, why.remedies.size()));
        QCOMPARE(seen({why.sentence}), 1);
        QCOMPARE(seen({why.name}), 1);
    }

    void panesKeepTheirHeightsWhenSomethingComesAndGoes()
    {
        openLab(LaptopRoom);
        const auto* record = m_window->findChild<ui::BytesPane*>();
        const auto* properties = m_window->findChild<ui::PropertyPanel*>();
        QTRY_COMPARE_WITH_TIMEOUT(record->height() + record->header()->height(), 31 * ui::GridPixels, Deadline);
        const QSize before = properties->size();
        m_window->showNotice({ui::Severity::Warning, u"words "_s.repeated(100), {}, u"topic"_s});
        QVERIFY(!notice().isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(properties->size(), before, Deadline);
        m_window->findChild<ui::NoticeBar*>()->withdraw(u"topic"_s);
        QTRY_COMPARE_WITH_TIMEOUT(properties->size(), before, Deadline);
        action("Ctrl+I")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(find<QTableView>("Inspector")->isVisible(), Deadline);
        QTRY_COMPARE_WITH_TIMEOUT(properties->size(), before, Deadline);
        const ui::Theme theme;
        theme.setZoom(200);
        theme.setZoom(100);
        m_window->resize(LaptopRoom);
        QTRY_COMPARE_WITH_TIMEOUT(properties->size(), before, Deadline);
    }

    void aSizeThatAPersonGaveIsKept()
    {
        openLab(LaptopRoom);
        auto* docks = m_window->findChild<QMainWindow*>();
        const auto* record = docks->findChild<QDockWidget*>(u"record"_s);
        const int before = record->height();
        const QPoint handle(record->geometry().center().x(), record->y() - 3);
        QTest::mousePress(docks, Qt::LeftButton, {}, handle);
        QTest::mouseMove(docks, handle - QPoint(0, 40));
        QTRY_VERIFY_WITH_TIMEOUT(record->height() > before + 20, Deadline);
        QTest::mouseRelease(docks, Qt::LeftButton, {}, handle - QPoint(0, 40));
        QApplication::processEvents();
        const int given = record->height();
        m_window->showNotice({ui::Severity::Warning, u"words "_s.repeated(100), {}, u"topic"_s});
        m_window->resize(LaptopRoom - QSize(0, 300));
        QTRY_VERIFY_WITH_TIMEOUT(record->height() < given, Deadline);
        m_window->findChild<ui::NoticeBar*>()->withdraw(u"topic"_s);
        m_window->resize(LaptopRoom);
        QTRY_COMPARE_WITH_TIMEOUT(record->height(), given, Deadline);
    }

    void rowsOfPropertiesAreAsHighAsTheirTexts()
    {
        openLab(LaptopRoom);
        const auto* tree = find<QTreeView>("Properties");
        QCOMPARE(modeRow().height(), 20);
        const ui::Theme theme;
        for (const int zoom : {70, 200}) {
            theme.setZoom(zoom);
            const int text = tree->fontMetrics().height();
            QTRY_VERIFY_WITH_TIMEOUT(modeRow().height() >= text, Deadline);
            QVERIFY(modeRow().height() <= std::max(20, text + ui::GridPixels));
        }
        theme.setZoom(100);
        QTRY_COMPARE_WITH_TIMEOUT(modeRow().height(), 20, Deadline);
    }

    void zoomingThereAndBackLeavesAllAsItWas()
    {
        openLab(LaptopRoom);
        const auto widths = [this] {
            QList<int> all;
            for (const LogColumn column : {LogColumn::Number, LogColumn::Time, LogColumn::Endpoint, LogColumn::Call})
                all << log()->header()->width(column);
            const auto labels = m_window->findChild<QStatusBar*>()->findChildren<QLabel*>();
            for (const QLabel* label : labels) {
                if (label->text() == u"in 24 B"_s)
                    all << label->width();
            }
            return all;
        };
        QTRY_COMPARE_WITH_TIMEOUT(widths().size(), 5, Deadline);
        const ui::Theme theme;
        theme.setZoom(100);
        QApplication::processEvents();
        const QList<int> before = widths();
        for (int zoom = 110; zoom <= 200; zoom += 10) {
            theme.setZoom(zoom);
            QApplication::processEvents();
        }
        QVERIFY(widths() != before);
        theme.setZoom(100);
        QTRY_COMPARE_WITH_TIMEOUT(widths(), before, Deadline);
    }

    void recordAndPropertiesEachNameTheirEndpoint()
    {
        openLab(LaptopRoom);
        m_window->goToRecord(0);
        const auto labels = m_window->findChildren<QLabel*>();
        const auto isSaid = [&labels](const QString& text) {
            return std::ranges::any_of(
                labels, [&text](const QLabel* label) { return label->isVisible() && label->text().startsWith(text); });
        };
        QVERIFY(isSaid(u"#1  server  socket("_s));
        QVERIFY(isSaid(u"client"_s));
    }

    void aSmallWindowHasResultAndDataInEachRow()
    {
        openLab({1024, 600});
        for (const LogColumn column : {LogColumn::Result, LogColumn::Preview}) {
            const QRect cell = log()->cellRect(log()->rowCount() - 1, column);
            QVERIFY(!cell.isEmpty());
            QVERIFY(log()->viewport()->rect().contains(cell.center()));
        }
        QVERIFY2(characters() >= 12, qPrintable(u"characters: %1"_s.arg(characters())));
        QVERIFY2(rows() >= 8, qPrintable(u"rows: %1"_s.arg(rows())));
    }

    void noAddressIsCut_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("laptop") << QSize(1280, 800);
        QTest::newRow("small") << QSize(1024, 600);
    }
    void noAddressIsCut()
    {
        QFETCH(QSize, size);
        openLab(size);
        constexpr int More = 12;
        for (int i = 0; i < More; ++i) // more than the pane has room for, and then it scrolls
            connectTo(endpoints()->status(endpoints()->index(0, 0))->info.local.port());
        QTRY_COMPARE_WITH_TIMEOUT(endpoints()->openEndpoints().size(), std::size_t(3 + 2 * More), Deadline);
        const auto* tree = find<QTreeView>("Endpoints");
        QTRY_VERIFY_WITH_TIMEOUT(tree->verticalScrollBar()->isVisible(), Deadline);
        for (const base::EndpointId id : endpoints()->allEndpoints()) {
            const engine::EndpointStatus& status = *endpoints()->status(id);
            const int room = rowOf(*tree, id.value, session::EndpointModel::IdRole).width() - MarkAndPadding;
            const QFontMetrics metrics(tree->font());
            const int wanted = metrics.horizontalAdvance(ui::endpointName(status)) + ui::GridPixels
                + metrics.horizontalAdvance(ui::endpointAddressForms(status).back());
            QVERIFY2(
                wanted <= room, qPrintable(u"%1: %2 of %3"_s.arg(ui::endpointSentence(status)).arg(wanted).arg(room)));
        }
    }

    void nothingMovesWhenTheComposerTurnsItsFace_data() { noAddressIsCut_data(); }
    void nothingMovesWhenTheComposerTurnsItsFace()
    {
        QFETCH(QSize, size);
        openLab(size);
        auto* faces = m_window->findChild<ui::ComposerFaces*>();
        const QRect place = placeOf(*faces);
        const QRect send = placeOf(*button("Send"));
        const auto choices = [this](const char* name) { return placeOf(*find<QComboBox>(name)); };
        const QRect format = choices("Payload format");
        faces->turnTo(ui::ComposerFaces::Face::Call);
        QTRY_VERIFY_WITH_TIMEOUT(button("Make call"), Deadline);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(placeOf(*faces), place);
        const QRect make = placeOf(*button("Make call"));
        QCOMPARE(make.bottomRight(), send.bottomRight());
        QCOMPARE(make.height(), send.height());
        QCOMPARE(choices("Call").center().y(), format.center().y());
        QCOMPARE(choices("Call").height(), format.height());
    }

    void aWideWindowHasTheEndpointsPanesAtTheRight()
    {
        openLab({1800, 1000});
        const auto* properties = m_window->findChild<ui::PropertyPanel*>();
        const QPoint place = properties->mapTo(m_window, QPoint());
        QVERIFY(place.x() > log()->mapTo(m_window, QPoint(log()->width(), 0)).x());
        QVERIFY(properties->height() > 500);
    }

    void eachWidthHasItsOwnArrangement()
    {
        openLab({1280, 800});
        const auto* properties = m_window->findChild<ui::PropertyPanel*>();
        QTRY_VERIFY_WITH_TIMEOUT(placeOf(*properties).width() > 400, Deadline);
        const QRect usual = placeOf(*properties);
        m_window->resize(1800, 1000);
        QTRY_VERIFY_WITH_TIMEOUT(placeOf(*properties).x() > 1300, Deadline);
        m_window->resize(1280, 800);
        QTRY_COMPARE_WITH_TIMEOUT(placeOf(*properties), usual, Deadline);
    }

private:
    static constexpr int MarkAndPadding = 3 * ui::GridPixels; // of an endpoint's row: the sign and the margins

    void openLab(QSize size)
    {
        m_window->resize(size);
        m_window->openEchoLab();
        QTRY_VERIFY_WITH_TIMEOUT(log()->rowCount() >= 12 && log()->isVisible(), Deadline);
        // The panes are laid out when they are first shown.
        QTRY_VERIFY_WITH_TIMEOUT(!log()->cellRect(log()->rowCount() - 1, LogColumn::Call).isEmpty(), Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(!modeRow().isNull(), Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(hasPlacedPanes(), Deadline);
        QCOMPARE(m_window->size(), size);
    }
    [[nodiscard]] ui::LogView* log() const { return m_window->findChild<ui::LogView*>(); }
    [[nodiscard]] int rows() const { return log()->viewport()->height() / log()->rowHeight(); }
    [[nodiscard]] int characters() const
    {
        const QRect cell = log()->cellRect(log()->rowCount() - 1, LogColumn::Preview) & log()->viewport()->rect();
        return cell.width() / QFontMetrics(ui::fixedFont()).horizontalAdvance(u'0');
    }
    [[nodiscard]] QRect placeOf(const QWidget& widget) const
    {
        return {widget.mapTo(m_window, QPoint()), widget.size()};
    }
    [[nodiscard]] static QRect rowOf(const QTreeView& tree, const QVariant& value, int role)
    {
        const auto found
            = tree.model()->match(tree.model()->index(0, 0), role, value, 1, Qt::MatchExactly | Qt::MatchRecursive);
        return found.isEmpty() ? QRect() : tree.visualRect(found.front());
    }
    [[nodiscard]] QRect rowOf(const QString& property) const
    {
        return rowOf(*find<QTreeView>("Properties"), property, Qt::DisplayRole);
    }
    [[nodiscard]] QRect modeRow() const { return rowOf(u"Mode"_s); }
    [[nodiscard]] bool isSeen(const QString& property) const
    {
        const auto* tree = find<QTreeView>("Properties");
        const QRect row = rowOf(property);
        return tree->isVisible() && !row.isEmpty() && tree->viewport()->rect().contains(row.center());
    }
};

QTEST_MAIN(TestWindowDensity)
#include "tst_windowdensity.moc"
