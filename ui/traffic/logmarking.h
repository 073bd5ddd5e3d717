// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/traffic/loglabels.h"

#include <QList>
#include <QObject>

class QAction;
class QMenu;

namespace ui {

class LogView;

/// The actions by which a user labels records in colour, goes from label to label, and chooses the record that times
/// are counted from. Owned by the log's pane.
class LogMarking final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LogMarking)

public:
    /// So many selected rows can be labelled at once: a label is a thing to come back to.
    static constexpr quint64 MaxRows = 10'000;

    explicit LogMarking(LogView* view);

    [[nodiscard]] const LogLabels& labels() const { return m_labels; }
    /// Another capture is shown.
    void clear();
    /// Adds the actions to a row's context menu.
    void addTo(QMenu* menu);

Q_SIGNALS:
    void labelsChanged();
    /// Something to be told: plain text.
    void noticeRaised(const QString& text);

private:
    QAction* make(const QString& text, const QString& keys, const std::function<void()>& act);
    void label(unsigned number);
    void go(bool forward);
    void measureFromCurrent();

    LogView* m_view;
    LogLabels m_labels;
    QList<QAction*> m_labelActions; // 1 to 9, then none
    QAction* m_next;
    QAction* m_previous;
    QAction* m_measure;
};

} // namespace ui
