// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/jobs/dissection.h"

#include <QDialog>
#include <QTimer>

#include <optional>

class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace ui {

/// What tshark makes of the log's current record, as a tree; it follows the log. Deletes itself when it is closed.
/// Thread: GUI.
class DissectionWindow final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DissectionWindow)

public:
    DissectionWindow(session::ReaderFactory newReader, QWidget* parent);

    /// Another record is current. Asked for soon after, so that moving through the log starts no program for each row.
    void showRecord(std::optional<quint64> record);

private:
    void start();
    void present(const std::vector<session::DissectedField>& protocols);
    void say(const QString& text);
    [[nodiscard]] static QTreeWidgetItem* makeItem(const session::DissectedField& field);

    session::Dissection* m_dissection;
    QLabel* m_status;
    QTreeWidget* m_tree;
    std::optional<quint64> m_record;
    QTimer m_pause;
};

} // namespace ui
