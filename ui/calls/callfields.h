// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/calls/callform.h"

#include <QWidget>

#include <array>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace ui {

/// The arguments of a call, a field each; only those that the call takes are shown. What was typed stays when another
/// call is chosen. Thread: GUI.
class CallFields final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CallFields)

public:
    explicit CallFields(QWidget* parent = nullptr);

    /// @param status  the socket that the call is made on, or null.
    void show(const CallInfo& call, const engine::EndpointStatus* status);
    [[nodiscard]] CallForm form() const;
    void focusField(CallArgument argument);

Q_SIGNALS:
    /// Something was typed or chosen.
    void edited();
    /// Enter in a field.
    void submitted();

private:
    QLineEdit* addLine(CallArgument argument, const QString& label, const QString& name, const QString& text);
    QSpinBox* addNumber(CallArgument argument, const QString& label, const QString& name, int most, int value);
    QComboBox* addChoice(CallArgument argument, const QString& label, const QString& name);
    void add(CallArgument argument, const QString& label, QWidget* field);
    void buildAddress();
    void buildTransfer();
    void buildRest();
    void showFlags(std::span<const net::NamedValue> flags);
    /// An address that nobody typed is one of the socket's family.
    void showAddress(const engine::EndpointStatus* status);
    void showOptions(const engine::EndpointStatus* status, bool isForSetting);
    QLineEdit* addPath(CallArgument argument, const QString& label, const QString& name);
    void chooseFile();
    void chooseSaveFile();

    const CallInfo* m_call = nullptr;
    QFormLayout* m_form;
    std::array<QWidget*, CallArgumentCount> m_fields{};
    QComboBox* m_protocol;
    QComboBox* m_family;
    QLineEdit* m_address;
    QLineEdit* m_port;
    QSpinBox* m_backlog;
    QSpinBox* m_size;
    QSpinBox* m_controlSize;
    QLineEdit* m_data;
    QLineEdit* m_path;
    QLineEdit* m_offset;
    QLineEdit* m_count;
    QLineEdit* m_savePath;
    QComboBox* m_existing;
    QComboBox* m_how;
    QComboBox* m_option;
    QLineEdit* m_value;
    QLineEdit* m_timeout;
    QComboBox* m_blocking;
    QWidget* m_events;
    QWidget* m_flags;
};

} // namespace ui
