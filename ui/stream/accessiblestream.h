// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAccessibleTextInterface>
#include <QAccessibleWidget>

namespace ui {

class StreamView;

/// A StreamView as assistive technology sees it: a read-only text, which is the rows that are visible.
/// Owned by Qt's accessibility cache; made by the factory that installAccessibleStream() installs.
class AccessibleStream final : public QAccessibleWidget, public QAccessibleTextInterface
{
public:
    explicit AccessibleStream(StreamView* view);

    void* interface_cast(QAccessible::InterfaceType type) override;
    [[nodiscard]] QAccessible::State state() const override;
    [[nodiscard]] QString text(QAccessible::Text text) const override;
    /// None: the scroll bars tell nothing that the text does not.
    [[nodiscard]] int childCount() const override { return 0; }

    void selection(int selectionIndex, int* startOffset, int* endOffset) const override;
    [[nodiscard]] int selectionCount() const override { return 0; }
    void addSelection(int, int) override { }
    void removeSelection(int) override { }
    void setSelection(int, int, int) override { }
    [[nodiscard]] int cursorPosition() const override;
    void setCursorPosition(int position) override;
    [[nodiscard]] QString text(int startOffset, int endOffset) const override;
    [[nodiscard]] int characterCount() const override;
    [[nodiscard]] QRect characterRect(int offset) const override;
    [[nodiscard]] int offsetAtPoint(const QPoint& point) const override;
    void scrollToSubstring(int, int) override { }
    QString attributes(int offset, int* startOffset, int* endOffset) const override;

private:
    [[nodiscard]] StreamView& view() const;
};

/// Makes Qt use AccessibleStream for each StreamView. Any number of times; GUI thread.
void installAccessibleStream();
/// Tells assistive technology that other rows are visible. Nothing where none listens.
void announceStream(StreamView& view);

} // namespace ui
