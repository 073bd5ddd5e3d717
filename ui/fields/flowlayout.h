// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLayout>

#include <memory>
#include <vector>

namespace ui {

/// Puts widgets side by side, each as wide as it asks to be, and goes on in a further row where they do not fit. What
/// is left of a row goes to those that expand. The height follows from the width.
class FlowLayout final : public QLayout
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FlowLayout)

public:
    /// Pixels between widgets of a row, and between rows.
    FlowLayout(int gap, int rowGap, QWidget* parent = nullptr);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override;
    [[nodiscard]] int count() const override { return int(m_items.size()); }
    [[nodiscard]] QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    void setGeometry(const QRect& rect) override;

private:
    struct Place
    {
        QLayoutItem* item;
        int width;
    };
    using Row = std::vector<Place>;
    /// Those that are shown, in rows of this width.
    [[nodiscard]] std::vector<Row> rows(int width) const;
    void widen(Row& row, int width) const;
    [[nodiscard]] static int heightOf(const Row& row);

    std::vector<std::unique_ptr<QLayoutItem>> m_items;
    int m_gap;
    int m_rowGap;
};

} // namespace ui
