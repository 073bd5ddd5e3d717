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
#include <QKeySequence>

#include <initializer_list>
#include <utility>

namespace ui {

namespace {

using Records = CaptureFileSaver::Records;

auto choosing(CaptureFileSaver* saver, Records records)
{
    return [saver, records] { saver->choose(records); };
}

} // namespace

CaptureActions::CaptureActions(CaptureView& view, QObject* parent)
    : QObject(parent)
    , saveCapture(make(tr("&Save Capture As..."), u"Ctrl+Shift+S", view.saver(), choosing(view.saver(), Records::All)))
    , saveShown(make(tr("Save S&hown Records As..."), {}, view.saver(), choosing(view.saver(), Records::Shown)))
    , saveSelected(
          make(tr("Save Selec&ted Records As..."), {}, view.saver(), choosing(view.saver(), Records::Selected)))
    , saveProgram(make(tr("Save As &Program..."), {}, view.programSaver(), &ProgramSaver::choose))
    , openInWireshark(make(tr("Open in &Wireshark"), {}, view.saver(), &CaptureFileSaver::openInWireshark))
    , filter(make(tr("&Filter the Log"), u"Ctrl+/", view.log(), &TrafficPane::focusFilter))
    , find(make(tr("F&ind..."), u"Ctrl+F", view.log(), &TrafficPane::find))
    , findNext(make(tr("Find N&ext"), u"F3", view.log(), &TrafficPane::findNext))
    , findPrevious(make(tr("Find Pre&vious"), u"Shift+F3", view.log(), &TrafficPane::findPrevious))
    , goToRecord(make(tr("&Go to Record..."), u"Ctrl+G", view.log(), &TrafficPane::askForPlace))
    , pause(new QAction(tr("&Pause"), this))
    , clear(make(tr("&Clear"), u"Ctrl+Shift+Del", view.log(), &TrafficPane::clearView))
    , showAll(make(tr("Show &All Records"), {}, view.log(), &TrafficPane::showAll))
{
    pause->setCheckable(true);
    pause->setToolTip(tr("Hold the log where it is; recording goes on"));
    connect(pause, &QAction::toggled, view.log(), &TrafficPane::setPaused);
    connect(view.log(), &TrafficPane::pausedChanged, pause, &QAction::setChecked);
    clear->setToolTip(tr("Take the records so far off the view; the capture keeps them (Ctrl+Shift+Del)"));

    LogView* log = view.log()->view();
    const auto updateSelected = [this, log] { saveSelected->setEnabled(!log->selection().isEmpty()); };
    // Until the saver ends, which is before the log does.
    connect(log, &LogView::selectionChanged, view.saver(), updateSelected);
    updateSelected();

    const bool hasWireshark = !CaptureFileSaver::wiresharkProgram().isEmpty();
    openInWireshark->setEnabled(hasWireshark);
    openInWireshark->setToolTip(hasWireshark
            ? tr("Saves the capture to a file for this purpose, and starts Wireshark with it")
            : tr("Wireshark is not installed: there is no program 'wireshark' in PATH"));
}

template <class Receiver, class Slot>
QAction* CaptureActions::make(const QString& text, QStringView key, const Receiver* receiver, Slot slot)
{
    auto* action = new QAction(text, this);
    action->setShortcut(QKeySequence(key.toString()));
    connect(action, &QAction::triggered, receiver, slot);
    return action;
}

void CaptureActions::applyIcons()
{
    const QPalette palette = QGuiApplication::palette();
    for (const auto& [action, icon] : {std::pair(filter, u"filter"), std::pair(find, u"search"),
             std::pair(pause, u"pause"), std::pair(clear, u"clear")})
        action->setIcon(themedIcon(QStringView(icon), palette));
}

} // namespace ui
