// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace ui {

/// How much a notice matters.
enum class Severity
{
    Information,
    Warning,
    Error
};

/// A small sign that tells severity by shape and colour: circle, triangle, octagon. Decoration; the text beside it says
/// the same to a screen reader.
class SeverityMark final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SeverityMark)

public:
    explicit SeverityMark(QWidget* parent = nullptr);

    void setSeverity(Severity severity);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Severity m_severity = Severity::Information;
};

} // namespace ui
