// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"

#include <QAbstractTableModel>

#include <memory>

namespace session {
class Search;
}

namespace ui {

/// The hits of a search as rows, of which only those that are looked at are read. Owned by the HitList. Thread: GUI.
class HitModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HitModel)

public:
    enum Column
    {
        Record,
        Endpoint,
        Call,
        Offset,
        Excerpt,
        ColumnCount
    };

    explicit HitModel(QObject* parent = nullptr);
    ~HitModel() override;

    /// Null shows nothing. `search` must outlive the model or the next call.
    void setSearch(const session::Search* search, std::unique_ptr<capture::Reader> reader);
    /// Takes over what the search has found by now.
    void refresh();

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] QString excerpt(const capture::Record& record, quint32 offset) const;

    const session::Search* m_search = nullptr;
    std::unique_ptr<capture::Reader> m_reader;
    int m_rows = 0;
};

} // namespace ui
