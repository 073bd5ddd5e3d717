// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractButton>

namespace ui {

/// A quiet mark at the bottom edge of the log: so many rows have come that are not on the screen. A click leads there.
/// Owned by the view. Hidden while there are none.
class NewRowsButton final : public QAbstractButton
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NewRowsButton)

public:
    explicit NewRowsButton(QWidget* parent);

    void setNewRows(quint64 rows);
    /// Places it in the lower right corner of its parent, where a row is least likely to have text.
    void place();
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    quint64 m_rows = 0;
};

} // namespace ui
