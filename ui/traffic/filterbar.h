// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/filter.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;

namespace ui {

class FilterChip;

/// The line above the log: what to look for, which kinds of records, whether to follow, and how many are shown.
/// Owned by the TrafficPane.
class FilterBar final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FilterBar)

public:
    explicit FilterBar(QWidget* parent = nullptr);

    /// What the user wants to see; none for everything.
    [[nodiscard]] std::optional<capture::FilterSpec> filter() const;
    void setText(const QString& text);
    /// Empties the text and takes back all chips.
    void clear();
    void focusText();
    void setFollowing(bool following);
    /// Says how many records are shown. At most four times a second, so that the figures can be read.
    void setCounts(quint64 shown, quint64 all, bool filtered);

Q_SIGNALS:
    void filterChanged();
    void followingWanted(bool following);
    /// Down or Enter in the text: the keyboard goes on in the log.
    void left();

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    [[nodiscard]] FilterChip* addChip(const QString& text, const QString& toolTip);
    void showCounts();

    QLineEdit* m_text;
    FilterChip* m_data;
    FilterChip* m_calls;
    FilterChip* m_errors;
    FilterChip* m_follow;
    QLabel* m_counts;
    QTimer m_typed; // runs while the user types
    QTimer m_countTimer;
    quint64 m_shown = 0;
    quint64 m_all = 0;
    bool m_filtered = false;
};

} // namespace ui
