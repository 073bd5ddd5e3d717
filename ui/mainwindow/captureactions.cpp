// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/captureactions.h"

#include "ui/mainwindow/capturefilesaver.h"
#include "ui/mainwindow/captureview.h"
#include "ui/mainwindow/programsaver.h"
#include "ui/theme/tones.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/trafficpane.h"

#include <QAction>
#include <QGuiApplication>

#include <array>
#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

CaptureActions::CaptureActions(CaptureView& view, QObject* parent)
    : QObject(parent)
    , saveCapture(make(tr("&Save Capture As..."), {QKeySequence(u"Ctrl+Shift+S"_s)}))
    , saveShown(make(tr("Save S&hown Records As...")))
    , saveSelected(make(tr("Save Selec&ted Records As...")))
    , saveProgram(make(tr("Save As &Program...")))
    , openInWireshark(make(tr("Open in &Wireshark")))
    , filter(make(tr("&Filter the Log"), {QKeySequence(u"Ctrl+/"_s)}))
    , find(make(tr("F&ind..."), {QKeySequence(u"Ctrl+F"_s)}))
    , findNext(make(tr("Find N&ext"), {QKeySequence(u"F3"_s)}))
    , findPrevious(make(tr("Find Pre&vious"), {QKeySequence(u"Shift+F3"_s)}))
    , goToRecord(make(tr("&Go to Record..."), {QKeySequence(u"Ctrl+G"_s)}))
    , pause(make(tr("&Pause")))
    , clear(make(tr("&Clear"), {QKeySequence(u"Ctrl+Shift+Del"_s)}))
    , showAll(make(tr("Show &All Records")))
{
    pause->setCheckable(true);
    pause->setToolTip(tr("Hold the log where it is; recording goes on"));
    clear->setToolTip(tr("Take the records so far off the view; the capture keeps them (Ctrl+Shift+Del)"));
    wireLog(view);
    wireSaving(view);
}

QAction* CaptureActions::make(const QString& text, const QList<QKeySequence>& keys)
{
    auto* action = new QAction(text, this);
    action->setShortcuts(keys);
    return action;
}

void CaptureActions::wireLog(CaptureView& view)
{
    TrafficPane* log = view.log();
    connect(filter, &QAction::triggered, log, &TrafficPane::focusFilter);
    connect(find, &QAction::triggered, log, &TrafficPane::find);
    connect(findNext, &QAction::triggered, log, &TrafficPane::findNext);
    connect(findPrevious, &QAction::triggered, log, &TrafficPane::findPrevious);
    connect(goToRecord, &QAction::triggered, log, &TrafficPane::askForPlace);
    connect(pause, &QAction::toggled, log, &TrafficPane::setPaused);
    connect(log, &TrafficPane::pausedChanged, pause, &QAction::setChecked);
    connect(clear, &QAction::triggered, log, &TrafficPane::clearView);
    connect(showAll, &QAction::triggered, log, &TrafficPane::showAll);
}

void CaptureActions::wireSaving(CaptureView& view)
{
    using Records = CaptureFileSaver::Records;
    CaptureFileSaver* saver = view.saver();
    for (const auto& [action, records] : {std::pair(saveCapture, Records::All), std::pair(saveShown, Records::Shown),
             std::pair(saveSelected, Records::Selected)})
        connect(action, &QAction::triggered, saver, [saver, records = records] { saver->choose(records); });
    connect(saveProgram, &QAction::triggered, view.programSaver(), &ProgramSaver::choose);
    LogView* log = view.log()->view();
    const auto updateSelected = [this, log] { saveSelected->setEnabled(!log->selection().isEmpty()); };
    connect(log, &LogView::selectionChanged, saveSelected, updateSelected);
    updateSelected();

    connect(openInWireshark, &QAction::triggered, saver, &CaptureFileSaver::openInWireshark);
    const bool hasWireshark = !CaptureFileSaver::wiresharkProgram().isEmpty();
    openInWireshark->setEnabled(hasWireshark);
    openInWireshark->setToolTip(hasWireshark
            ? tr("Saves the capture to a file for this purpose, and starts Wireshark with it")
            : tr("Wireshark is not installed: there is no program 'wireshark' in PATH"));
}

void CaptureActions::applyIcons()
{
    const QPalette palette = QGuiApplication::palette();
    for (const auto& [action, icon] : {std::pair(filter, u"filter"), std::pair(find, u"search"),
             std::pair(pause, u"pause"), std::pair(clear, u"clear")})
        action->setIcon(themedIcon(QStringView(icon), palette));
}

} // namespace ui
