// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "library/change.h"

#include <QModelIndex>
#include <QSet>
#include <QWidget>

#include <vector>

class QAction;
class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QSortFilterProxyModel;
class QTreeView;

namespace ui {

class PayloadModel;

/// The saved payloads in their groups, to be searched, put in order, renamed and sent. It says what is wanted, and
/// shows what it is told; it knows neither file nor socket. Thread: GUI.
class PayloadsPane final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PayloadsPane)

public:
    explicit PayloadsPane(QWidget* parent = nullptr);

    /// @param payloads  in the order of the library. What is current stays so.
    void setPayloads(const std::vector<library::Payload>& payloads);
    /// Makes a payload current and lets its name be typed.
    void editName(const QString& id);

Q_SIGNALS:
    /// What is in the composer is to be kept.
    void saveRequested();
    void sendRequested(const library::Payload& payload);
    /// A payload is to be changed and sent in the composer.
    void composeRequested(const library::Payload& payload);
    void changeRequested(const library::Change& change);
    /// These are to go; they stood before the one with this id, or at the end.
    void removeRequested(const std::vector<library::Payload>& payloads, const QString& before);

private:
    void buildTree();
    void buildActions();
    QAction* addAction(const QString& text, const QKeySequence& key, void (PayloadsPane::*run)());
    void layOut();
    /// Where a name is being typed; null where none is.
    [[nodiscard]] QLineEdit* nameEditor() const;
    [[nodiscard]] QModelIndex current() const;
    void select(const QModelIndex& source);
    void unfold();
    void onCurrentChanged();
    void search(const QString& text);
    void send();
    void compose();
    void rename();
    void duplicate();
    void remove();
    void fillGroups();
    void moveTo(const QString& group);
    void moveToNewGroup();

    PayloadModel* m_model;
    QSortFilterProxyModel* m_found;
    QLineEdit* m_search;
    QTreeView* m_tree;
    QLabel* m_hint; // over the empty tree: what would fill it
    QPushButton* m_save;
    QPushButton* m_send;
    QMenu* m_groups;
    std::vector<QAction*> m_ofPayload; // only where the row is a payload
    std::vector<QAction*> m_ofRow;
    QSet<QString> m_folded; // names of groups
    QString m_newGroup; // whose name is to be typed when it is there
};

} // namespace ui
