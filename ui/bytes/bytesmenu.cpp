// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/bytes/bytesmenu.h"

#include "ui/bytes/bytespane.h"
#include "ui/bytes/hexview.h"

#include <QAction>
#include <QMenu>

namespace ui {

void showBytesMenu(BytesPane* pane, const QPoint& position)
{
    HexView* view = pane->view();
    if (view->size() == 0)
        return;
    struct Entry
    {
        QString text;
        codec::CopyFormat format;
    };
    const Entry entries[] = {{BytesPane::tr("Copy as &Text"), codec::CopyFormat::Text},
        {BytesPane::tr("Copy as &Hex"), codec::CopyFormat::HexPlain},
        {BytesPane::tr("Copy as Hex &Dump"), codec::CopyFormat::HexDump},
        {BytesPane::tr("Copy as &C Array"), codec::CopyFormat::CArray},
        {BytesPane::tr("Copy as &Python Bytes"), codec::CopyFormat::PythonBytes},
        {BytesPane::tr("Copy as &Escaped"), codec::CopyFormat::Escaped}};
    auto* menu = new QMenu(pane);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const Entry& entry : entries) {
        QAction* action = menu->addAction(entry.text);
        QObject::connect(action, &QAction::triggered, pane, [pane, format = entry.format] { pane->copy(format); });
        const bool usual = entry.format
            == (view->activeColumn() == HexColumn::Ascii ? codec::CopyFormat::Text : codec::CopyFormat::HexPlain);
        if (usual)
            action->setShortcut(QKeySequence::Copy);
    }
    menu->addSeparator();
    menu->addAction(BytesPane::tr("Select &All"), QKeySequence::SelectAll, view, &HexView::selectAll);
    menu->addAction(BytesPane::tr("&Go to Offset..."), QKeySequence(Qt::CTRL | Qt::Key_G), pane, &BytesPane::openGoTo);
    menu->popup(position);
}

} // namespace ui
