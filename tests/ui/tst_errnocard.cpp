// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/errnocard/errnocard.h"
#include "ui/theme/tones.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QTest>
#include <QToolButton>

#include <cerrno>
#include <cmath>

using namespace Qt::StringLiterals;

namespace {

/// Relative luminance, WCAG 2.1.
double luminance(const QColor& color)
{
    const auto linear
        = [](double part) { return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

ui::Explanation refused()
{
    return ui::explainErrno(ECONNREFUSED, capture::Operation::Connect, net::Protocol::Tcp);
}

QToolButton* button(const QWidget& card, const QString& text)
{
    for (QToolButton* each : card.findChildren<QToolButton*>()) {
        if (each->text() == text)
            return each;
    }
    return nullptr;
}

} // namespace

class TestErrnoCard final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsNameCallSentenceCausesAndRemedies()
    {
        ui::ErrnoCard card;
        card.setExplanation(refused(), u"connect(127.0.0.1:9)"_s);
        const QStringList lines = card.text().split(u'\n');
        QCOMPARE(lines.at(0), u"ECONNREFUSED (111)"_s);
        QCOMPARE(lines.at(1), u"connect(127.0.0.1:9)"_s);
        QCOMPARE(lines.at(2), refused().sentence);
        QVERIFY(lines.contains(u"Usual causes"_s));
        QVERIFY(lines.contains(u"What to try"_s));
        QVERIFY(lines.contains(u"- "_s + refused().remedies.front()));
        QCOMPARE(lines.last(), u"Manual: connect(2), tcp(7)"_s);
        QCOMPARE(card.accessibleName(), u"ECONNREFUSED"_s);
        QCOMPARE(card.accessibleDescription(), refused().sentence);
    }

    void everyTextIsPlainAndSelectable()
    {
        ui::ErrnoCard card;
        ui::Explanation marked = refused();
        marked.sentence = u"<img src=x>"_s;
        card.setExplanation(marked, u"connect"_s);
        bool shown = false;
        for (const QLabel* label : card.findChildren<QLabel*>()) {
            if (label->text() == u"\u2022"_s)
                continue;
            QCOMPARE(label->textFormat(), Qt::PlainText);
            QVERIFY(label->textInteractionFlags() & Qt::TextSelectableByKeyboard);
            shown |= label->text() == marked.sentence;
        }
        QVERIFY(shown);
    }

    void anotherExplanationLeavesNothingOfTheFirst()
    {
        ui::ErrnoCard card;
        card.setExplanation(refused(), u"connect"_s);
        const ui::Explanation bare = ui::explainErrno(EXDEV, capture::Operation::Send, net::Protocol::Tcp);
        card.setExplanation(bare, {});
        QCOMPARE(card.text(), u"EXDEV (18)\n"_s + bare.sentence);
        for (const QLabel* label : card.findChildren<QLabel*>())
            QVERIFY(label->isHidden() || !label->text().contains(u"causes"_s));
    }

    void copyPutsTheWholeCardOnTheClipboard()
    {
        ui::ErrnoCard card;
        card.setExplanation(refused(), u"connect"_s);
        button(card, u"Copy"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), card.text());
    }

    void contrastHoldsWhenThePaletteChanges()
    {
        ui::ErrnoCard card;
        card.setExplanation(refused(), u"connect"_s);
        for (const QPalette& palette : {ui::lightPalette(), ui::darkPalette(), ui::lightPalette()}) {
            card.setPalette(palette);
            for (const QLabel* label : card.findChildren<QLabel*>()) {
                for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text}) {
                    const double ratio = contrast(label->palette().color(role), palette.color(QPalette::Base));
                    QVERIFY2(ratio >= 4.5, qPrintable(u"%1: %2"_s.arg(label->text()).arg(ratio)));
                }
            }
        }
    }
};

QTEST_MAIN(TestErrnoCard)
#include "tst_errnocard.moc"
