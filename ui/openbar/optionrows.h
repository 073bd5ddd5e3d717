// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "net/protocol.h"

#include <QStringList>
#include <QWidget>

#include <vector>

class QComboBox;
class QLineEdit;
class QVBoxLayout;

namespace ui {

/// Any number of socket options, each a name and a value, to be set in their order before an endpoint is opened. Owned
/// by BeforeOpening. Thread: GUI.
class OptionRows final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OptionRows)

public:
    explicit OptionRows(QWidget* parent = nullptr);

    /// Offers the options that such a socket has; others can be typed.
    void setProtocol(net::Protocol protocol);
    /// As they stand in a URL: "TCP_NODELAY", "SO_RCVBUF=65536". A value without a name is "=65536".
    [[nodiscard]] QStringList parts() const;
    void add(const QString& name, const QString& value);
    void clear();
    [[nodiscard]] qsizetype count() const { return qsizetype(m_rows.size()); }
    /// Marks the rows with these options, and no others.
    void mark(const QStringList& options);
    /// The keyboard is in a row with this option.
    [[nodiscard]] bool isTypedInto(const QString& option) const;
    /// A new row, to be typed into.
    void addEmpty();

Q_SIGNALS:
    void changed();
    /// A field is left.
    void edited();

private:
    struct Row
    {
        QWidget* widget;
        QComboBox* name;
        QLineEdit* value;
    };
    void remove(const QWidget* widget);

    net::Protocol m_protocol = net::Protocol::Tcp;
    QStringList m_names;
    QVBoxLayout* m_column;
    std::vector<Row> m_rows;
};

} // namespace ui
