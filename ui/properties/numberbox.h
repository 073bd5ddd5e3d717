// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractSpinBox>

#include <optional>

class QLabel;

namespace ui {

/// A spin box for values that a kernel judges: arrows step within the range, but any text can be typed, such as
/// "64 KiB", "0x40" or a number that is out of range, since to see it refused is what one may want. It holds 64 bits,
/// decimals, and a word below its minimum ("off").
class NumberBox final : public QAbstractSpinBox
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NumberBox)

public:
    explicit NumberBox(QWidget* parent = nullptr);

    void setRange(qint64 minimum, qint64 maximum);
    /// Steps are tenths, and the range is seconds.
    void setDecimal(bool decimal);
    /// The word for what lies below the minimum; stepping reaches it.
    void setWordBelow(const QString& word);
    /// Shown behind the number, not part of it.
    void setUnit(const QString& unit);

    void setValueText(const QString& text);
    [[nodiscard]] QString valueText() const;

    void stepBy(int count) override;
    QValidator::State validate(QString& input, int& position) const override;

protected:
    [[nodiscard]] StepEnabled stepEnabled() const override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// In steps: tenths where decimal, else ones; nothing where the text is no number.
    [[nodiscard]] std::optional<qint64> steps() const;
    [[nodiscard]] qint64 lowest() const;
    [[nodiscard]] qint64 highest() const;
    void placeUnit();

    qint64 m_minimum = 0;
    qint64 m_maximum = 0;
    qint64 m_stepsPerUnit = 1;
    QString m_wordBelow;
    QLabel* m_unit;
};

} // namespace ui
