// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/bytes/hexselection.h"

#include <QWidget>

#include <array>
#include <memory>

namespace ui {

class ByteSource;
class BytesPane;

/// The bytes of two records side by side, exactly as wide as each other, so that the same offsets are on the same rows:
/// they scroll together and select together. Owned by the compare window.
class CompareViews final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CompareViews)

public:
    explicit CompareViews(QWidget* parent = nullptr);

    struct Side
    {
        std::shared_ptr<ByteSource> bytes;
        QString title; ///< which record: plain text, inert
    };
    void show(const Side& left, const Side& right);
    [[nodiscard]] BytesPane* left() const { return m_panes[0]; }
    [[nodiscard]] BytesPane* right() const { return m_panes[1]; }
    /// Selects these bytes on both sides, as far as they are there, and scrolls to the first.
    void select(const ByteRange& range);
    /// What is selected on the side that has more of it; size 0 for nothing.
    [[nodiscard]] ByteRange selected() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void follow(BytesPane& other, const BytesPane& moved);

    std::array<BytesPane*, 2> m_panes; // left, right
    bool m_following = false; // a view follows the other one, and is not followed itself
};

} // namespace ui
