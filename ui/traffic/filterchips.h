// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "query/filterexpression.h"

#include <QStringList>
#include <QWidget>

#include <vector>

namespace ui {

class FilterChip;
class FoldingRow;

/// The filters that are one click away: Data, Calls, Errors, and those that the user pinned. What is shown passes one
/// of the chosen ones; none chosen means all. Where the bar has no room for them they are in a menu. Owned by the
/// filter bar.
class FilterChips final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FilterChips)

public:
    static constexpr int MaxPinned = 6;

    explicit FilterChips(QWidget* bar = nullptr);

    /// Pixels of width that the menu would free; 0 while they are in it.
    [[nodiscard]] int spared() const;

    [[nodiscard]] query::FilterExpression filter() const;
    void uncheckAll();
    /// Adds a chip for a filter that can be understood. False when there are enough, or there is one already.
    bool pin(const QString& filter);
    [[nodiscard]] QStringList pinned() const;

Q_SIGNALS:
    void filterChanged();

private:
    FilterChip* addChip(const QString& text, const QString& toolTip, const QString& filter);
    void offerUnpin(FilterChip* chip, const QPoint& position);

    FoldingRow* m_row;
    std::vector<FilterChip*> m_fixed;
    std::vector<FilterChip*> m_pinned;
};

} // namespace ui
