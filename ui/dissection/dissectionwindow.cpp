// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/dissection/dissectionwindow.h"

#include "codec/visible.h"
#include "ui/theme/quantity.h"
#include "ui/theme/tones.h"

#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <utility>

namespace ui {

namespace {

constexpr std::chrono::milliseconds MovingPause{250};

/// Text of another program about bytes that anybody may have sent.
QString inert(const QString& text)
{
    return QString::fromStdU16String(codec::visibleName(text.toStdString()));
}

} // namespace

DissectionWindow::DissectionWindow(session::ReaderFactory newReader, QWidget* parent)
    : QDialog(parent)
    , m_dissection(new session::Dissection(std::move(newReader), this))
    , m_status(new QLabel)
    , m_tree(new QTreeWidget)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Dissection by tshark"));
    setModal(false);
    resize(80 * GridPixels, 60 * GridPixels);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setWordWrap(true);
    m_tree->setAccessibleName(tr("Dissection"));
    m_tree->setHeaderHidden(true);
    m_tree->setFont(fixedFont());
    m_tree->setUniformRowHeights(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(GridPixels, GridPixels, GridPixels, GridPixels);
    layout->addWidget(m_status);
    layout->addWidget(m_tree, 1);
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &DissectionWindow::start);
    connect(m_dissection, &session::Dissection::finished, this, &DissectionWindow::present);
    connect(m_dissection, &session::Dissection::failed, this,
        [this](const QString& reason) { say(tr("tshark could not read this record: %1").arg(inert(reason))); });
    showRecord({});
}

void DissectionWindow::showRecord(std::optional<quint64> record)
{
    m_record = record;
    if (record)
        m_pause.start(MovingPause);
    else
        say(tr("Select a record with bytes to see what tshark makes of it."));
}

void DissectionWindow::start()
{
    if (session::Dissection::program().isEmpty()) {
        say(tr("tshark is not installed: there is no program of this name in PATH."));
        return;
    }
    m_status->setText(tr("Record %1: tshark is at it").arg(countText(*m_record + 1)));
    m_dissection->start({*m_record});
}

void DissectionWindow::present(const std::vector<session::DissectedField>& protocols)
{
    m_tree->clear();
    if (protocols.empty()) {
        say(tr("Record %1 moved no bytes.").arg(countText(*m_record + 1)));
        return;
    }
    m_status->setText(tr("Record %1, with what its endpoint moved before it. Addresses and headers are made up "
                         "where the capture does not know them.")
                          .arg(countText(*m_record + 1)));
    for (const session::DissectedField& protocol : protocols)
        m_tree->addTopLevelItem(makeItem(protocol));
    // The last protocol is what the bytes are about.
    m_tree->topLevelItem(m_tree->topLevelItemCount() - 1)->setExpanded(true);
}

void DissectionWindow::say(const QString& text)
{
    m_pause.stop();
    m_tree->clear();
    m_status->setText(text);
}

QTreeWidgetItem* DissectionWindow::makeItem(const session::DissectedField& field)
{
    auto* item = new QTreeWidgetItem({inert(field.text)});
    for (const session::DissectedField& part : field.fields)
        item->addChild(makeItem(part));
    return item;
}

} // namespace ui
