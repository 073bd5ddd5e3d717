// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/ui/trafficcapture.h"
#include "ui/traffic/filterchip.h"
#include "ui/traffic/loginput.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/trafficpane.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

namespace traffic {

inline void fillPane(SampleCapture& capture)
{
    capture.call(1, Operation::Listen, 0, 5);
    for (int i = 0; i < 9; ++i)
        capture.data(2, Operation::Recv, "message " + std::to_string(i));
    capture.failure(3, Operation::Connect, ECONNREFUSED);
    capture.call(3, Operation::PeerClosed);
    capture.data(3, Operation::Send, "bye");
    capture.commit();
}

/// A pane on the (offscreen) screen with 13 records: 10 of data, 3 others, one of them an error.
struct ShownPane
{
    ShownPane()
    {
        fillPane(capture);
        pane.resize(900, 500);
        pane.setSource(capture.newReader());
        pane.grow(capture.count());
        pane.show();
    }
    [[nodiscard]] quint64 rows() const { return pane.view()->rowCount(); }
    [[nodiscard]] QLineEdit* filter() const { return pane.findChild<QLineEdit*>(); }
    [[nodiscard]] ui::FilterChip* chip(const QString& text) const
    {
        for (ui::FilterChip* chip : pane.findChildren<ui::FilterChip*>()) {
            if (chip->text() == text)
                return chip;
        }
        return nullptr;
    }
    [[nodiscard]] bool says(const QString& text) const
    {
        for (const QLabel* label : pane.findChildren<QLabel*>()) {
            if (label->isVisible() && label->text() == text)
                return true;
        }
        return false;
    }
    void press(const QString& text) const
    {
        for (QPushButton* button : pane.findChildren<QPushButton*>()) {
            if (button->text() == text && button->isVisible())
                button->click();
        }
    }
    /// Presses an entry of the context menu of the current row, by the titles on the way to it.
    bool choose(const QStringList& path)
    {
        Q_EMIT pane.view()->input()->menuRequested(QPoint(10, 10));
        bool chosen = false;
        for (QMenu* menu : pane.view()->findChildren<QMenu*>(QString(), Qt::FindDirectChildrenOnly)) {
            chosen = chosen || trigger(*menu, path);
            menu->close();
        }
        return chosen;
    }

    static bool trigger(const QMenu& menu, const QStringList& path)
    {
        for (QAction* action : menu.actions()) {
            if (action->text() != path.constFirst())
                continue;
            if (path.size() > 1)
                return action->menu() && trigger(*action->menu(), path.mid(1));
            action->trigger();
            return true;
        }
        return false;
    }

    SampleCapture capture;
    ui::TrafficPane pane;
};

} // namespace traffic
