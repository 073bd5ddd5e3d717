// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/recordinglimits.h"

#include "ui/theme/quantity.h"
#include "ui/theme/tones.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qulonglong Mib = qulonglong{1} << 20;
constexpr qulonglong Gib = qulonglong{1} << 30;
constexpr qulonglong Minute = 60;
constexpr qulonglong Hour = 60 * Minute;
constexpr qulonglong Day = 24 * Hour;
constexpr int ExplanationPixels = 52 * GridPixels;

} // namespace

RecordingLimitsPage::RecordingLimitsPage(const capture::RecordingLimits& limits, QWidget* parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Recording Limits"));
    setModal(false);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(2 * GridPixels, 2 * GridPixels, 2 * GridPixels, 2 * GridPixels);
    grid->setHorizontalSpacing(2 * GridPixels);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(limits.age).count();
    m_bytes = addChoices(tr("&Keep at most"),
        tr("On disk. When the capture is larger, its oldest records are deleted, up to 64 MiB at a time. The others "
           "keep "
           "their numbers."),
        {{tr("everything"), 0}, {bytesText(256 * Mib), 256 * Mib}, {bytesText(Gib), Gib}, {bytesText(4 * Gib), 4 * Gib},
            {bytesText(16 * Gib), 16 * Gib}, {bytesText(64 * Gib), 64 * Gib}},
        limits.bytes);
    m_age = addChoices(tr("Keep &for"), tr("Older records are deleted, up to 64 MiB at a time."),
        {{tr("always"), 0}, {tr("10 minutes"), 10 * Minute}, {tr("1 hour"), Hour}, {tr("1 day"), Day},
            {tr("7 days"), 7 * Day}},
        static_cast<qulonglong>(seconds));
    m_payload = addChoices(tr("Of each &payload"),
        tr("Longer payloads are cut. The calls show their real sizes, and the bytes that were cut are counted."),
        {{tr("everything"), 0}, {bytesText(64), 64}, {bytesText(256), 256}, {bytesText(1024), 1024},
            {bytesText(4096), 4096}, {bytesText(65'536), 65'536}},
        limits.payloadBytes);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    grid->addWidget(buttons, grid->rowCount(), 0, 1, 2);
}

QComboBox* RecordingLimitsPage::addChoices(
    const QString& label, const QString& explanation, const QList<Choice>& choices, qulonglong current)
{
    auto* grid = static_cast<QGridLayout*>(layout());
    const int row = grid->rowCount();
    auto* box = new QComboBox;
    for (const Choice& choice : choices)
        box->addItem(choice.text, choice.value);
    // A value from the settings file that is none of these is kept as it is.
    if (box->findData(current) < 0)
        box->addItem(tr("as in the settings: %1").arg(countText(current)), current);
    box->setCurrentIndex(box->findData(current));
    box->setAccessibleName(QString(label).remove(u'&'));
    auto* name = new QLabel(label);
    name->setBuddy(box);
    auto* words = new QLabel(explanation);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setMinimumWidth(ExplanationPixels);
    words->setForegroundRole(QPalette::PlaceholderText);
    grid->addWidget(name, row, 0);
    grid->addWidget(box, row, 1);
    grid->addWidget(words, row + 1, 0, 1, 2);
    connect(box, &QComboBox::activated, this, [this] { Q_EMIT limitsChosen(limits()); });
    return box;
}

capture::RecordingLimits RecordingLimitsPage::limits() const
{
    return {.bytes = m_bytes->currentData().toULongLong(),
        .age = std::chrono::seconds(m_age->currentData().toULongLong()),
        .payloadBytes = m_payload->currentData().toUInt()};
}

} // namespace ui
