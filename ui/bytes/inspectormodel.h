// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "codec/inspect.h"

#include <QAbstractTableModel>

#include <vector>

namespace ui {

/// A few bytes as all that they may stand for, one type a row, in either byte order. Rows keep their places while the
/// bytes change, as far as codec::inspect() does. Owned by the Inspector. Thread: GUI.
class InspectorModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InspectorModel)

public:
    enum Column
    {
        Type,
        Little,
        Big,
        ColumnCount
    };

    /// So many bytes are shown as text, if as many are selected.
    static constexpr std::size_t TextBytes = 256;

    explicit InspectorModel(QObject* parent = nullptr);

    /// @param bytes  from the first selected one or from the cursor on, at most TextBytes. @param selected  how many
    /// are selected, 0 for none.
    void setBytes(std::vector<std::byte> bytes, quint64 selected);
    [[nodiscard]] codec::NumberBase base() const { return m_base; }
    void setBase(codec::NumberBase base);
    [[nodiscard]] QString charset() const { return m_charset; }
    /// One of charsets(); others are not taken.
    void setCharset(const QString& charset);

    /// False where both orders are the same, and one cell is enough.
    [[nodiscard]] bool isOrdered(int row) const;
    /// How many bytes, from the first on, the row's value was read from.
    [[nodiscard]] quint64 coveredBytes(int row) const;
    /// "uint16<tab>258<tab>513", as it is copied.
    [[nodiscard]] QString rowText(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// Which rows there are, or which of them are ordered.
    void rowsChanged();

private:
    void refresh();
    void takeValues(std::vector<codec::InspectedValue> values, int textRow);
    [[nodiscard]] const codec::InspectedValue* value(int row) const;
    [[nodiscard]] QString cellText(int row, int column) const;
    [[nodiscard]] std::span<const std::byte> textBytes() const;

    std::vector<std::byte> m_bytes;
    quint64 m_selected = 0;
    codec::NumberBase m_base = codec::NumberBase::Decimal;
    QString m_charset;
    std::vector<codec::InspectedValue> m_values;
    QString m_text;
    int m_textRow = -1; // among those of m_values, after the single characters; -1 for none
};

} // namespace ui
