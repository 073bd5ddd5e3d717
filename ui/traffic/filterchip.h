// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QToolButton>

namespace ui {

/// A small switch with a word on it, calm when off and filled when on. Owned by the filter bar.
class FilterChip final : public QToolButton
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FilterChip)

public:
    FilterChip(const QString& text, const QString& toolTip, QWidget* parent);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace ui
