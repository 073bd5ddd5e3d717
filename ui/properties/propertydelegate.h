// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace ui {

/// Paints a property's value with its unit and what was asked for, and makes the editor that suits its type. Editors
/// hand over text; whether it is a value is the model's to say.
class PropertyDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PropertyDelegate)

public:
    /// Pixels of a row in this font; a row with an error has a second line below it.
    [[nodiscard]] static int rowHeight(const QFontMetrics& metrics);
    [[nodiscard]] static int errorHeight(const QFontMetrics& metrics);

    explicit PropertyDelegate(QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QWidget* createEditor(
        QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
    void updateEditorGeometry(
        QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
        const QModelIndex& index) override;

private:
    void paintValue(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void commitAndClose(QWidget* editor);
};

} // namespace ui
