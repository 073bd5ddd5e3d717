// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace ui {

/// What the log says while it has no rows, and the button that would bring some. Lies over the view. Owned by the
/// TrafficPane.
class EmptyLog final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EmptyLog)

public:
    enum class Reason
    {
        NoRecords, ///< nothing has happened yet
        NoMatch, ///< the filter lets nothing through
        Cleared, ///< all that happened was taken off the view
    };

    explicit EmptyLog(QWidget* parent = nullptr);
    void setReason(Reason reason);

Q_SIGNALS:
    void clearFilterRequested();
    void showAllRequested();

private:
    QLabel* m_text;
    QPushButton* m_clearFilter;
    QPushButton* m_showAll;
};

} // namespace ui
