// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"

#include <QStyledItemDelegate>

class QLineEdit;

namespace session {
class EndpointNames;
}

namespace ui {

/// Paints an endpoint on two lines: sign, name and address; state and counters. Its name is edited in place, and what
/// it cannot be called stays in the editor, with a word why. Owned by the tree. Thread: GUI.
class EndpointDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EndpointDelegate)

public:
    explicit EndpointDelegate(QObject* parent = nullptr);

    /// @param names  must outlive it; null where nothing is renamed.
    void setNames(session::EndpointNames* names) { m_names = names; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QWidget* createEditor(
        QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
    void updateEditorGeometry(
        QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] QString problemWith(const QLineEdit& editor) const;

    session::EndpointNames* m_names = nullptr;
};

} // namespace ui
