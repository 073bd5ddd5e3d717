// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/fields/accessibletext.h"

namespace ui {

class StreamView;

/// A StreamView as assistive technology sees it: the text is the rows that are visible. Owned by Qt's accessibility
/// cache.
class AccessibleStream final : public AccessibleText
{
public:
    explicit AccessibleStream(StreamView* view);

    [[nodiscard]] int cursorPosition() const override;
    void setCursorPosition(int position) override;

protected:
    [[nodiscard]] QString wholeText() const override;
    [[nodiscard]] QRect placeOf(int offset) const override;
    [[nodiscard]] int offsetAt(const QPoint& place) const override;

private:
    [[nodiscard]] StreamView& view() const;
    /// How many rows down from the top a character is, and where the first one of such a row is; -1 for none.
    [[nodiscard]] int lineOf(int offset) const;
    [[nodiscard]] int startOf(quint64 line) const;
};

} // namespace ui
