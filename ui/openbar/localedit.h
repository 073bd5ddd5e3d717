// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace ui {

/// What a connection's socket is to be bound to: an address and a port, or a Unix path. Owned by BeforeOpening.
/// Thread: GUI.
class LocalEdit final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LocalEdit)

public:
    explicit LocalEdit(QWidget* parent = nullptr);

    /// As local= of a URL takes it; empty where nothing is to be bound.
    [[nodiscard]] QString text() const;
    void setText(const QString& text);
    /// A path and an address are not alike: each comes back with its family.
    void setUnix(bool isUnix);
    void setChoices(const QStringList& addresses);

Q_SIGNALS:
    void changed();
    /// A field is left.
    void edited();

private:
    QComboBox* m_address;
    QLineEdit* m_port;
    bool m_isUnix = false;
    QString m_otherAddress; // of the other family
};

} // namespace ui
