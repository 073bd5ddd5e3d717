// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/payloads/payloadspane.h"

#include "ui/payloads/payloadmodel.h"
#include "ui/payloads/payloadwords.h"
#include "ui/theme/tones.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>
#include <utility>

namespace ui {

using namespace Qt::StringLiterals;
using library::Payload;

namespace {

/// Rows with the room that the log's have.
class AiryRows final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QSize least = QStyledItemDelegate::sizeHint(option, index);
        return {least.width(), std::max(least.height(), option.fontMetrics.height() + 3 * GridPixels / 4)};
    }
};

} // namespace

PayloadsPane::PayloadsPane(QWidget* parent)
    : QWidget(parent)
    , m_model(new PayloadModel(this))
    , m_found(new QSortFilterProxyModel(this))
    , m_search(new QLineEdit(this))
    , m_tree(new QTreeView(this))
    , m_hint(new QLabel(tr("Save Payload keeps here what is typed below.")))
    , m_save(new QPushButton(tr("Save Payload"), this))
    , m_send(new QPushButton(tr("Send"), this))
    , m_groups(new QMenu(tr("Move to &Group"), this))
{
    buildTree();
    buildActions();
    layOut();
    m_search->setPlaceholderText(tr("Find payload"));
    m_search->setAccessibleName(u"Find payload"_s);
    m_search->setClearButtonEnabled(true);
    m_save->setToolTip(tr("Keeps what is typed below, to be sent again (Ctrl+Shift+D)"));
    m_send->setAccessibleName(tr("Send payload"));
    m_send->setToolTip(tr("Sends the selected one on the current endpoint: Enter or a double click does it too"));
    setFocusProxy(m_tree);
    connect(m_search, &QLineEdit::textChanged, this, &PayloadsPane::search);
    connect(m_save, &QPushButton::clicked, this, &PayloadsPane::saveRequested);
    connect(m_send, &QPushButton::clicked, this, &PayloadsPane::send);
    // When the view is done with the row that the change is of: other rows take its place.
    connect(m_model, &PayloadModel::changeRequested, this, &PayloadsPane::changeRequested, Qt::QueuedConnection);
    setPayloads({});
}

void PayloadsPane::buildTree()
{
    m_found->setSourceModel(m_model);
    m_found->setFilterRole(PayloadModel::SearchRole);
    m_found->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_found->setRecursiveFilteringEnabled(true);
    m_found->setAutoAcceptChildRows(true);
    m_tree->setAccessibleName(tr("Payloads"));
    m_tree->setModel(m_found);
    m_tree->setItemDelegate(new AiryRows(m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setMinimumSectionSize(0);
    m_tree->header()->setSectionResizeMode(PayloadModel::Name, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(PayloadModel::Key, QHeaderView::ResizeToContents);
    m_tree->setIndentation(2 * GridPixels);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setMinimumSize(20 * GridPixels, 6 * GridPixels); // on a small screen, too
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers); // F2 is an action's, a double click sends
    m_tree->setExpandsOnDoubleClick(true);
    m_tree->setDragDropMode(QAbstractItemView::InternalMove);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_tree, &QTreeView::activated, this, &PayloadsPane::send);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &PayloadsPane::onCurrentChanged);
    const auto groupAt = [this](const QModelIndex& index) { return index.data(Qt::EditRole).toString(); };
    connect(
        m_tree, &QTreeView::collapsed, this, [this, groupAt](const QModelIndex& at) { m_folded.insert(groupAt(at)); });
    connect(
        m_tree, &QTreeView::expanded, this, [this, groupAt](const QModelIndex& at) { m_folded.remove(groupAt(at)); });
    auto* overTree = new QVBoxLayout(m_tree->viewport());
    overTree->addWidget(m_hint);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
}

QAction* PayloadsPane::addAction(const QString& text, const QKeySequence& key, void (PayloadsPane::*run)())
{
    auto* action = new QAction(text, this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, run);
    m_tree->addAction(action);
    return action;
}

void PayloadsPane::buildActions()
{
    m_ofPayload = {addAction(tr("&Send Payload"), {}, &PayloadsPane::send),
        addAction(tr("&Put into Payload"), {}, &PayloadsPane::compose)};
    m_ofRow = {addAction(tr("&Rename"), QKeySequence(u"F2"_s), &PayloadsPane::rename),
        addAction(tr("D&uplicate"), {}, &PayloadsPane::duplicate)};
    m_tree->addAction(m_groups->menuAction());
    m_ofRow.push_back(m_groups->menuAction());
    m_ofRow.push_back(addAction(tr("&Delete"), QKeySequence::Delete, &PayloadsPane::remove));
    connect(m_groups, &QMenu::aboutToShow, this, &PayloadsPane::fillGroups);
}

void PayloadsPane::layOut()
{
    auto* searchRow = new QHBoxLayout;
    searchRow->setContentsMargins(GridPixels, GridPixels, GridPixels, GridPixels / 2);
    searchRow->addWidget(m_search);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(GridPixels, GridPixels / 2, GridPixels, GridPixels / 2);
    buttons->setSpacing(GridPixels);
    buttons->addWidget(m_save);
    buttons->addStretch();
    buttons->addWidget(m_send);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addLayout(searchRow);
    column->addWidget(m_tree, 1);
    column->addLayout(buttons);
}

void PayloadsPane::setPayloads(const std::vector<Payload>& payloads)
{
    const QModelIndex before = current();
    const Payload* payload = m_model->payload(before);
    const QString id = payload ? payload->id : QString();
    const QString group = payload ? payload->group : before.data(Qt::EditRole).toString();
    const QLineEdit* editor = nameEditor();
    const std::optional<QString> typed = editor ? std::optional(editor->text()) : std::nullopt;
    m_model->setPayloads(payloads);
    unfold();
    const QModelIndex same = m_model->indexOf(id);
    select(same.isValid() ? same : m_model->indexOfGroup(group));
    if (!m_tree->currentIndex().isValid())
        select(m_model->index(0, PayloadModel::Name));
    // Another window's change is no reason to lose the name that is being typed in this one.
    if (typed && (same.isValid() || id.isEmpty())) {
        rename();
        if (QLineEdit* again = nameEditor())
            again->setText(*typed);
    }
    if (const QModelIndex added = m_model->indexOfGroup(std::exchange(m_newGroup, {})); added.isValid()) {
        select(added);
        rename();
    }
    m_hint->setVisible(payloads.empty());
    m_search->setVisible(!payloads.empty());
    onCurrentChanged();
}

/// After the model has begun anew everything is folded; not so what a search has found.
void PayloadsPane::unfold()
{
    const QSet<QString> folded = m_folded;
    m_tree->expandAll();
    if (m_search->text().isEmpty()) {
        for (const QString& name : folded)
            m_tree->collapse(m_found->mapFromSource(m_model->indexOfGroup(name)));
    }
    m_folded = folded;
}

void PayloadsPane::editName(const QString& id)
{
    if (!m_found->mapFromSource(m_model->indexOf(id)).isValid())
        m_search->clear();
    select(m_model->indexOf(id));
    rename();
}

QLineEdit* PayloadsPane::nameEditor() const
{
    const auto editors = m_tree->viewport()->findChildren<QLineEdit*>();
    const auto found = std::ranges::find_if(editors, [](const QLineEdit* each) { return each->isVisible(); });
    return found == editors.end() ? nullptr : *found;
}

QModelIndex PayloadsPane::current() const
{
    const QModelIndex index = m_found->mapToSource(m_tree->currentIndex());
    return index.siblingAtColumn(PayloadModel::Name);
}

void PayloadsPane::select(const QModelIndex& source)
{
    const QModelIndex index = m_found->mapFromSource(source);
    if (!index.isValid())
        return;
    m_tree->setCurrentIndex(index);
    m_tree->scrollTo(index);
}

void PayloadsPane::onCurrentChanged()
{
    const QModelIndex index = current();
    const bool isPayload = m_model->payload(index) != nullptr;
    m_send->setEnabled(isPayload);
    for (QAction* action : m_ofPayload)
        action->setEnabled(isPayload);
    for (QAction* action : m_ofRow)
        action->setEnabled(index.isValid());
}

void PayloadsPane::search(const QString& text)
{
    m_found->setFilterFixedString(text);
    unfold();
    // In the order that is seen a place is one of the list only while all of it is seen.
    m_tree->setDragEnabled(text.isEmpty());
}

// --- what is asked for
// ------------------------------------------------------------------------------------------------

void PayloadsPane::send()
{
    if (const Payload* payload = m_model->payload(current()))
        Q_EMIT sendRequested(*payload);
}

void PayloadsPane::compose()
{
    if (const Payload* payload = m_model->payload(current()))
        Q_EMIT composeRequested(*payload);
}

void PayloadsPane::rename()
{
    const QModelIndex index = m_tree->currentIndex().siblingAtColumn(PayloadModel::Name);
    if (index.isValid())
        m_tree->edit(index);
}

void PayloadsPane::duplicate()
{
    const QModelIndex index = current();
    std::vector<Payload> copies = m_model->payloads(index);
    for (Payload& copy : copies) {
        copy.id.clear();
        copy.name = tr("%1 (copy)").arg(copy.name).left(Payload::MaxNameLength);
    }
    const Payload* next = m_model->payload(index.siblingAtRow(index.row() + 1));
    if (!copies.empty())
        Q_EMIT changeRequested(library::AddPayloads{std::move(copies), next ? next->id : QString()});
}

void PayloadsPane::remove()
{
    const QModelIndex index = current();
    const Payload* next = m_model->payload(index.siblingAtRow(index.row() + 1));
    const QString before = next ? next->id : QString();
    // The next one is current then, so that several can go one by one.
    const std::vector<Payload> gone = m_model->payloads(index);
    if (gone.empty())
        return;
    if (next || index.row() > 0)
        select(index.siblingAtRow(next ? index.row() + 1 : index.row() - 1));
    Q_EMIT removeRequested(gone, before);
}

void PayloadsPane::fillGroups()
{
    m_groups->clear();
    connect(m_groups->addAction(tr("&New Group")), &QAction::triggered, this, &PayloadsPane::moveToNewGroup);
    connect(m_groups->addAction(tr("N&o Group")), &QAction::triggered, this, [this] { moveTo({}); });
    m_groups->addSeparator();
    for (const QString& group : m_model->groups()) {
        const QString text = shownPayloadName(group).replace(u'&', u"&&"_s);
        connect(m_groups->addAction(text), &QAction::triggered, this, [this, group] { moveTo(group); });
    }
}

void PayloadsPane::moveTo(const QString& group)
{
    QStringList ids;
    for (const Payload& payload : m_model->payloads(current()))
        ids << payload.id;
    Q_EMIT changeRequested(library::MovePayloads{ids, group, {}});
}

void PayloadsPane::moveToNewGroup()
{
    int number = 1;
    const auto name = [&number] { return tr("Group %1").arg(number); };
    while (m_model->groups().contains(name()))
        ++number;
    m_newGroup = name();
    moveTo(m_newGroup);
}

} // namespace ui
