// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/properties/numberbox.h"

#include "ui/theme/tones.h"

#include <QLabel>
#include <QLineEdit>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ui {

namespace {

constexpr qint64 Tenths = 10;

} // namespace

NumberBox::NumberBox(QWidget* parent)
    : QAbstractSpinBox(parent)
    , m_unit(new QLabel(lineEdit()))
{
    m_unit->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_unit->hide();
    setFont(fixedFont());
    setFrame(false);
}

void NumberBox::setRange(qint64 minimum, qint64 maximum)
{
    m_minimum = minimum;
    m_maximum = maximum;
}

void NumberBox::setDecimal(bool decimal)
{
    m_stepsPerUnit = decimal ? Tenths : 1;
}

void NumberBox::setWordBelow(const QString& word)
{
    m_wordBelow = word;
}

void NumberBox::setUnit(const QString& unit)
{
    m_unit->setText(unit);
    m_unit->setVisible(!unit.isEmpty());
    placeUnit();
}

void NumberBox::setValueText(const QString& text)
{
    lineEdit()->setText(text);
    selectAll();
}

QString NumberBox::valueText() const
{
    return text();
}

std::optional<qint64> NumberBox::steps() const
{
    const QString digits = text().section(u' ', 0, 0);
    bool ok = false;
    if (m_stepsPerUnit == 1) {
        const qint64 whole = digits.toLongLong(&ok, 0);
        return ok ? std::optional(whole) : std::nullopt;
    }
    const double value = digits.toDouble(&ok) * static_cast<double>(m_stepsPerUnit);
    const bool fits = ok && std::abs(value) < 1e15;
    return fits ? std::optional(static_cast<qint64>(std::llround(value))) : std::nullopt;
}

qint64 NumberBox::lowest() const
{
    return m_minimum * m_stepsPerUnit;
}

qint64 NumberBox::highest() const
{
    return m_maximum > std::numeric_limits<qint64>::max() / m_stepsPerUnit ? std::numeric_limits<qint64>::max()
                                                                           : m_maximum * m_stepsPerUnit;
}

void NumberBox::stepBy(int count)
{
    const std::optional<qint64> present = steps();
    const bool isWord = !m_wordBelow.isEmpty() && text() == m_wordBelow;
    if (!m_wordBelow.isEmpty() && count < 0 && (isWord || (present && *present <= lowest()))) {
        setValueText(m_wordBelow);
        return;
    }
    // From the word, and from what is no number, the first step up is the minimum.
    qint64 next = lowest();
    if (!isWord && present) {
        // What is left to either end, unsigned since the range may fill 64 bits.
        const qint64 from = std::clamp(*present, lowest(), highest());
        const quint64 room = count > 0 ? static_cast<quint64>(highest()) - static_cast<quint64>(from)
                                       : static_cast<quint64>(from) - static_cast<quint64>(lowest());
        const auto distance = static_cast<qint64>(std::min(static_cast<quint64>(std::abs(count)), room));
        next = count > 0 ? from + distance : from - distance;
    }
    if (m_stepsPerUnit == 1)
        setValueText(QString::number(next));
    else
        setValueText(QString::number(static_cast<double>(next) / static_cast<double>(m_stepsPerUnit), 'g', 15));
}

QValidator::State NumberBox::validate(QString&, int&) const
{
    return QValidator::Acceptable;
}

QAbstractSpinBox::StepEnabled NumberBox::stepEnabled() const
{
    StepEnabled enabled = StepNone;
    const std::optional<qint64> present = steps();
    if (!present || *present < highest())
        enabled |= StepUpEnabled;
    if (present && (*present > lowest() || !m_wordBelow.isEmpty()))
        enabled |= StepDownEnabled;
    return enabled;
}

void NumberBox::resizeEvent(QResizeEvent* event)
{
    QAbstractSpinBox::resizeEvent(event);
    placeUnit();
}

void NumberBox::placeUnit()
{
    if (m_unit->isHidden())
        return;
    QPalette dim = m_unit->palette();
    // Inside a field a label paints with Text.
    dim.setColor(QPalette::Text, toneColor(Tone::Dim, palette()));
    dim.setColor(QPalette::WindowText, toneColor(Tone::Dim, palette()));
    m_unit->setPalette(dim);
    const int width = m_unit->sizeHint().width();
    const QRect field = lineEdit()->rect();
    m_unit->setGeometry(field.right() - width - GridPixels / 2, 0, width, field.height());
    lineEdit()->setTextMargins(0, 0, width + GridPixels, 0);
}

} // namespace ui
