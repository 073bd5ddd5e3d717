// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "query/filterexpression.h"

#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <functional>

class QLabel;
class QToolButton;

namespace ui {

class FilterChip;
class FilterChips;
class FilterEdit;

/// How a worker that goes through the capture gets on.
struct ScanProgress
{
    enum class State : std::uint8_t
    {
        Done,
        Running,
        Stopped ///< by the user, with records left
    };
    State state = State::Done;
    double fraction = 1; ///< of the records that were looked at
};

/// The line above the log: what to look for, which kinds of records, whether to follow, and how many are shown.
/// Owned by the TrafficPane.
class FilterBar final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FilterBar)

public:
    static constexpr int MaxHistory = 30;

    explicit FilterBar(QWidget* parent = nullptr);

    /// What the user wants to see: the text and the chips.
    [[nodiscard]] query::FilterExpression filter() const;
    void setText(const QString& text);
    [[nodiscard]] QString text() const;
    /// Shows only what passes `filter` too.
    void narrow(const QString& filter);
    /// Empties the text and takes back all chips.
    void clear();
    void focusText();
    void setFollowing(bool following);
    /// Takes the button away: what does not grow has no end to stay at.
    void dropFollow();
    void setEndpointNames(std::function<QStringList()> names);
    /// Says how many records are shown. At most four times a second, so that the figures can be read.
    void setCounts(quint64 shown, quint64 all, bool filtered);
    void setProgress(const ScanProgress& progress);
    /// With the chips in their menu.
    [[nodiscard]] QSize minimumSizeHint() const override;

    // What is kept from one start to the next.
    [[nodiscard]] QStringList history() const { return m_history; }
    [[nodiscard]] QStringList pinned() const;
    void restore(const QStringList& history, const QStringList& pinned);

Q_SIGNALS:
    void filterChanged();
    void followingWanted(bool following);
    /// The worker is to end where it is, or to go on.
    void scanWanted(bool on);
    /// Down or Enter in the text: the keyboard goes on in the log.
    void left();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildLayout();
    void remember();
    void showHistory();
    void showCounts();
    void showProblem(const QString& sentence);
    [[nodiscard]] QString shownRows() const;
    void placeProblem();

    FilterEdit* m_edit;
    QToolButton* m_menuButton;
    FilterChips* m_chips;
    FilterChip* m_follow;
    QLabel* m_counts;
    QToolButton* m_stop;
    QLabel* m_problem;
    QTimer m_countTimer;
    QStringList m_history; // the latest first
    ScanProgress m_progress;
    quint64 m_shown = 0;
    quint64 m_all = 0;
    bool m_filtered = false;
};

} // namespace ui
