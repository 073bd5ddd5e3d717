// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QTreeView>

namespace ui {

/// The property panel's tree. Wherever in a row a person is, editing means its value: F2 and Enter edit, Space toggles
/// a flag, typing begins an edit, Escape cancels. A click on a value edits it, and opens the list of a choice. An error
/// has a line of its own below its row. Names and values share the width.
class PropertyTree final : public QTreeView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PropertyTree)

public:
    explicit PropertyTree(QWidget* parent = nullptr);

    using QTreeView::edit;

    /// Shown in place of rows when there are none.
    void setEmptyText(const QString& text);
    /// Closes an open editor without taking its text.
    void cancelEdit();

protected:
    bool edit(const QModelIndex& index, EditTrigger trigger, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void shareWidth();
    void editByClick(const QModelIndex& value);

    QString m_emptyText;
};

} // namespace ui
