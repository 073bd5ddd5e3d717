// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/composer/target.h"

#include <QWidget>

class QSpinBox;

namespace ui {

class FlagsButton;

/// One recv at the press of a button, with the size and the flags that it is to have.
class ReceiveRow final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ReceiveRow)

public:
    /// Bytes that one recv may ask for at most.
    static constexpr int MaxSize = 64 * 1024 * 1024;

    explicit ReceiveRow(QWidget* parent = nullptr);

    void setTarget(const Target& target);

Q_SIGNALS:
    void receiveRequested(quint32 size, int flags);

private:
    QSpinBox* m_size;
    FlagsButton* m_flags;
    QString m_name; // of the endpoint that the size was chosen for
    quint32 m_suggested = 0;
};

} // namespace ui
