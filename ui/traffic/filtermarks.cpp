// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/filtermarks.h"

#include "codec/visible.h"

#include <span>

namespace ui {

std::vector<FilterMarks::Range> FilterMarks::in(const QString& payload) const
{
    std::vector<Range> ranges;
    for (const Text& text : m_texts) {
        for (qsizetype at = 0; ranges.size() < MaxRanges; at += text.shown.size()) {
            at = payload.indexOf(text.shown, at, text.sensitivity);
            if (at < 0)
                break;
            ranges.push_back({at, text.shown.size()});
        }
    }
    return ranges;
}

void FilterMarks::collect(const query::FilterNode& node)
{
    if (node.kind == query::FilterNode::Kind::Not)
        return;
    for (const query::FilterNode& part : node.parts)
        collect(part);
    if (node.kind != query::FilterNode::Kind::Test)
        return;
    if (const auto* any = std::get_if<query::AnyTextTest>(&node.test))
        add(any->folded, Qt::CaseInsensitive);
    if (const auto* payload = std::get_if<query::PayloadTest>(&node.test))
        add(payload->bytes, Qt::CaseSensitive);
}

void FilterMarks::add(const std::string& bytes, Qt::CaseSensitivity sensitivity)
{
    const codec::VisibleText visible = codec::visibleText(std::as_bytes(std::span(bytes)), bytes.size() * 8);
    if (!visible.text.empty())
        m_texts.push_back({QString::fromStdU16String(visible.text), sensitivity});
}

} // namespace ui
