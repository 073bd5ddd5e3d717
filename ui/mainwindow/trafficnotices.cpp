// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/trafficnotices.h"

#include "ui/notice/noticebar.h"
#include "ui/traffic/trafficpane.h"

namespace ui {

using namespace Qt::StringLiterals;

void tellInNotices(const TrafficPane* traffic, NoticeBar* notices)
{
    QObject::connect(traffic, &TrafficPane::noticeRaised, notices, [notices](const QString& text) {
        notices->showNotice({Severity::Warning, text, {}, {}});
    });
    QObject::connect(traffic, &TrafficPane::filterFailureChanged, notices, [notices](const QString& text) {
        const QString topic = u"filter"_s;
        if (text.isEmpty())
            notices->withdraw(topic);
        else
            notices->showNotice({Severity::Warning, text, {}, topic});
    });
}

} // namespace ui
