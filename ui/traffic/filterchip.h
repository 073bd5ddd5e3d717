// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "query/filterexpression.h"

#include <QToolButton>

namespace ui {

/// A small switch with a word on it, calm when off and filled when on; it may stand for a filter. Owned by the filter
/// bar.
class FilterChip final : public QToolButton
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FilterChip)

public:
    FilterChip(const QString& text, const QString& toolTip, QWidget* parent);

    void setFilter(const query::FilterExpression& filter) { m_filter = filter; }
    [[nodiscard]] const query::FilterExpression& filter() const { return m_filter; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    query::FilterExpression m_filter;
};

} // namespace ui
