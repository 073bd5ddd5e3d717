// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/detail.h"
#include "query/searchstream.h"
#include "session/models/filteredlog.h"

#include <QByteArray>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace ui {

class EmptyLog;
class FilterBar;
class Finder;
class GoToBar;
class LogMarking;
class LogView;
class OverviewFeed;
class RowMenu;

/// The traffic log with its filter. Shows one capture; whoever owns it tells it when the capture has grown.
/// Owned by the window.
class TrafficPane final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TrafficPane)

public:
    explicit TrafficPane(QWidget* parent = nullptr);
    ~TrafficPane() override;

    /// Shows another capture, of which `newReader` makes a reader for each thread that asks. Tell its count with
    /// grow().
    void setSource(const session::ReaderFactory& newReader);
    /// There are `count` records to read now. Call it at most once a frame.
    void grow(quint64 count);
    /// Nothing more will come, as with a capture from a file: shows its beginning, and offers no following.
    void endGrowth();
    /// Takes all records up to now off the view; the capture keeps them.
    void clearView();
    /// Brings back what clearView() took off.
    void showAll();

    [[nodiscard]] bool isPaused() const;
    /// The view stays where it is while records arrive; the capture goes on.
    void setPaused(bool paused);
    void focusFilter();
    /// Opens the search bar.
    void find();
    void findNext();
    void findPrevious();
    /// Selects a record by its place in the capture, from 0 on; the next one shown where the filter hides it.
    void goTo(quint64 record);
    /// Selects this record and no other: a filter that hides it is cleared.
    void reveal(quint64 record);
    /// Opens the field in which a record's number or a time is typed.
    void askForPlace();
    /// Shows what has to do with endpoints of these names, and with "NAME/1", "NAME/2" where `withNumbered`: that is
    /// what a listener accepts, and how a connection is called that is opened again.
    void setEndpointFilter(const QStringList& names, bool withNumbered);
    void clearFilter();
    [[nodiscard]] std::optional<quint64> currentRecord() const;
    [[nodiscard]] LogView* view() const { return m_view; }
    /// What can be done with the selected rows.
    [[nodiscard]] RowMenu* menu() const { return m_menu; }
    /// Which records are shown; null without a capture.
    [[nodiscard]] session::FilteredLog* log() const { return m_log.get(); }

    /// The columns, how times are shown, and the filters used before.
    [[nodiscard]] QByteArray saveState() const;
    /// Takes only what saveState() gave.
    bool restoreState(const QByteArray& state);

Q_SIGNALS:
    /// The record that the keyboard is at; none when nothing is selected.
    void currentRecordChanged(std::optional<quint64> record);
    /// Enter or a double click.
    void activated(quint64 record);
    /// The user wants to know why this record's call failed.
    void errnoRequested(quint64 record);
    void pausedChanged(bool paused);
    /// The current record is where a search found something.
    void hitShown(const query::SearchHit& hit);
    /// The user wants to see all that went over this endpoint.
    void streamRequested(base::EndpointId endpoint);
    /// The user wants to see where the bytes of these two records differ.
    void compareRequested(quint64 left, quint64 right);
    /// Something to be told that belongs to no field: plain text.
    void noticeRaised(const QString& text);
    /// The text says why the filter looks no further; empty as soon as the records are gone through anew, by another
    /// filter or by none.
    void filterFailureChanged(const QString& text);

private:
    void applyFilter();
    void bringUp(quint64 record);
    void rowsChanged();
    void buildLayout();
    void wireBar();
    void wireView();
    /// The first ones of the capture.
    [[nodiscard]] std::vector<capture::EndpointInfo> endpoints() const;

    FilterBar* m_bar;
    LogView* m_view;
    EmptyLog* m_empty;
    Finder* m_finder;
    GoToBar* m_goTo;
    LogMarking* m_marking;
    RowMenu* m_menu;
    OverviewFeed* m_overview;
    std::unique_ptr<session::FilteredLog> m_log;
};

} // namespace ui
