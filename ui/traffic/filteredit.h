// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "query/filterexpression.h"
#include "query/filterproblem.h"

#include <QLineEdit>
#include <QTimer>

#include <functional>
#include <optional>

class QCompleter;
class QStringListModel;

namespace ui {

/// The line in which a filter is typed: marks at once the place that cannot be understood, says why when whoever types
/// it rests or is done, and completes words. Owned by the filter bar.
class FilterEdit final : public QLineEdit
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FilterEdit)

public:
    explicit FilterEdit(QWidget* parent = nullptr);

    /// Takes a text as if it was typed, without the pause.
    void setFilterText(const QString& text);
    /// The last text that could be understood.
    [[nodiscard]] const query::FilterExpression& filter() const { return m_filter; }
    [[nodiscard]] const std::optional<query::FilterProblem>& problem() const { return m_problem; }
    /// Where names of endpoints come from when one is completed.
    void setEndpointNames(std::function<QStringList()> names) { m_endpointNames = std::move(names); }

Q_SIGNALS:
    /// The text can be understood and means something else than before.
    void filterChanged();
    /// A sentence on what is wrong with the text; empty when nothing is, and while it is typed.
    void problemChanged(const QString& sentence);
    /// Down or Enter: the keyboard goes on in the log.
    void left();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    enum class Telling
    {
        AtOnce,
        AfterAPause ///< half a word is no mistake of anybody's
    };
    void onTextChanged();
    void readText(Telling telling);
    void markProblem();
    void tellProblem();
    void offer(bool all);
    [[nodiscard]] QRect popupPlace() const;
    void complete(const QString& word);

    query::FilterExpression m_filter;
    std::optional<query::FilterProblem> m_problem;
    std::function<QStringList()> m_endpointNames;
    QCompleter* m_completer;
    QStringListModel* m_candidates;
    qsizetype m_wordBegin = 0; // of what a completion takes the place of
    QTimer m_typed; // runs while the user types
    QTimer* m_telling; // runs until the problem is told
    bool m_isTold = false;
};

} // namespace ui
