// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAccessibleTextInterface>
#include <QAccessibleWidget>

class QAbstractScrollArea;

namespace ui {

/// A scroll area that paints its own rows, as assistive technology sees it: a read-only text of several lines, without
/// a selection unless the derived class has one. Offsets count characters of the text.
class AccessibleText : public QAccessibleWidget, public QAccessibleTextInterface
{
public:
    void* interface_cast(QAccessible::InterfaceType type) override;
    [[nodiscard]] QAccessible::State state() const override;
    [[nodiscard]] QString text(QAccessible::Text kind) const override;
    /// None: the scroll bars tell nothing that the text does not.
    [[nodiscard]] int childCount() const override { return 0; }

    void selection(int selectionIndex, int* startOffset, int* endOffset) const override;
    [[nodiscard]] int selectionCount() const override { return 0; }
    void addSelection(int startOffset, int endOffset) override { setSelection(0, startOffset, endOffset); }
    void removeSelection(int) override { }
    void setSelection(int, int, int) override { }
    [[nodiscard]] QString text(int startOffset, int endOffset) const override;
    [[nodiscard]] int characterCount() const override;
    [[nodiscard]] QRect characterRect(int offset) const override;
    [[nodiscard]] int offsetAtPoint(const QPoint& point) const override;
    void scrollToSubstring(int, int) override { }
    QString attributes(int offset, int* startOffset, int* endOffset) const override;

    /// Tells assistive technology that the text of a view is another.
    static void announceText(QWidget& view);

protected:
    explicit AccessibleText(QAbstractScrollArea* area);

    [[nodiscard]] virtual QString wholeText() const = 0;
    /// Of a character, in the viewport.
    [[nodiscard]] virtual QRect placeOf(int offset) const = 0;
    /// The character at a place of the viewport; -1 for none.
    [[nodiscard]] virtual int offsetAt(const QPoint& place) const = 0;

private:
    [[nodiscard]] QWidget* viewport() const;
};

} // namespace ui
