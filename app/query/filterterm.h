// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "query/filterexpression.h"
#include "query/filterlexer.h"
#include "query/filterproblem.h"

#include <vector>

namespace query {

/// One test as it was typed. A lone word or text has no operation (kind End); `contains` and `matches` by themselves
/// are subject and operation in one.
struct FilterTerm
{
    FilterToken subject;
    FilterToken operation;
    std::vector<FilterToken> values;
};

/// What a test means: several values become an `or`, a `!=` a `not`. Thread: any.
[[nodiscard]] FilterResult<FilterNode> makeTerm(const FilterTerm& term);

} // namespace query
