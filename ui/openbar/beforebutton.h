// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QPushButton>

namespace ui {

class BeforeOpening;

/// Opens what is set before opening, below itself; shows how much of it is, in few words where the bar is narrow. Owned
/// by the open bar. Thread: GUI.
class BeforeButton final : public QPushButton
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BeforeButton)

public:
    explicit BeforeButton(QWidget* bar);

    [[nodiscard]] BeforeOpening* panel() const { return m_panel; }
    void showPanel();
    /// With room for what it says when something is set: what stands beside it must not move then.
    [[nodiscard]] QSize sizeHint() const override { return roomFor(m_isShort); }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
    /// Pixels of width that the few words would free; 0 while they are shown.
    [[nodiscard]] int spared() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void onClicked();
    void setShort(bool isShort);
    void showWhatIsSet();
    [[nodiscard]] static QString words(bool isShort, int count);
    [[nodiscard]] QSize roomFor(bool isShort) const;

    BeforeOpening* m_panel;
    bool m_isShort = false;
    bool m_closesPanel = false; // the press of this click has closed it
};

} // namespace ui
