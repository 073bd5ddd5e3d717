// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/jobs/searchquery.h"

#include "codec/hexpattern.h"

#include <algorithm>
#include <string>

namespace session {

namespace {

using query::SearchPattern;
using Kind = SearchProblem::Kind;

tl::unexpected<SearchProblem> problem(SearchProblem what)
{
    return tl::unexpected<SearchProblem>(std::move(what));
}

/// The place in the text of a place in its UTF-8.
qsizetype unitsBefore(const std::string& utf8, std::size_t bytes)
{
    return QString::fromUtf8(utf8.data(), qsizetype(std::min(bytes, utf8.size()))).size();
}

tl::expected<SearchPattern, SearchProblem> compileHex(const QString& text)
{
    const auto units = std::u16string_view(reinterpret_cast<const char16_t*>(text.utf16()), std::size_t(text.size()));
    auto parsed = codec::parseHexPattern(units);
    if (!parsed)
        return problem({Kind::Hex, qsizetype(parsed.error().offset), parsed.error().reason, {}});
    if (parsed->bytes.empty())
        return problem({});
    if (parsed->bytes.size() > query::BytePattern::MaxBytes)
        return problem({Kind::TooLong, text.size(), {}, {}});
    if (std::ranges::all_of(parsed->masks, [](std::byte mask) { return mask == std::byte{0}; }))
        return problem({Kind::OnlyWildcards, 0, {}, {}});
    return SearchPattern(query::BytePattern(std::move(parsed->bytes), std::move(parsed->masks)));
}

} // namespace

tl::expected<SearchPattern, SearchProblem> compile(const SearchQuery& query)
{
    if (query.text.isEmpty())
        return problem({});
    if (query.mode == SearchMode::Hex)
        return compileHex(query.text);
    const std::string utf8 = query.text.toStdString();
    if (query.mode == SearchMode::Regex) {
        auto regex = query::ByteRegex::compile(utf8, {.ignoreCase = !query.matchCase, .wholeWord = query.wholeWord});
        if (!regex)
            return problem(
                {Kind::Regex, unitsBefore(utf8, regex.error().offset), {}, QString::fromStdString(regex.error().text)});
        return SearchPattern(std::move(*regex));
    }
    if (utf8.size() > query::BytePattern::MaxBytes)
        return problem({Kind::TooLong, unitsBefore(utf8, query::BytePattern::MaxBytes), {}, {}});
    return SearchPattern(query::BytePattern::fromText(utf8, !query.matchCase),
        query.wholeWord ? SearchPattern::Words::Whole : SearchPattern::Words::Any);
}

} // namespace session
