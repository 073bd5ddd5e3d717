// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/fields/helptable.h"

#include "ui/theme/tones.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QScreen>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

namespace ui {

namespace {

QLabel* plainLabel(const QString& text, const QFont& font)
{
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setFont(font);
    return label;
}

QWidget* newTable(const QList<HelpRow>& rows)
{
    auto* table = new QWidget;
    auto* grid = new QGridLayout(table);
    grid->setContentsMargins(2 * GridPixels, 2 * GridPixels, 2 * GridPixels, 2 * GridPixels);
    grid->setHorizontalSpacing(3 * GridPixels);
    QFont heading = table->font();
    heading.setBold(true);
    for (const HelpRow& row : rows) {
        const int place = grid->rowCount();
        if (row.code.isEmpty()) {
            grid->addWidget(plainLabel(row.meaning, heading), place, 0, 1, 2);
            continue;
        }
        QLabel* code = plainLabel(row.code, fixedFont());
        code->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(code, place, 0);
        grid->addWidget(plainLabel(row.meaning, table->font()), place, 1);
    }
    return table;
}

} // namespace

QDialog* newHelpPage(QWidget* parent, const QString& title)
{
    auto* page = new QDialog(parent);
    page->setAttribute(Qt::WA_DeleteOnClose);
    page->setWindowTitle(title);
    page->setModal(false);
    return page;
}

void showHelpTable(QWidget* parent, const QString& title, const QList<HelpRow>& rows)
{
    QDialog* page = newHelpPage(parent, title);
    QWidget* table = newTable(rows);
    auto* area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(table);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, page, &QDialog::close);
    auto* column = new QVBoxLayout(page);
    column->addWidget(area, 1);
    column->addWidget(buttons);
    // All of it, where the screen has the room.
    const int scrollBar = page->style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    const QSize wanted = table->sizeHint() + QSize(scrollBar, buttons->sizeHint().height()) + QSize(32, 48);
    page->resize(wanted.boundedTo(parent->screen()->availableSize() * 0.85));
    page->show();
}

} // namespace ui
