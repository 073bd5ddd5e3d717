// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/calls/callform.h"

#include <QObject>

#include <array>

class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QWidget;

namespace ui {

class FlagsButton;

/// The arguments of a call, a field each, with a comma behind all but the last; only those that the call takes are
/// shown. What was typed stays when another call is chosen. Who has them puts them into a line. Thread: GUI.
class CallFields final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CallFields)

public:
    /// @param line  the widget that the fields belong to.
    explicit CallFields(QWidget* line);

    /// A field with its comma. They are made in the order of the arguments, which is that of the Tab key.
    [[nodiscard]] QWidget* part(CallArgument argument) const;
    /// @param status  the socket that the call is made on, or null.
    void show(const CallInfo& call, const engine::EndpointStatus* status);
    [[nodiscard]] CallForm form() const;
    void focusField(CallArgument argument);

Q_SIGNALS:
    /// Something was typed or chosen.
    void edited();

private:
    struct Field
    {
        QWidget* widget = nullptr;
        QLabel* comma = nullptr;
    };
    QLineEdit* addLine(CallArgument argument, const QString& label, const QString& name, const QString& text);
    QSpinBox* addNumber(CallArgument argument, const QString& label, const QString& name, int most, int value);
    QComboBox* addChoice(CallArgument argument, const QString& label, const QString& name);
    FlagsButton* addFlags(CallArgument argument, const QString& name, const QString& none);
    void add(CallArgument argument, const QString& label, QWidget* field);
    void buildSocket();
    void fitFamily();
    void buildData();
    void buildAddress();
    void buildReceive();
    void buildFile();
    void buildRest();
    /// An address that nobody typed is one of the socket's family.
    void showAddress(const engine::EndpointStatus* status);
    void showOptions(const engine::EndpointStatus* status, bool isForSetting);
    void showParts(bool hasPort);
    QLineEdit* addPath(CallArgument argument, const QString& label, const QString& name);
    void chooseFile();
    void chooseSaveFile();

    const CallInfo* m_call = nullptr;
    QWidget* m_line;
    std::array<Field, CallArgumentCount> m_fields; // by argument
    QComboBox* m_protocol = nullptr;
    QComboBox* m_family = nullptr;
    QLineEdit* m_data = nullptr;
    QLineEdit* m_address = nullptr;
    QLineEdit* m_port = nullptr;
    QSpinBox* m_backlog = nullptr;
    QSpinBox* m_size = nullptr;
    QSpinBox* m_controlSize = nullptr;
    QLineEdit* m_path = nullptr;
    QLineEdit* m_offset = nullptr;
    QLineEdit* m_count = nullptr;
    QLineEdit* m_savePath = nullptr;
    QComboBox* m_existing = nullptr;
    QComboBox* m_how = nullptr;
    QComboBox* m_option = nullptr;
    QLineEdit* m_value = nullptr;
    FlagsButton* m_events = nullptr;
    QLineEdit* m_timeout = nullptr;
    QComboBox* m_blocking = nullptr;
    FlagsButton* m_flags = nullptr;
};

} // namespace ui
