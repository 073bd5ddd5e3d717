// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractButton>
#include <QPointer>
#include <QWidget>

#include <vector>

class QHBoxLayout;
class QMenu;
class QToolButton;

namespace ui {

/// Buttons side by side in a bar, and where the bar has no room for them one button instead, whose menu does the same.
/// The bar has the row in its layout, maybe in a part of it; what the bar asks for at least is to leave out what the
/// row could spare. Thread: GUI.
class FoldingRow final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FoldingRow)

public:
    /// @param name  of the one button: plain text, also its accessible name.
    FoldingRow(const QString& name, QWidget* bar);

    /// The row owns it from now on; it may be deleted.
    void add(QAbstractButton* button);
    /// Pixels of width that folding would free; 0 while it is folded.
    [[nodiscard]] int spared() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] std::vector<QAbstractButton*> buttons() const;
    void fit(int room);
    void setFolded(bool isFolded);
    [[nodiscard]] int widthOfButtons() const;
    void fillMenu();

    QHBoxLayout* m_layout;
    QWidget* m_bar;
    std::vector<QPointer<QAbstractButton>> m_buttons;
    QToolButton* m_instead;
    QMenu* m_menu;
    bool m_isFolded = false;
};

} // namespace ui
