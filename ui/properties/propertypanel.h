// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QSet>
#include <QTimer>
#include <QWidget>

class QLineEdit;
class QMenu;
class QUndoStack;
class QVBoxLayout;

namespace session {
class PropertyModel;
struct PropertyEdit;
} // namespace session

namespace ui {

class PropertyProxy;
class PropertyTree;

/// The property panel: a search field over the tree of one endpoint's properties, edited in place. It makes no call;
/// what a person changes leaves through the model's requests. While it is visible it asks for a reading once a second,
/// for the facts that change by themselves.
class PropertyPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PropertyPanel)

public:
    static constexpr std::chrono::milliseconds RefreshInterval{1000};

    /// @param model  must outlive the panel.
    explicit PropertyPanel(session::PropertyModel* model, QWidget* parent = nullptr);
    ~PropertyPanel() override;

    /// Changes that were made here, of any endpoint. Undo sets the old value; the kernel has the last word.
    [[nodiscard]] QUndoStack* undoStack() const { return m_undo; }
    /// Puts a part of its own below the tree, which becomes the panel's.
    void addPart(QWidget* part);
    /// The search field, for a window that has a place of its own for it, and owns it from then on.
    [[nodiscard]] QWidget* takeSearch();

Q_SIGNALS:
    /// A person wants to know more about the errno of an option that could not be set.
    void explanationRequested(int code);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void connectTree();
    void search(const QString& text);
    void expandGroups(int first, int last);
    void rememberExpansion(const QModelIndex& group, bool isExpanded);
    [[nodiscard]] QModelIndex firstProperty() const;
    void pushUndo(const session::PropertyEdit& edit);
    void showMenu(const QPoint& position);
    void addCopyActions(QMenu& menu, const QModelIndex& index);

    session::PropertyModel* m_model;
    PropertyProxy* m_proxy;
    QVBoxLayout* m_searchRow; // has the search field, as long as nobody takes it
    QLineEdit* m_search;
    PropertyTree* m_tree;
    QUndoStack* m_undo;
    QTimer m_refresh;
    QSet<int> m_open; // groups that are not folded: those that a person has opened, and what is set most
    bool m_restoringExpansion = false;
};

} // namespace ui
