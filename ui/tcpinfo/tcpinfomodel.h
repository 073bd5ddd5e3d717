// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/tcpsampler.h"

#include <QAbstractTableModel>

#include <array>

namespace ui {

/// The figures of the connection that a sampler follows, one row each, as text; the chart's cell says in words what the
/// delegate paints. Owned by the pane. Thread: GUI.
class TcpInfoModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TcpInfoModel)

public:
    enum Column
    {
        NameColumn,
        ValueColumn,
        ChartColumn,
        ColumnCount
    };
    enum Role
    {
        RangeRole = Qt::UserRole, ///< QString, of NameColumn: the smallest and the largest value, where they are not
                                  ///< the present one
        MarkedRole, ///< QString, of ValueColumn: the value at the record that is selected; empty when none is
    };

    /// @param sampler  must outlive the model.
    explicit TcpInfoModel(const session::TcpSampler& sampler, QObject* parent = nullptr);

    /// Takes what the sampler has now.
    void refresh();
    /// Marks the sample that is nearest to this time (CLOCK_REALTIME), or none.
    void setMark(std::optional<std::int64_t> timeNs);
    /// The sample that is marked now; null when none is, and when nobody looked at the time of the mark.
    [[nodiscard]] const session::TcpSample* markedSample() const;
    [[nodiscard]] const session::TcpHistory& history() const { return m_sampler.history(); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Texts
    {
        QString range;
        QString value;
        QString marked;
    };

    [[nodiscard]] Texts textsOf(session::TcpFigure figure) const;
    [[nodiscard]] QString accessibleText(const Texts& texts, int column) const;

    const session::TcpSampler& m_sampler;
    std::optional<std::int64_t> m_mark;
    std::array<Texts, session::TcpFigureCount> m_texts;
};

} // namespace ui
