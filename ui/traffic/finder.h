// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/jobs/search.h"
#include "session/jobs/searchquery.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

class QTableView;
class QWidget;

namespace ui {

class HitModel;
class LogView;
class SearchBar;

/// Finding in the payload of a log: the search bar above it, the list of hits below it, and the search between them.
/// Marks the rows that hits are in. Owned by the TrafficPane. Thread: GUI.
class Finder final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Finder)

public:
    /// @param view  of the log; it must outlive the finder's last call. @param parent  of the widgets too.
    Finder(LogView& view, QWidget* parent);
    ~Finder() override;

    [[nodiscard]] SearchBar* bar() const { return m_bar; }
    /// The hits, below the log; hidden until it is asked for.
    [[nodiscard]] QTableView* list() const { return m_list; }
    [[nodiscard]] const session::Search* search() const { return m_search.get(); }

    /// Searches another capture; none searches nothing.
    void setSource(const session::ReaderFactory& newReader);
    void grow(quint64 count);
    void open();
    void close();
    /// Shows the first hit from where the log was when typing began. The next step stays at it: whoever typed and
    /// presses Enter gets what is seen.
    void first();
    /// To the next hit from where the log is, round and round. While there is none so far it waits for the first.
    void next();
    void previous();

Q_SIGNALS:
    /// There are more hits, or others. So often that figures can be read.
    void hitsChanged();
    /// The log is at this hit now.
    void hitShown(const query::SearchHit& hit);
    /// The record is to be made current in the log.
    void recordWanted(quint64 record);

private:
    enum class Step
    {
        First,
        Next,
        Previous
    };
    void buildList();
    void applyQuery();
    void take(Step step);
    void show(const query::SearchHit& hit);
    void onProgress(double fraction);
    void onFailure(const base::Error& error);
    void showStatus();
    [[nodiscard]] std::optional<quint64> placeAfter(Step step) const;
    /// The log is where a hit brought it.
    [[nodiscard]] bool isAtHit() const;

    LogView& m_view;
    SearchBar* m_bar;
    QTableView* m_list;
    HitModel* m_model;
    std::unique_ptr<session::Search> m_search;
    session::SearchQuery m_query; // that is looked for
    std::optional<query::SearchHit> m_current;
    std::optional<base::RecordIndex> m_shownAt; // where the log was brought for it: elsewhere if the filter hides it
    std::optional<Step> m_wanted; // as soon as there is a hit
    bool m_isOffered = false; // the hit is shown to whoever types, and no step has taken it yet
    base::RecordIndex m_typedFrom; // where the log was when typing began
    double m_fraction = 0;
    bool m_selecting = false; // the list follows the log
    quint64 m_recordCount = 0;
    QTimer m_statusTimer; // so that the figures can be read
};

} // namespace ui
