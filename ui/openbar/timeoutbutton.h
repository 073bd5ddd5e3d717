// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QToolButton>

#include <chrono>

class QActionGroup;

namespace ui {

/// Chooses how long a connect may take. Owned by the open bar. Thread: GUI.
class TimeoutButton final : public QToolButton
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TimeoutButton)

public:
    explicit TimeoutButton(QWidget* parent = nullptr);

    /// 0 leaves it to the kernel.
    [[nodiscard]] std::chrono::seconds timeout() const;

private:
    void showChoice();

    QActionGroup* m_choices;
};

} // namespace ui
