// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "codec/hexpattern.h"

#include <QTest>

#include <initializer_list>

using codec::HexPattern;
using codec::parseHexPattern;
using codec::Reason;

namespace {

std::vector<std::byte> bytes(std::initializer_list<int> values)
{
    std::vector<std::byte> result;
    for (const int value : values)
        result.push_back(static_cast<std::byte>(value));
    return result;
}

} // namespace

class TestHexPattern final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsDigitsAndWildcards()
    {
        QCOMPARE(parseHexPattern(u"0d0a").value(), (HexPattern{bytes({0x0d, 0x0a}), bytes({0xff, 0xff})}));
        QCOMPARE(parseHexPattern(u" 0D ?? 4?\t?F ").value(),
            (HexPattern{bytes({0x0d, 0, 0x40, 0x0f}), bytes({0xff, 0, 0xf0, 0x0f})}));
        QCOMPARE(parseHexPattern(u"").value(), HexPattern());
    }

    void refusesWithPlaceAndReason()
    {
        const auto errorOf = [](std::u16string_view text) { return parseHexPattern(text).error(); };
        QCOMPARE(errorOf(u"0d ?"), (codec::ParseError{3, Reason::OddDigit}));
        QCOMPARE(errorOf(u"? ?"), (codec::ParseError{1, Reason::SpaceInsideByte}));
        QCOMPARE(errorOf(u"0d g0"), (codec::ParseError{3, Reason::NotHexDigit}));
        QCOMPARE(errorOf(u"0d ?*"), (codec::ParseError{4, Reason::NotHexDigit}));
        QCOMPARE(errorOf(u"\uff1f\uff1f"), (codec::ParseError{0, Reason::NotHexDigit}));
    }
};

QTEST_GUILESS_MAIN(TestHexPattern)
#include "tst_hexpattern.moc"
