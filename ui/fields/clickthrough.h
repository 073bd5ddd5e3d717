// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class QWidget;

namespace ui {

/// Lets a click beside a list that has popped up do what it does at any other time, besides closing the list.
/// QCompleter keeps such a click to itself, so that what is typed next still goes into its field. Owned by the list.
/// Thread: GUI.
class ClickThrough final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ClickThrough)

public:
    /// @param list  a window of its own, such as QCompleter::popup().
    explicit ClickThrough(QWidget* list);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* m_list;
};

} // namespace ui
