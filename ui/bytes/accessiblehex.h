// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAccessibleTextInterface>
#include <QAccessibleWidget>

namespace ui {

class HexView;

/// A HexView as assistive technology sees it: a read-only text, which is the dump of its bytes.
/// Owned by Qt's accessibility cache; made by the factory that installAccessibleHex() installs.
class AccessibleHex final : public QAccessibleWidget, public QAccessibleTextInterface
{
public:
    explicit AccessibleHex(HexView* view);

    void* interface_cast(QAccessible::InterfaceType type) override;
    [[nodiscard]] QAccessible::State state() const override;
    [[nodiscard]] QString text(QAccessible::Text text) const override;
    /// None: the scroll bars tell nothing that the text does not.
    [[nodiscard]] int childCount() const override { return 0; }

    void selection(int selectionIndex, int* startOffset, int* endOffset) const override;
    [[nodiscard]] int selectionCount() const override;
    void addSelection(int startOffset, int endOffset) override;
    void removeSelection(int selectionIndex) override;
    void setSelection(int selectionIndex, int startOffset, int endOffset) override;
    [[nodiscard]] int cursorPosition() const override;
    void setCursorPosition(int position) override;
    [[nodiscard]] QString text(int startOffset, int endOffset) const override;
    [[nodiscard]] int characterCount() const override;
    [[nodiscard]] QRect characterRect(int offset) const override;
    [[nodiscard]] int offsetAtPoint(const QPoint& point) const override;
    void scrollToSubstring(int startIndex, int endIndex) override;
    QString attributes(int offset, int* startOffset, int* endOffset) const override;

private:
    [[nodiscard]] HexView& view() const;
};

/// Makes Qt use AccessibleHex for each HexView. Any number of times; GUI thread.
void installAccessibleHex();
/// Tells assistive technology that the cursor moved, and that the bytes are others. Nothing where none listens.
void announceCursor(HexView& view);
void announceBytes(HexView& view);

} // namespace ui
