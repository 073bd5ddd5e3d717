// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLabel>

namespace ui {

/// The title of a dock: its name, by which it can be dragged, and nothing else. A tab that says the same takes its
/// place.
class DockTitle final : public QLabel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DockTitle)

public:
    explicit DockTitle(const QString& text, QWidget* parent = nullptr);

    void setFolded(bool isFolded);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    bool m_isFolded = false;
};

} // namespace ui
