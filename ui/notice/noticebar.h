// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/notice/severitymark.h"

#include <QString>
#include <QTimer>
#include <QWidget>

#include <chrono>
#include <functional>
#include <vector>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace ui {

/// What a person may do about a notice, as a button.
struct NoticeAction
{
    QString label;
    std::function<void()> run;
    bool closesNotice = false; ///< the notice is dealt with once this has run
};

/// An error or warning that belongs to no field. One line of plain text.
struct Notice
{
    Severity severity = Severity::Information;
    QString text;
    std::vector<NoticeAction> actions;
    QString topic; ///< a later notice of the same topic takes its place; empty for one of a kind
    bool passes = false; ///< it tells of something that went well, and goes by itself
};

/// A bar that shows the latest notice until it is closed or replaced by a later one. What tells of something that lasts
/// (it has a topic) waits behind the others until it is withdrawn; what passes hides the others only for its time.
class NoticeBar final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NoticeBar)

public:
    /// So many wait at most; the oldest go first.
    static constexpr int MaxNotices = 50;
    /// How long a notice stays that passes.
    static constexpr std::chrono::seconds PassesAfter{5};

    explicit NoticeBar(QWidget* parent = nullptr);

    /// Shows the notice in front of the others, or in their place.
    void showNotice(const Notice& notice);
    /// Takes away the notices of a topic that has settled itself.
    void withdraw(const QString& topic);
    [[nodiscard]] int count() const { return static_cast<int>(m_notices.size()); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void closeCurrent();
    void present();
    void presentActions(const Notice& notice);
    void run(std::size_t action);

    std::vector<Notice> m_notices; // the last one is shown
    SeverityMark* m_mark;
    QLabel* m_text;
    QHBoxLayout* m_actions;
    QToolButton* m_close;
    std::vector<QPushButton*> m_buttons; // of the notice shown
    QTimer m_passing; // runs while a notice is shown that passes
};

} // namespace ui
