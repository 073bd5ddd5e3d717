// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "query/framingrules.h"
#include "session/properties/askedproperties.h"
#include "session/properties/property.h"
#include "session/properties/propertyedit.h"

#include <QAbstractItemModel>

#include <vector>

namespace session {

/// The properties of one endpoint as a tree of two levels: first the properties that say how calls are made, then
/// groups of others. It knows no engine: what a person changes leaves it as a command, and what became of it comes back
/// through update(), so that a value shown is always the kernel's. Words for people and colours are the view's. Thread:
/// one.
class PropertyModel final : public QAbstractItemModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PropertyModel)

public:
    enum Column
    {
        NameColumn,
        ValueColumn,
        AskedColumn, ///< what was asked for last, where the kernel made something else of it
        ColumnCount
    };
    enum Role
    {
        KeyRole = Qt::UserRole, ///< int of PropertyKey; invalid for groups
        GroupRole, ///< int of PropertyGroup
        TypeRole, ///< int of PropertyType
        CodeRole, ///< int: the value's enumerator, where it has one
        MinimumRole, ///< qlonglong
        MaximumRole, ///< qlonglong
        ChoicesRole, ///< QStringList
        UnitRole, ///< QString
        OptionRole, ///< const net::OptionInfo*; null for what is no option
        BytesRole, ///< QByteArray: the option as getsockopt gave it
        AskedRole, ///< QString, as in AskedColumn
        ErrorRole, ///< int: errno of the last try to set it, 0 for none
        ReadErrorRole, ///< int: errno of getsockopt, 0 for none
        ReadOnlyRole, ///< bool
        FreshValueRole, ///< QString: what a fresh socket has; invalid where that is the value, or is not known
    };

    explicit PropertyModel(QObject* parent = nullptr);
    ~PropertyModel() override;

    /// Shows another endpoint from its next update() on, and asks for that. An update of any other endpoint is ignored
    /// from now on; the rows shown stay until then, so that nothing flickers.
    void setEndpoint(base::EndpointId endpoint);
    /// Shows nothing.
    void clear();
    /// Asks for a reading of the endpoint that is wanted, if there is one.
    void requestRefresh();
    /// The endpoint whose rows are shown.
    [[nodiscard]] base::EndpointId endpoint() const { return m_status.id; }

    /// Asks for a change as if it were typed; a way for undo.
    void apply(const PropertyChange& change);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    /// Qt::EditRole takes text, Qt::CheckStateRole flags. Text that is no value is kept beside it with its error, and
    /// false is returned; else the change is requested.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

public Q_SLOTS:
    /// Takes what was read, failures of setsockopt(2) included, which are shown at their rows. Only cells that differ
    /// are announced, and rows that come or go; never a reset.
    void update(const engine::Properties& properties);
    /// How endpoints are framed from now on; asks for a reading.
    void setFraming(const query::FramingRules& rules);

Q_SIGNALS:
    /// A property is to be changed so. A reading is asked for behind it.
    void commandRequested(const engine::Command& command);
    /// The same for an endpoint's framing.
    void framingRequested(const session::FramingChange& change);
    /// The endpoint's properties are to be read again and given to update().
    void refreshRequested(base::EndpointId endpoint);
    /// A person changed a property; the command has left already. For undo.
    void edited(const session::PropertyEdit& edit);
    /// The rows will be another endpoint's, or nobody's: the last moment for an open editor.
    void endpointAboutToChange();

private:
    struct Group
    {
        PropertyGroup group;
        std::vector<PropertyRow> rows;
    };

    [[nodiscard]] message::Rule framingOf(const engine::EndpointStatus& status) const;
    [[nodiscard]] const Group* groupOf(const QModelIndex& index) const;
    [[nodiscard]] const PropertyRow* rowOf(const QModelIndex& index) const;
    /// The row of the first group, behind those of the settings.
    [[nodiscard]] int firstGroup() const { return static_cast<int>(m_settings.rows.size()); }
    void merge(std::vector<Group> fresh);
    void mergeRows(const QModelIndex& parent, Group& shown, std::vector<PropertyRow> fresh);
    /// Makes `shown`, which is listed from the row `first` of `parent` on, what `fresh` is, and tells of the rows that
    /// come and go. Of two that are the same `take(place, row)` brings what is shown up to date.
    template <class Row, class IsSame, class Take>
    void merge(const QModelIndex& parent, int first, std::vector<Row>& shown, std::vector<Row> fresh, IsSame isSame,
        Take take);
    void replaceRow(Group& group, std::size_t place, PropertyRow fresh);
    void refreshAsked();

    base::EndpointId m_wanted;
    engine::EndpointStatus m_status; // of the rows shown
    query::FramingRules m_framing; // of all endpoints
    Group m_settings{PropertyGroup::Mode, {}}; // stand above the groups, without a heading
    std::vector<Group> m_groups;
    AskedProperties m_asked;
};

} // namespace session
