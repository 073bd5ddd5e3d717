// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/emptystate.h"

#include "ui/mainwindow/windowactions.h"
#include "ui/theme/tones.h"

#include <QAction>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int ButtonWidth = 22 * GridPixels;
constexpr int ButtonHeight = 6 * GridPixels;
constexpr int TextWidth = 40 * GridPixels;

/// One row: a button, and beside it in one sentence what it does.
QPushButton* addRow(QGridLayout* grid, const QString& name, const QString& text)
{
    auto* button = new QPushButton(name);
    button->setFixedSize(ButtonWidth, ButtonHeight);
    button->setIconSize({24, 24});
    button->setAccessibleDescription(text);
    auto* label = new QLabel(text);
    label->setWordWrap(true);
    label->setMaximumWidth(TextWidth);
    label->setMinimumWidth(20 * GridPixels);
    const int row = grid->rowCount();
    grid->addWidget(button, row, 1);
    grid->addWidget(label, row, 2, Qt::AlignVCenter);
    return button;
}

} // namespace

EmptyState::EmptyState(const WindowActions& actions, QWidget* parent)
    : QWidget(parent)
{
    auto* heading = new QLabel(tr("Open a socket and watch every call"));
    QFont font = heading->font();
    font.setPointSizeF(font.pointSizeF() * 1.5);
    heading->setFont(font);

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(2 * GridPixels, GridPixels, 2 * GridPixels, GridPixels);
    grid->setHorizontalSpacing(2 * GridPixels);
    grid->setVerticalSpacing(2 * GridPixels);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(2, 8); // the texts first, up to their width, then the room beside them
    grid->setColumnStretch(3, 1);
    grid->addWidget(heading, 1, 1, 1, 2);
    m_lab = addRow(grid, tr("Echo lab"),
        tr("A listener that echoes and a client connected to it: see one message go there and back, and the calls "
           "behind it."));
    m_listen = addRow(
        grid, tr("Listen..."), tr("Wait for connections or datagrams on an address and port of this machine."));
    m_connect = addRow(grid, tr("Connect..."), tr("Connect to a program that listens, here or on another machine."));
    m_call = addRow(grid, tr("Call by Call..."),
        tr("Make each call by yourself, as a tutorial does: socket, bind, listen, accept, recv."));
    grid->setRowStretch(0, 2);
    grid->setRowStretch(grid->rowCount(), 3);

    connect(m_lab, &QPushButton::clicked, actions.echoLab, &QAction::trigger);
    connect(m_listen, &QPushButton::clicked, actions.listen, &QAction::trigger);
    connect(m_connect, &QPushButton::clicked, actions.connectTo, &QAction::trigger);
    connect(m_call, &QPushButton::clicked, actions.callByCall, &QAction::trigger);
    applyIcons();
}

void EmptyState::paintEvent(QPaintEvent* /*event*/)
{
    QPainter(this).fillRect(rect(), palette().base());
}

/// Who shares the room with us asks for the least height that we need, and not for what it is at our width.
void EmptyState::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const auto labels = findChildren<QLabel*>();
    for (QLabel* label : labels) {
        if (label->wordWrap())
            label->setMinimumHeight(label->heightForWidth(label->width()));
    }
}

void EmptyState::applyIcons()
{
    m_lab->setIcon(themedIcon(u"lab", palette()));
    m_listen->setIcon(themedIcon(u"listen", palette()));
    m_connect->setIcon(themedIcon(u"connect", palette()));
    m_call->setIcon(themedIcon(u"receive", palette()));
}

void EmptyState::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        applyIcons();
    QWidget::changeEvent(event);
}

} // namespace ui
