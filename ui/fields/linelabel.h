// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLabel>

namespace ui {

/// Plain text that asks for the room of one line, and is broken into several where it gets less.
class LineLabel final : public QLabel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LineLabel)

public:
    explicit LineLabel(QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
};

} // namespace ui
