// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/composer/target.h"

#include <QWidget>

class QMenu;
class QPushButton;
class QSpinBox;

namespace ui {

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
    [[nodiscard]] int flags() const;

Q_SIGNALS:
    void receiveRequested(quint32 size, int flags);

private:
    void showFlags();

    QSpinBox* m_size;
    QPushButton* m_flags;
    QMenu* m_menu;
    QString m_name; // of the endpoint that the size was chosen for
    quint32 m_suggested = 0;
};

} // namespace ui
