// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/bytes/hexselection.h"

#include <QWidget>

class QComboBox;
class QTableView;

namespace ui {

class ByteSource;
class InspectorModel;

/// A panel that says what the selected bytes, or those from the cursor on, may stand for; with the base of integers and
/// the charset of text to choose. Reads a few hundred bytes, however many are selected. Owned by the bytes pane.
class Inspector final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Inspector)

public:
    explicit Inspector(QWidget* parent = nullptr);

    /// Shows these bytes; a selection of one byte is a cursor, and of none the bytes are those at the start. Null shows
    /// nothing.
    void inspect(ByteSource* source, const ByteRange& selection);
    /// The bytes of the row that is chosen; size 0 for none.
    [[nodiscard]] ByteRange covered() const;
    [[nodiscard]] InspectorModel* model() const { return m_model; }
    [[nodiscard]] QTableView* table() const { return m_table; }
    /// As narrow as it is of use.
    [[nodiscard]] int usefulWidth() const;
    /// Wide enough for 64-bit numbers side by side.
    [[nodiscard]] QSize sizeHint() const override;

    /// Base and charset.
    [[nodiscard]] QByteArray saveState() const;
    /// Takes only what saveState() gave.
    void restoreState(const QByteArray& state);

Q_SIGNALS:
    void coveredChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildChoices();
    void buildTable();
    void spanRows();
    [[nodiscard]] int widthFor(const QString& number) const;
    void openMenu(const QPoint& position);
    void copyRow() const;
    void copyAll() const;

    InspectorModel* m_model;
    QComboBox* m_base;
    QComboBox* m_charset;
    QTableView* m_table;
    quint64 m_first = 0; // offset of the first byte
};

} // namespace ui
