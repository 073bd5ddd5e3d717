// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "net/protocol.h"
#include "session/openrequest.h"

#include <QStringList>
#include <QWidget>

#include <vector>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;

namespace ui {

class LocalEdit;

/// What is set before opening and has a field of its own, each an option of a URL: local address, family, mode and so
/// on. Owned by BeforeOpening. Thread: GUI.
class BeforeFields final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BeforeFields)

public:
    explicit BeforeFields(QWidget* parent);
    ~BeforeFields() override;

    /// What such a socket cannot use is greyed, says why, and does not count.
    void setProtocol(net::Protocol protocol);
    /// All that is set, as it stands in a URL: "local=:40000".
    [[nodiscard]] QStringList parts() const;
    /// What of it counts for a listener or for a connection.
    [[nodiscard]] QStringList parts(session::OpenAs as) const;
    [[nodiscard]] bool has(const QString& option) const;
    /// The field that an option has; null when there is none.
    [[nodiscard]] QWidget* editorOf(const QString& option) const;
    /// @param option  one that has a field.
    void set(const QString& option, const QString& value) const;
    void clear();
    /// Marks the fields of these options, and no others.
    void mark(const QStringList& options);
    /// Offers the interfaces and addresses that this machine has now.
    void setChoices();

Q_SIGNALS:
    void changed();
    /// A field is left.
    void edited();

private:
    /// Which way of opening a field counts for.
    enum class Use
    {
        Always,
        Connecting,
        Listening
    };
    struct Field
    {
        QString option; // its name in a URL
        Use use;
        QLabel* label;
        QWidget* editor;
        QLabel* hint;
        QString unit; // of the hint, while the field can be used
    };
    void buildForOne();
    void buildForBoth();
    void addHeading(const QString& text);
    void addField(const QString& option, Use use, const QString& label, QWidget* editor, const QString& unit);
    [[nodiscard]] QComboBox* newChoice(const QString& name, const QStringList& words, const QStringList& values);
    [[nodiscard]] QLineEdit* newLine(const QString& name, const QString& placeholder);
    [[nodiscard]] QString reasonAgainst(const QString& option) const;
    [[nodiscard]] QStringList partsFor(const std::vector<Use>& uses) const;
    void onChanged();

    net::Protocol m_protocol = net::Protocol::Tcp;
    QGridLayout* m_grid;
    std::vector<Field> m_fields;
    LocalEdit* m_local = nullptr;
    QComboBox* m_interface = nullptr;
    QComboBox* m_mode = nullptr;
};

/// A heading between the groups of fields.
[[nodiscard]] QLabel* newFieldHeading(const QString& text, QWidget* parent);

} // namespace ui
