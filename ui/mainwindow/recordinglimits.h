// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/retention.h"

#include <QDialog>

class QComboBox;

namespace ui {

/// How much of the capture is kept: by size, by age, and of each payload. A page that may stay open beside the work;
/// each choice holds at once. Deletes itself when it is closed.
class RecordingLimitsPage final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RecordingLimitsPage)

public:
    RecordingLimitsPage(const capture::RecordingLimits& limits, QWidget* parent);

    [[nodiscard]] capture::RecordingLimits limits() const;

Q_SIGNALS:
    void limitsChosen(const capture::RecordingLimits& limits);

private:
    struct Choice
    {
        QString text;
        qulonglong value;
    };
    [[nodiscard]] QComboBox* addChoices(
        const QString& label, const QString& explanation, const QList<Choice>& choices, qulonglong current);

    QComboBox* m_bytes;
    QComboBox* m_age;
    QComboBox* m_payload;
};

} // namespace ui
