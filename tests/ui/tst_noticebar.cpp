// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/notice/noticebar.h"

#include <QAccessible>
#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using ui::Severity;

namespace {

QLabel* noticeLabel(const ui::NoticeBar& bar)
{
    for (QLabel* label : bar.findChildren<QLabel*>()) {
        if (label->accessibleName() == u"Notice"_s)
            return label;
    }
    return nullptr;
}

QPushButton* visibleButton(const ui::NoticeBar& bar, const QString& text)
{
    for (QPushButton* button : bar.findChildren<QPushButton*>()) {
        if (button->text() == text && !button->isHidden())
            return button;
    }
    return nullptr;
}

void closeNotice(const ui::NoticeBar& bar)
{
    bar.findChild<QToolButton*>()->click();
}

} // namespace

class TestNoticeBar final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void longTextIsShortenedAndWholeInItsToolTipAndDescription()
    {
        ui::NoticeBar bar;
        const QString text = u"The file /"_s + QString(4000, u'n') + u" cannot be read: Permission denied"_s;
        bar.showNotice({Severity::Error, text, {}, {}});
        const QLabel* label = noticeLabel(bar);
        QVERIFY(label->text().size() < 400);
        QVERIFY(label->text().startsWith(u"The file /nnn"_s));
        QVERIFY(label->text().endsWith(u"nnn cannot be read: Permission denied"_s));
        QCOMPARE(label->toolTip(), text);
        QCOMPARE(label->accessibleDescription(), text);
    }

    void isHiddenUntilThereIsANotice()
    {
        ui::NoticeBar bar;
        QVERIFY(bar.isHidden());
        bar.showNotice({Severity::Error, u"bind: EADDRINUSE"_s, {}, {}});
        QVERIFY(!bar.isHidden());
        QCOMPARE(noticeLabel(bar)->text(), u"bind: EADDRINUSE"_s);
        closeNotice(bar);
        QVERIFY(bar.isHidden());
        QCOMPARE(noticeLabel(bar)->text(), QString());
    }

    void screenReaderFindsTheLabelAndItsText()
    {
        ui::NoticeBar bar;
        bar.showNotice({Severity::Warning, u"The disk is full"_s, {}, {}});
        QAccessibleInterface* label = QAccessible::queryAccessibleInterface(noticeLabel(bar));
        QVERIFY(label);
        QCOMPARE(label->role(), QAccessible::StaticText);
        QCOMPARE(label->text(QAccessible::Name), u"Notice"_s);
        QCOMPARE(label->text(QAccessible::Description), u"The disk is full"_s);
    }

    void textIsPlainAndOneLine()
    {
        ui::NoticeBar bar;
        bar.showNotice({Severity::Error, u"<b>no</b>\nsecond\tpart"_s, {}, {}});
        QCOMPARE(noticeLabel(bar)->textFormat(), Qt::PlainText);
        QCOMPARE(noticeLabel(bar)->text(), u"<b>no</b> second part"_s);
    }

    void latestTakesThePlaceOfTheOneBefore()
    {
        ui::NoticeBar bar;
        bar.showNotice({Severity::Error, u"first"_s, {}, {}});
        bar.showNotice({Severity::Error, u"second"_s, {}, {}});
        QCOMPARE(noticeLabel(bar)->text(), u"second"_s);
        closeNotice(bar);
        QCOMPARE(bar.count(), 0);
        QVERIFY(bar.isHidden());
    }

    void whatLastsIsThereAgainWhenWhatCameLaterIsClosed()
    {
        ui::NoticeBar bar;
        bar.showNotice({Severity::Warning, u"recording stopped"_s, {}, u"recording"_s});
        bar.showNotice({Severity::Error, u"other"_s, {}, {}});
        closeNotice(bar);
        QCOMPARE(noticeLabel(bar)->text(), u"recording stopped"_s);
    }

    void whatWentWellGoesByItself()
    {
        ui::NoticeBar bar;
        bar.showNotice({Severity::Error, u"an error"_s, {}, {}});
        bar.showNotice({Severity::Information, u"Saved 58 records."_s, {}, {}, true});
        QCOMPARE(noticeLabel(bar)->text(), u"Saved 58 records."_s);
        QTRY_COMPARE_WITH_TIMEOUT(noticeLabel(bar)->text(), u"an error"_s, 30'000);
        QCOMPARE(bar.count(), 1);
    }

    void repeatedNoticeIsShownOnce()
    {
        ui::NoticeBar bar;
        bar.showNotice({Severity::Error, u"again"_s, {}, {}});
        bar.showNotice({Severity::Error, u"again"_s, {}, {}});
        QCOMPARE(bar.count(), 1);
    }

    void topicReplacesAndCanBeWithdrawn()
    {
        ui::NoticeBar bar;
        bar.showNotice({Severity::Warning, u"1 record not written"_s, {}, u"disk"_s});
        bar.showNotice({Severity::Error, u"other"_s, {}, {}});
        bar.showNotice({Severity::Warning, u"2 records not written"_s, {}, u"disk"_s});
        QCOMPARE(bar.count(), 1);
        QCOMPARE(noticeLabel(bar)->text(), u"2 records not written"_s);
        bar.withdraw({});
        QCOMPARE(bar.count(), 1);
        bar.withdraw(u"disk"_s);
        QCOMPARE(bar.count(), 0);
    }

    void actionRunsAndMayCloseItsNotice()
    {
        ui::NoticeBar bar;
        int explained = 0;
        int removed = 0;
        bar.showNotice({Severity::Error, u"bind: EADDRINUSE"_s,
            {{u"Explain"_s, [&] { ++explained; }}, {u"Remove file"_s, [&] { ++removed; }, true}}, {}});
        visibleButton(bar, u"Explain"_s)->click();
        QCOMPARE(explained, 1);
        QCOMPARE(bar.count(), 1);
        visibleButton(bar, u"Remove file"_s)->click();
        QCOMPARE(removed, 1);
        QCOMPARE(bar.count(), 0);
        QVERIFY(!visibleButton(bar, u"Explain"_s));
    }

    void actionMayShowAnotherNotice()
    {
        ui::NoticeBar bar;
        bar.showNotice({Severity::Error, u"first"_s,
            {{u"Try"_s,
                [&] {
                    bar.showNotice({Severity::Error, u"it failed again"_s, {}, {}});
                },
                true}},
            {}});
        visibleButton(bar, u"Try"_s)->click();
        QCOMPARE(noticeLabel(bar)->text(), u"it failed again"_s);
        QCOMPARE(bar.count(), 1);
    }

    void numberOfNoticesIsBounded()
    {
        ui::NoticeBar bar;
        for (int i = 0; i < ui::NoticeBar::MaxNotices + 20; ++i)
            bar.showNotice({Severity::Error, QString::number(i), {}, QString::number(i)});
        QCOMPARE(bar.count(), ui::NoticeBar::MaxNotices);
        QCOMPARE(noticeLabel(bar)->text(), QString::number(ui::NoticeBar::MaxNotices + 19));
    }
};

QTEST_MAIN(TestNoticeBar)
#include "tst_noticebar.moc"
