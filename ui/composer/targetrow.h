// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/composer/target.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace ui {

/// Who gets the payload: the endpoint, one of those beside it, and for a datagram socket without a peer an address.
class TargetRow final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TargetRow)

public:
    explicit TargetRow(QWidget* parent = nullptr);

    void setTarget(const Target& target);
    [[nodiscard]] QString host() const;
    [[nodiscard]] QString port() const;
    /// Why the address cannot be sent to, and the cursor where it is wrong; empty when it can.
    [[nodiscard]] QString addressProblem();
    /// What to do where nobody is there to be sent to yet; empty where somebody is.
    [[nodiscard]] QString hint() const;

Q_SIGNALS:
    void targetChosen(int candidate);
    void submitted();
    /// Another address is there.
    void addressChanged();

private:
    QLabel* m_label;
    QComboBox* m_candidates;
    QWidget* m_address;
    QLineEdit* m_host;
    QLineEdit* m_port;
    QString m_name; // of the endpoint that the address was typed for
};

} // namespace ui
