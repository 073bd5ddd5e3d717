// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/helppages.h"

#include "ui/fields/helptable.h"
#include "ui/openbar/urlhelp.h"
#include "ui/theme/tones.h"
#include "ui/traffic/filterhelp.h"

#include <QAction>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPixmap>

#include <array>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ui::HelpPages", text);
}

struct Shortcut
{
    const char* keys;
    const char* what;
};

// In the order of the work: open, send, look, end.
constexpr std::array Shortcuts{
    Shortcut{"Ctrl+L", QT_TRANSLATE_NOOP("ui::HelpPages", "Type an address")},
    Shortcut{"Enter", QT_TRANSLATE_NOOP("ui::HelpPages", "In the port: connect, or listen if that was done last")},
    Shortcut{"Ctrl+N", QT_TRANSLATE_NOOP("ui::HelpPages", "Another window, with endpoints and a capture of its own")},
    Shortcut{"Ctrl+Enter", QT_TRANSLATE_NOOP("ui::HelpPages", "Send the payload, or make the call")},
    Shortcut{"Up, Down", QT_TRANSLATE_NOOP("ui::HelpPages", "In the payload: what was sent before")},
    Shortcut{"Ctrl+Shift+D", QT_TRANSLATE_NOOP("ui::HelpPages", "Save the payload under a name")},
    Shortcut{"Ctrl+1 to Ctrl+9", QT_TRANSLATE_NOOP("ui::HelpPages", "Send the first nine saved payloads")},
    Shortcut{"Ctrl+/", QT_TRANSLATE_NOOP("ui::HelpPages", "Filter the log")},
    Shortcut{"Ctrl+F", QT_TRANSLATE_NOOP("ui::HelpPages", "Find in the payload of all records")},
    Shortcut{"F3, Shift+F3", QT_TRANSLATE_NOOP("ui::HelpPages", "Next and previous hit")},
    Shortcut{"Ctrl+G", QT_TRANSLATE_NOOP("ui::HelpPages", "Go to a record or a time; in the bytes, to an offset")},
    Shortcut{"Ctrl+I", QT_TRANSLATE_NOOP("ui::HelpPages", "In the bytes: show what the selection may stand for")},
    Shortcut{"F7, Shift+F7", QT_TRANSLATE_NOOP("ui::HelpPages", "In compared bytes: next and previous difference")},
    Shortcut{"Ctrl+Shift+1 to 9, 0", QT_TRANSLATE_NOOP("ui::HelpPages", "In the log: label the selected rows, or not")},
    Shortcut{"F2, Shift+F2", QT_TRANSLATE_NOOP("ui::HelpPages", "In the log: next and previous label")},
    Shortcut{"Ctrl+T", QT_TRANSLATE_NOOP("ui::HelpPages", "In the log: measure times from this record")},
    Shortcut{"End, F", QT_TRANSLATE_NOOP("ui::HelpPages", "In the log: follow what arrives")},
    Shortcut{"Ctrl+Alt+Shift+T", QT_TRANSLATE_NOOP("ui::HelpPages", "Follow the endpoint's stream")},
    Shortcut{"Ctrl+Shift+Del", QT_TRANSLATE_NOOP("ui::HelpPages", "Clear the view of the log")},
    Shortcut{"Ctrl+Shift+S", QT_TRANSLATE_NOOP("ui::HelpPages", "Save the capture")},
    Shortcut{"Ctrl+O", QT_TRANSLATE_NOOP("ui::HelpPages", "Open a saved capture")},
    Shortcut{"Ctrl+Shift+T", QT_TRANSLATE_NOOP("ui::HelpPages", "Reopen the capture of the last closed window")},
    Shortcut{"Esc", QT_TRANSLATE_NOOP("ui::HelpPages", "Put the explanation of a failed call away")},
    Shortcut{"Ctrl+K", QT_TRANSLATE_NOOP("ui::HelpPages", "Close the endpoint")},
    Shortcut{"Ctrl+Shift+K", QT_TRANSLATE_NOOP("ui::HelpPages", "Reset the endpoint (RST)")},
    Shortcut{"Ctrl+Alt+K", QT_TRANSLATE_NOOP("ui::HelpPages", "Reopen the endpoint that was closed last")},
    Shortcut{"F2", QT_TRANSLATE_NOOP("ui::HelpPages", "In the endpoints and saved payloads: rename")},
    Shortcut{"Ctrl+Z", QT_TRANSLATE_NOOP("ui::HelpPages", "Undo a property change, or an edit of the payload")},
    Shortcut{"Ctrl+;", QT_TRANSLATE_NOOP("ui::HelpPages", "Type a payload")},
    Shortcut{"Ctrl+Shift+C", QT_TRANSLATE_NOOP("ui::HelpPages", "Make a call by hand")},
    Shortcut{"Ctrl+Shift+E, P, L, R, I",
        QT_TRANSLATE_NOOP("ui::HelpPages", "Go to the endpoints, the saved payloads, the log, the record, TCP_INFO")},
    Shortcut{"Alt+Enter", QT_TRANSLATE_NOOP("ui::HelpPages", "Go to the properties")},
    Shortcut{"F6, Shift+F6", QT_TRANSLATE_NOOP("ui::HelpPages", "Next and previous pane")},
    Shortcut{"Ctrl++, Ctrl+-, Ctrl+0", QT_TRANSLATE_NOOP("ui::HelpPages", "Zoom in, zoom out, actual size")},
};

void showShortcuts(QWidget* parent)
{
    QList<HelpRow> rows;
    for (const Shortcut& shortcut : Shortcuts)
        rows.append({QString::fromLatin1(shortcut.keys), tr(shortcut.what)});
    showHelpTable(parent, tr("Keyboard Shortcuts"), rows);
}

QLabel* plainLabel(const QString& text)
{
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    return label;
}

void showAbout(QWidget* parent)
{
    QDialog* page = newHelpPage(parent, tr("About Sockscope"));
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(3 * GridPixels, 3 * GridPixels, 3 * GridPixels, 2 * GridPixels);
    grid->setHorizontalSpacing(3 * GridPixels);
    auto* icon = new QLabel;
    icon->setPixmap(QPixmap(u":/icons/app/64.png"_s));
    grid->addWidget(icon, 0, 0, 3, 1, Qt::AlignTop);
    QLabel* name = plainLabel(u"Sockscope "_s % QCoreApplication::applicationVersion());
    QFont font = name->font();
    font.setPointSizeF(font.pointSizeF() * 1.4);
    name->setFont(font);
    grid->addWidget(name, 0, 1);
    grid->addWidget(plainLabel(tr("A socket inspector: every row of its log is a socket call.")), 1, 1);
    grid->addWidget(
        plainLabel(tr("Licence: MIT. Uses Qt %1, under the LGPL.").arg(QString::fromLatin1(qVersion()))), 2, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, page, &QDialog::close);
    grid->addWidget(buttons, 3, 0, 1, 2);
    page->show();
}

} // namespace

QList<QAction*> helpActions(QWidget* window)
{
    const auto add = [window](const QString& text, void (*show)(QWidget*)) {
        auto* action = new QAction(text, window);
        QObject::connect(action, &QAction::triggered, window, [window, show] { show(window); });
        return action;
    };
    QAction* shortcuts = add(tr("&Keyboard Shortcuts"), showShortcuts);
    shortcuts->setShortcut(QKeySequence(u"F1"_s));
    QAction* about = add(tr("&About Sockscope"), showAbout);
    about->setMenuRole(QAction::AboutRole);
    return {
        shortcuts, add(tr("&Filter Language"), showFilterHelp), add(tr("Addresses and &Options"), showUrlHelp), about};
}

} // namespace ui
