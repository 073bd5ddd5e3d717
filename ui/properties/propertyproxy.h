// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QSortFilterProxyModel>

namespace ui {

/// A session::PropertyModel in words for people, and of it only what is looked for. A group that matches shows all of
/// its properties.
class PropertyProxy final : public QSortFilterProxyModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PropertyProxy)

public:
    explicit PropertyProxy(QObject* parent = nullptr);

    /// Shows what has the text in its name or its meaning; empty shows all.
    void setSearch(const QString& text);
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;

private:
    QString m_search;
};

} // namespace ui
