// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "library/change.h"

#include <QAbstractItemModel>

#include <vector>

namespace ui {

/// The saved payloads as rows: those without a group, then a row for each group with its own below it. What a person
/// does to a row is asked for as a change; the rows are others when it has been made. Owned by the pane. Thread: GUI.
class PayloadModel final : public QAbstractItemModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PayloadModel)

public:
    enum Column
    {
        Name,
        Key, ///< that sends it, for the first nine
        Columns
    };
    static constexpr int SearchRole = Qt::UserRole; ///< all texts of a payload, to be searched

    explicit PayloadModel(QObject* parent = nullptr);

    /// @param payloads  in the order of the library.
    void setPayloads(const std::vector<library::Payload>& payloads);
    /// The payload of a row; null for a group and for no row.
    [[nodiscard]] const library::Payload* payload(const QModelIndex& index) const;
    /// The payloads of a row: one, or all of a group.
    [[nodiscard]] std::vector<library::Payload> payloads(const QModelIndex& index) const;
    /// The row of a payload; no index where it is not there.
    [[nodiscard]] QModelIndex indexOf(const QString& id) const;
    [[nodiscard]] QModelIndex indexOfGroup(const QString& name) const;
    [[nodiscard]] QStringList groups() const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool dropMimeData(
        const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent) override;

Q_SIGNALS:
    void changeRequested(const library::Change& change);

private:
    struct Group
    {
        QString name;
        int first = 0; ///< number of its first payload
        std::vector<library::Payload> payloads;
    };
    [[nodiscard]] const Group* groupOf(const QModelIndex& index) const;
    [[nodiscard]] QVariant payloadData(const library::Payload& payload, int number, int column, int role) const;
    [[nodiscard]] static QVariant groupData(const Group& group, int column, int role);

    std::vector<Group> m_groups; // the first has no name, and its payloads no row above them
};

} // namespace ui
