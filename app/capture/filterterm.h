// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/filterexpression.h"
#include "capture/filterlexer.h"
#include "capture/filterproblem.h"

#include <vector>

namespace capture {

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

} // namespace capture
