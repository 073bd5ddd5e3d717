// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/filterexpression.h"

#include <utility>

namespace query {

FilterExpression::FilterExpression()
    : FilterExpression({}, {})
{ }

FilterExpression::FilterExpression(std::string text, FilterNode root)
    : m_text(std::move(text))
    , m_root(std::make_shared<const FilterNode>(std::move(root)))
{ }

FilterExpression FilterExpression::both(const FilterExpression& a, const FilterExpression& b)
{
    if (a.passesAll())
        return b;
    if (b.passesAll())
        return a;
    return {"(" + a.m_text + ") and (" + b.m_text + ")", {FilterNode::Kind::And, {*a.m_root, *b.m_root}, {}}};
}

bool FilterExpression::passesAll() const
{
    return m_root->kind == FilterNode::Kind::And && m_root->parts.empty();
}

} // namespace query
