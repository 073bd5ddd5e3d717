// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/importnotices.h"

#include "ui/theme/quantity.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>
#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

QString importText(const char* text)
{
    return QCoreApplication::translate("ui::CaptureOpener", text);
}

QString damageText(const QString& name, const packets::ImportReport& report)
{
    // Offset and reason are the format's own terms.
    const QString first = QString::fromStdString(report.problems.front().message());
    if (report.problemCount == 1)
        return importText("%1 is damaged: %2. What could be read is shown.").arg(name, first);
    return importText("%1 is damaged in %2 places, first at %3. What could be read is shown.")
        .arg(name, countText(report.problemCount), first);
}

QStringList passedOver(const packets::ImportCounts& counts)
{
    QStringList parts;
    for (const auto& [count, text] : {std::pair(counts.withoutPayload, importText("%1 of TCP without payload")),
             std::pair(counts.fragments,
                 importText("%1 fragments of IP packets that are not whole (%2)")
                     .arg(u"%1"_s, bytesText(counts.fragmentBytes))),
             std::pair(counts.contradicting, importText("%1 fragments that contradict each other")),
             std::pair(counts.otherProtocols, importText("%1 of other protocols")),
             std::pair(counts.otherLinks, importText("%1 of other link layers")),
             std::pair(counts.damaged, importText("%1 damaged"))}) {
        if (count > 0)
            parts.append(text.arg(countText(count)));
    }
    return parts;
}

} // namespace

std::vector<Notice> importNotices(const QString& name, const packets::ImportReport& report)
{
    std::vector<Notice> notices;
    const packets::ImportCounts& counts = report.counts;
    if (const QStringList parts = passedOver(counts); !parts.isEmpty()) {
        const QString text = importText("Of %1 packets these are no records: %2.");
        notices.push_back({Severity::Information, text.arg(countText(counts.packets), parts.join(u", "_s)), {}, {}});
    }
    if (!report.problems.empty())
        notices.push_back({Severity::Error, damageText(name, report), {}, {}});
    return notices;
}

} // namespace ui
