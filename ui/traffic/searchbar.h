// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/jobs/searchquery.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace ui {

class FilterChip;

/// The line in which payload is searched: what to look for and how, steps to the next and the previous hit, and how
/// many there are. Below it a mistake is told, and marked in the text. Knows no capture. Owned by the Finder.
class SearchBar final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SearchBar)

public:
    explicit SearchBar(QWidget* parent = nullptr);

    [[nodiscard]] session::SearchQuery query() const;
    /// Shows the bar with the keyboard in its text.
    void open();
    /// A text that is looked for at once.
    void setText(const QString& text, session::SearchMode mode);
    /// "3 of 1,204"; empty for nothing to tell.
    void setStatus(const QString& text);
    /// Tells a mistake and marks it from `offset` on; an empty text takes both away.
    void setProblem(const QString& text, qsizetype offset);
    /// Tells what is no mistake of the text.
    void setNote(const QString& text);
    void setListShown(bool shown);

Q_SIGNALS:
    /// Some time after typing, or at once when it was not typed.
    void queryChanged();
    /// Behind queryChanged(), where it was typed: the first hit is to be seen.
    void firstRequested();
    void nextRequested();
    void previousRequested();
    void listToggled(bool shown);
    void closed();

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    [[nodiscard]] QToolButton* addButton(const QString& text, const QString& toolTip);
    void layOut();
    void modeChanged();
    void tellNow();
    void mark(qsizetype offset);

    QLineEdit* m_text;
    QComboBox* m_mode;
    FilterChip* m_case;
    FilterChip* m_word;
    QToolButton* m_previous;
    QToolButton* m_next;
    QLabel* m_status;
    FilterChip* m_list;
    QToolButton* m_close;
    QLabel* m_message;
    QTimer m_typed; // runs while the user types
    bool m_marking = false;
};

} // namespace ui
