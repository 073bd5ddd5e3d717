// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/fields/accessibletext.h"

namespace ui {

class HexView;

/// A HexView as assistive technology sees it: the text is the dump of its bytes. Owned by Qt's accessibility cache.
class AccessibleHex final : public AccessibleText
{
public:
    explicit AccessibleHex(HexView* view);

    [[nodiscard]] QAccessible::State state() const override;
    void selection(int selectionIndex, int* startOffset, int* endOffset) const override;
    [[nodiscard]] int selectionCount() const override;
    void removeSelection(int selectionIndex) override;
    void setSelection(int selectionIndex, int startOffset, int endOffset) override;
    [[nodiscard]] int cursorPosition() const override;
    void setCursorPosition(int position) override;
    void scrollToSubstring(int startIndex, int endIndex) override;

    /// Tells assistive technology that the cursor moved. Nothing where none listens.
    static void announceCursor(HexView& view);

protected:
    [[nodiscard]] QString wholeText() const override;
    [[nodiscard]] QRect placeOf(int offset) const override;
    [[nodiscard]] int offsetAt(const QPoint& place) const override;

private:
    [[nodiscard]] HexView& view() const;
};

} // namespace ui
