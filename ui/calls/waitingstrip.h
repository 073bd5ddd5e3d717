// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "ui/calls/waitingrows.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace session {
class EndpointModel;
}

namespace ui {

class ElidedLabel;

/// The calls that wait, below the log that they are not in yet, with a running clock and the button that ends them:
/// those of the current endpoint, else of the first that waits, and how many more there are. Hidden while nothing
/// waits. Thread: GUI.
class WaitingStrip final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WaitingStrip)

public:
    explicit WaitingStrip(QWidget* parent = nullptr);

    /// The model must outlive the strip or be replaced.
    void setModel(const session::EndpointModel* model);
    void setCurrentEndpoint(base::EndpointId id);

Q_SIGNALS:
    void cancelRequested(base::EndpointId id);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void refresh();
    void showRows(const std::vector<WaitingRow>& rows, int others);

    /// So many lines at most: a receive lane, a send lane, and one that waits behind.
    static constexpr std::size_t MostLines = 3;
    struct Line
    {
        ElidedLabel* text;
        QLabel* clock;
    };

    const session::EndpointModel* m_model = nullptr;
    base::EndpointId m_current;
    base::EndpointId m_shown;
    WaitingRows m_rows;
    std::vector<Line> m_lines;
    QLabel* m_more;
    QPushButton* m_cancel;
    QTimer m_clock; // runs only while a call waits
};

} // namespace ui
