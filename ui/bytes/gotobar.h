// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <cstdint>

class QLabel;
class QLineEdit;

namespace ui {

/// The field in which an offset is typed. Enter goes there and closes it, Escape closes it; a mistake is told beside
/// it.
class GoToBar final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GoToBar)

public:
    explicit GoToBar(QWidget* parent = nullptr);

    /// Shows the field for `size` bytes, relative offsets counted from `current`, and gives it the focus.
    void open(std::uint64_t current, std::uint64_t size);

Q_SIGNALS:
    void offsetChosen(quint64 offset);
    /// The field is hidden again, after a choice or without one.
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void submit();
    void showProblem(const QString& text);

    QLineEdit* m_field;
    QLabel* m_problem;
    std::uint64_t m_current = 0;
    std::uint64_t m_size = 0;
};

} // namespace ui
