// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/bytes/gotooffset.h"

namespace ui {

namespace {

/// ASCII digits only: QStringView::toULongLong takes signs, spaces and a locale's digits too.
tl::expected<std::uint64_t, OffsetProblem> parseNumber(QStringView text)
{
    unsigned base = 10;
    if (text.startsWith(u"0x", Qt::CaseInsensitive)) {
        base = 16;
        text = text.sliced(2);
    }
    if (text.isEmpty())
        return tl::unexpected(OffsetProblem::NotANumber);
    std::uint64_t value = 0;
    for (const QChar character : text) {
        const char16_t unit = character.unicode();
        const char16_t lower = unit | 0x20;
        unsigned digit = 16;
        if (unit >= u'0' && unit <= u'9')
            digit = unit - u'0';
        else if (unit < 0x80 && lower >= u'a' && lower <= u'f')
            digit = lower - u'a' + 10U;
        if (digit >= base)
            return tl::unexpected(OffsetProblem::NotANumber);
        if (__builtin_mul_overflow(value, base, &value) || __builtin_add_overflow(value, digit, &value))
            return tl::unexpected(OffsetProblem::BeyondEnd);
    }
    return value;
}

} // namespace

tl::expected<std::uint64_t, OffsetProblem> parseOffset(QStringView text, std::uint64_t current, std::uint64_t size)
{
    text = text.trimmed();
    if (text.isEmpty())
        return tl::unexpected(OffsetProblem::Empty);
    const bool forward = text.front() == u'+';
    const bool back = text.front() == u'-';
    const auto number = parseNumber(forward || back ? text.sliced(1) : text);
    if (!number)
        return back && number.error() == OffsetProblem::BeyondEnd ? tl::unexpected(OffsetProblem::BeforeStart) : number;
    std::uint64_t offset = *number;
    if (back) {
        if (*number > current)
            return tl::unexpected(OffsetProblem::BeforeStart);
        offset = current - *number;
    } else if (forward && __builtin_add_overflow(current, *number, &offset)) {
        return tl::unexpected(OffsetProblem::BeyondEnd);
    }
    if (offset >= size)
        return tl::unexpected(OffsetProblem::BeyondEnd);
    return offset;
}

} // namespace ui
