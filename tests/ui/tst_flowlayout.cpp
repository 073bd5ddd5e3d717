// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/fields/flowlayout.h"
#include "ui/fields/linelabel.h"

#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;

namespace {

/// Asks for one size, and takes another.
class Block final : public QWidget
{
public:
    Block(QSize wanted, QSizePolicy::Policy policy, QWidget* parent)
        : QWidget(parent)
        , m_wanted(wanted)
    {
        setSizePolicy(policy, QSizePolicy::Preferred);
    }
    [[nodiscard]] QSize sizeHint() const override { return m_wanted; }

private:
    QSize m_wanted;
};

} // namespace

class TestFlowLayout final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_place = std::make_unique<QWidget>();
        m_layout = new ui::FlowLayout(10, 5, m_place.get());
    }

    void whatDoesNotFitGoesOnInAFurtherRow()
    {
        const QWidget* first = add({100, 20});
        const QWidget* second = add({100, 30});
        layOut(210);
        QCOMPARE(second->geometry(), QRect(110, 0, 100, 30));
        QCOMPARE(first->geometry(), QRect(0, 5, 100, 20)); // in the middle of its row
        QCOMPARE(m_layout->heightForWidth(210), 30);
        layOut(209);
        QCOMPARE(second->geometry(), QRect(0, 25, 100, 30));
        QCOMPARE(m_layout->heightForWidth(209), 55);
    }

    void whatIsLeftGoesToThoseThatExpand()
    {
        add({100, 20});
        const QWidget* taker = add({50, 20}, QSizePolicy::Expanding);
        layOut(300);
        QCOMPARE(taker->geometry(), QRect(110, 0, 190, 20));
    }

    void whatIsHiddenTakesNoRoomAndNoGap()
    {
        add({100, 20})->hide();
        const QWidget* second = add({100, 20});
        layOut(100);
        QCOMPARE(second->geometry(), QRect(0, 0, 100, 20));
        QCOMPARE(m_layout->heightForWidth(100), 20);
        QCOMPARE(m_layout->sizeHint(), QSize(100, 20));
    }

    void widerThanAllIsMadeAsWideAsThereIs()
    {
        const QWidget* wide = add({500, 20});
        layOut(200);
        QCOMPARE(wide->width(), 200);
    }

    void aLineThatDoesNotFitIsBroken()
    {
        auto* label = new ui::LineLabel(m_place.get());
        label->setText(u"words and more words, until there is no room for them"_s);
        m_layout->addWidget(label);
        const int whole = label->sizeHint().width();
        QCOMPARE(m_layout->heightForWidth(whole), label->sizeHint().height());
        QVERIFY(m_layout->heightForWidth(whole / 2) > label->sizeHint().height());
    }

private:
    QWidget* add(QSize wanted, QSizePolicy::Policy policy = QSizePolicy::Preferred)
    {
        auto* block = new Block(wanted, policy, m_place.get());
        m_layout->addWidget(block);
        return block;
    }
    void layOut(int width) { m_layout->setGeometry({0, 0, width, 100}); }

    std::unique_ptr<QWidget> m_place;
    ui::FlowLayout* m_layout = nullptr;
};

QTEST_MAIN(TestFlowLayout)
#include "tst_flowlayout.moc"
