// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/windowactions.h"

#include "ui/composer/target.h"
#include "ui/mainwindow/captureactions.h"
#include "ui/mainwindow/editactions.h"
#include "ui/mainwindow/helppages.h"
#include "ui/theme/tones.h"

#include <QAction>
#include <QActionGroup>
#include <QGuiApplication>
#include <QMenuBar>
#include <QUndoStack>

#include <array>
#include <utility>

namespace ui {

using namespace Qt::StringLiterals;
using session::ThemeChoice;

WindowActions::WindowActions(QUndoStack* undoStack, QWidget* window)
    : QObject(window)
    , newWindow(make(tr("&New Window"), {QKeySequence(u"Ctrl+N"_s)}))
    , echoLab(make(tr("&Echo Lab")))
    , listen(make(tr("&Listen...")))
    , connectTo(make(tr("C&onnect...")))
    , callByCall(make(tr("Call &by Call...")))
    , openCapture(make(tr("&Open Capture..."), {QKeySequence(u"Ctrl+O"_s), QKeySequence(u"Ctrl+Shift+O"_s)}))
    , reopenLast(make(tr("&Reopen Last Capture"), {QKeySequence(u"Ctrl+Shift+T"_s)}))
    , closeWindow(make(tr("&Close Window"), {QKeySequence(u"Ctrl+W"_s)}))
    , quit(make(tr("&Quit"), {QKeySequence(u"Ctrl+Q"_s)}))
    , undo(undoStack->createUndoAction(this, tr("&Undo")))
    , redo(undoStack->createRedoAction(this, tr("&Redo")))
    , nextPane(make(tr("&Next Pane"), {QKeySequence(u"F6"_s)}))
    , previousPane(make(tr("&Previous Pane"), {QKeySequence(u"Shift+F6"_s)}))
    , resetLayout(make(tr("&Reset Layout")))
    , zoomIn(make(tr("Zoom &In"), {QKeySequence(u"Ctrl++"_s), QKeySequence(u"Ctrl+="_s)}))
    , zoomOut(make(tr("Zoom &Out"), {QKeySequence(u"Ctrl+-"_s)}))
    , zoomReset(make(tr("&Actual Size"), {QKeySequence(u"Ctrl+0"_s)}))
    , send(make(tr("&Send"), {QKeySequence(u"Ctrl+Enter"_s), QKeySequence(u"Ctrl+Return"_s)}))
    , sendFile(make(tr("Send &File...")))
    , recordingLimits(make(tr("Recording &Limits...")))
    , m_edit(new EditActions(window))
    , m_themes(new QActionGroup(this))
{
    undo->setShortcut(QKeySequence::Undo);
    redo->setShortcut(QKeySequence::Redo);
    quit->setMenuRole(QAction::QuitRole);
    buildThemes();
    setTarget({});
    applyIcons();
}

QAction* WindowActions::make(const QString& text, const QList<QKeySequence>& keys)
{
    auto* action = new QAction(text, this);
    action->setShortcuts(keys);
    return action;
}

void WindowActions::buildThemes()
{
    const std::array themes{std::pair(ThemeChoice::System, tr("As the &System")),
        std::pair(ThemeChoice::Light, tr("&Light")), std::pair(ThemeChoice::Dark, tr("&Dark"))};
    for (const auto& [theme, text] : themes) {
        QAction* action = m_themes->addAction(text);
        action->setCheckable(true);
        action->setData(int(theme));
    }
    connect(m_themes, &QActionGroup::triggered, this,
        [this](const QAction* action) { Q_EMIT themeChosen(ThemeChoice(action->data().toInt())); });
}

void WindowActions::setTheme(ThemeChoice theme)
{
    m_themes->actions().at(int(theme))->setChecked(true);
}

void WindowActions::setTarget(const Target& target) const
{
    send->setEnabled(target.canSend);
    sendFile->setEnabled(target.canSend && !target.datagram);
}

void WindowActions::fill(QMenuBar* bar, const MenuParts& parts)
{
    const CaptureActions& ofCapture = parts.capture;
    QMenu* file = bar->addMenu(tr("&File"));
    file->addActions({newWindow});
    file->addSeparator();
    file->addActions({echoLab, listen, connectTo, callByCall});
    file->addSeparator();
    file->addActions({openCapture, reopenLast, ofCapture.saveCapture, ofCapture.saveShown, ofCapture.saveSelected,
        ofCapture.saveProgram});
    file->addSeparator();
    file->addActions(parts.payloadFiles);
    file->addSeparator();
    file->addActions({closeWindow, quit});

    QMenu* edit = bar->addMenu(tr("&Edit"));
    edit->addActions({undo, redo});
    edit->addSeparator();
    edit->addActions(m_edit->all());
    connect(edit, &QMenu::aboutToShow, m_edit, &EditActions::refresh);
    edit->addSeparator();
    edit->addActions(
        {ofCapture.filter, ofCapture.find, ofCapture.findNext, ofCapture.findPrevious, ofCapture.goToRecord});

    QMenu* view = bar->addMenu(tr("&View"));
    view->addActions(parts.panes);
    view->addSeparator();
    QMenu* focus = view->addMenu(tr("&Go to"));
    focus->addActions(parts.focus);
    focus->addAction(ofCapture.filter);
    focus->addSeparator();
    focus->addActions({nextPane, previousPane});
    view->addSeparator();
    view->addActions({zoomIn, zoomOut, zoomReset});
    view->addSeparator();
    view->addMenu(tr("&Theme"))->addActions(m_themes->actions());
    view->addAction(resetLayout);

    QMenu* endpoint = bar->addMenu(tr("E&ndpoint"));
    endpoint->addActions({send, sendFile, parts.savePayload});
    endpoint->addSeparator();
    endpoint->addActions(parts.endpoint);
    QMenu* capture = bar->addMenu(tr("&Capture"));
    capture->addActions({ofCapture.pause, ofCapture.clear, ofCapture.showAll});
    capture->addSeparator();
    capture->addActions({recordingLimits, ofCapture.openInWireshark});
    capture->setToolTipsVisible(true); // it says why Wireshark cannot be had
    bar->addMenu(tr("&Help"))->addActions(helpActions(bar->window()));
}

void WindowActions::applyIcons()
{
    const QPalette palette = QGuiApplication::palette();
    const std::array icons{std::pair(newWindow, u"add-window"), std::pair(echoLab, u"lab"),
        std::pair(listen, u"listen"), std::pair(connectTo, u"connect"), std::pair(send, u"send"),
        std::pair(sendFile, u"file")};
    for (const auto& [action, icon] : icons)
        action->setIcon(themedIcon(QStringView(icon), palette));
}

} // namespace ui
