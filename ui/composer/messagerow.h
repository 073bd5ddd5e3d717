// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/notice/severitymark.h"

#include <QWidget>

#include <optional>

namespace ui {

class LineLabel;

/// The line with a payload: what is wrong or to be known on the left, how many bytes there are on the right.
class MessageRow final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MessageRow)

public:
    explicit MessageRow(QWidget* parent = nullptr);

    /// @param severity  without one the text is a hint: no sign, and in the tone of secondary text.
    void setMessage(const QString& text, std::optional<Severity> severity);
    void setCount(const QString& text);
    /// All in one line.
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyTones();

    std::optional<Severity> m_severity;
    SeverityMark* m_mark;
    LineLabel* m_message;
    LineLabel* m_count;
};

} // namespace ui
