// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme/tones.h"

#include <QLabel>

namespace ui {

/// The line under the fields of the open bar: what is wrong, what a wildcard means, or what Enter will do. Owned by the
/// open bar. Thread: GUI.
class OpenMessage final : public QLabel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OpenMessage)

public:
    explicit OpenMessage(QWidget* bar);

    /// Shows a line under a field of the bar, and has it read aloud.
    void tell(const QString& text, const QWidget* below, Tone tone);

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyTone();

    Tone m_tone = Tone::Error;
};

} // namespace ui
