// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/properties/propertypanel.h"

#include "base/error.h"
#include "session/properties/propertymodel.h"
#include "ui/properties/propertycode.h"
#include "ui/properties/propertydelegate.h"
#include "ui/properties/propertyproxy.h"
#include "ui/properties/propertytree.h"
#include "ui/properties/propertywords.h"
#include "ui/theme/tones.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QScopedValueRollback>
#include <QUndoStack>
#include <QVBoxLayout>

namespace ui {

using namespace Qt::StringLiterals;
using session::PropertyModel;

namespace {

constexpr int UndoLimit = 100;

/// A change of one property. It was made before it was pushed, so the first redo does nothing.
class PropertyCommand final : public QUndoCommand
{
public:
    PropertyCommand(PropertyModel* model, session::PropertyEdit edit)
        : QUndoCommand(PropertyPanel::tr("%1 on %2").arg(edit.name, edit.endpoint))
        , m_model(model)
        , m_edit(std::move(edit))
    { }

    void undo() override { m_model->apply(*m_edit.before); }
    void redo() override
    {
        if (m_isMade)
            m_model->apply(m_edit.after);
        m_isMade = true;
    }

private:
    PropertyModel* m_model;
    session::PropertyEdit m_edit;
    bool m_isMade = false;
};

} // namespace

PropertyPanel::PropertyPanel(session::PropertyModel* model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_proxy(new PropertyProxy(this))
    , m_searchRow(new QVBoxLayout)
    , m_search(new QLineEdit(this))
    , m_tree(new PropertyTree(this))
    , m_undo(new QUndoStack(this))
    , m_open{static_cast<int>(session::PropertyGroup::Common)}
{
    m_undo->setUndoLimit(UndoLimit);
    m_search->setPlaceholderText(tr("Find option"));
    m_search->setAccessibleName(u"Find property"_s);
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_proxy->setSourceModel(model);
    m_tree->setModel(m_proxy);
    m_tree->setItemDelegate(new PropertyDelegate(m_tree));
    m_tree->setColumnHidden(PropertyModel::AskedColumn, true);
    m_tree->setEmptyText(tr("Select an endpoint to see and set its options."));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_searchRow->setContentsMargins(GridPixels, GridPixels / 2, GridPixels, GridPixels / 2);
    m_searchRow->addWidget(m_search);
    layout->addLayout(m_searchRow);
    layout->addWidget(m_tree, 1);
    setFocusProxy(m_tree);
    connectTree();
}

PropertyPanel::~PropertyPanel() = default;

void PropertyPanel::connectTree()
{
    connect(m_search, &QLineEdit::textChanged, this, &PropertyPanel::search);
    connect(m_model, &PropertyModel::edited, this, &PropertyPanel::pushUndo);
    connect(m_model, &PropertyModel::endpointAboutToChange, m_tree, &PropertyTree::cancelEdit);
    connect(m_proxy, &PropertyProxy::rowsInserted, this, [this](const QModelIndex& parent, int first, int last) {
        if (!parent.isValid())
            expandGroups(first, last);
        else if (m_proxy->rowCount(parent) == last - first + 1)
            expandGroups(parent.row(), parent.row());
    });
    connect(
        m_tree, &PropertyTree::expanded, this, [this](const QModelIndex& group) { rememberExpansion(group, true); });
    connect(
        m_tree, &PropertyTree::collapsed, this, [this](const QModelIndex& group) { rememberExpansion(group, false); });
    connect(m_tree, &PropertyTree::customContextMenuRequested, this, &PropertyPanel::showMenu);
    m_refresh.setInterval(RefreshInterval);
    connect(&m_refresh, &QTimer::timeout, m_model, &PropertyModel::requestRefresh);
    expandGroups(0, m_proxy->rowCount() - 1);
}

void PropertyPanel::addPart(QWidget* part)
{
    static_cast<QVBoxLayout*>(layout())->addWidget(part);
}

QWidget* PropertyPanel::takeSearch()
{
    m_searchRow->setContentsMargins({});
    return m_search;
}

void PropertyPanel::search(const QString& text)
{
    m_proxy->setSearch(text);
    const bool isNoneFound = !text.isEmpty() && m_model->rowCount() > 0;
    m_tree->setEmptyText(
        isNoneFound ? tr("No property matches.") : tr("Select an endpoint to see and set its options."));
    expandGroups(0, m_proxy->rowCount() - 1);
}

void PropertyPanel::expandGroups(int first, int last)
{
    const QScopedValueRollback<bool> restoring(m_restoringExpansion, true);
    for (int row = first; row <= last; ++row) {
        const QModelIndex group = m_proxy->index(row, PropertyModel::NameColumn);
        if (isProperty(group))
            continue;
        m_tree->setFirstColumnSpanned(row, {}, true);
        const bool isOpen = m_open.contains(group.data(PropertyModel::GroupRole).toInt());
        m_tree->setExpanded(group, isOpen || !m_search->text().isEmpty());
    }
}

void PropertyPanel::rememberExpansion(const QModelIndex& group, bool isExpanded)
{
    // What is found is always open; that says nothing about what a person wants open.
    if (m_restoringExpansion || !m_search->text().isEmpty())
        return;
    const int id = group.data(PropertyModel::GroupRole).toInt();
    if (isExpanded)
        m_open.insert(id);
    else
        m_open.remove(id);
}

void PropertyPanel::pushUndo(const session::PropertyEdit& edit)
{
    if (edit.before)
        m_undo->push(new PropertyCommand(m_model, edit));
}

void PropertyPanel::showMenu(const QPoint& position)
{
    const QModelIndex index = m_tree->indexAt(position);
    if (!isProperty(index))
        return;
    const QModelIndex value = index.siblingAtColumn(PropertyModel::ValueColumn);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (m_proxy->flags(value) & Qt::ItemIsEditable) {
        menu->addAction(tr("Edit"), m_tree, [this, value = QPersistentModelIndex(value)] { m_tree->edit(value); });
        menu->addSeparator();
    }
    addCopyActions(*menu, m_proxy->mapToSource(value));
    if (const int code = value.data(PropertyModel::ErrorRole).toInt(); code != 0) {
        menu->addSeparator();
        menu->addAction(tr("Explain %1").arg(QString::fromStdString(base::errnoName(code))), this,
            [this, code] { Q_EMIT explanationRequested(code); });
    }
    menu->popup(m_tree->viewport()->mapToGlobal(position));
}

void PropertyPanel::addCopyActions(QMenu& menu, const QModelIndex& index)
{
    const auto add = [&menu, this](const QString& label, const QString& text) {
        QAction* action = menu.addAction(label, this, [text] { QGuiApplication::clipboard()->setText(text); });
        action->setEnabled(!text.isEmpty());
    };
    add(tr("Copy Name"), index.siblingAtColumn(PropertyModel::NameColumn).data().toString());
    add(tr("Copy Value"), index.data().toString());
    add(tr("Copy as C"), propertyAsC(index));
    add(tr("Copy as Python"), propertyAsPython(index));
}

void PropertyPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_model->requestRefresh();
    m_refresh.start();
}

void PropertyPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_refresh.stop();
}

QModelIndex PropertyPanel::firstProperty() const
{
    const QModelIndex first = m_proxy->index(0, PropertyModel::ValueColumn);
    return isProperty(first)
        ? first
        : m_proxy->index(0, PropertyModel::ValueColumn, first.siblingAtColumn(PropertyModel::NameColumn));
}

bool PropertyPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Escape && !m_search->text().isEmpty()) {
        m_search->clear();
        return true;
    }
    if (key != Qt::Key_Down && key != Qt::Key_Return && key != Qt::Key_Enter)
        return false;
    // Into the tree, to the first property that was found.
    if (const QModelIndex found = firstProperty(); found.isValid()) {
        m_tree->setCurrentIndex(found);
        m_tree->setFocus(Qt::TabFocusReason);
    }
    return true;
}

} // namespace ui
