// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/openbar/fieldvalue.h"

#include "ui/openbar/localedit.h"
#include "ui/theme/tones.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>

namespace ui {

using namespace Qt::StringLiterals;

QString fieldValue(const QWidget* editor)
{
    if (const auto* line = qobject_cast<const QLineEdit*>(editor))
        return line->text().trimmed();
    if (const auto* box = qobject_cast<const QComboBox*>(editor))
        return box->currentData().toString();
    if (const auto* check = qobject_cast<const QCheckBox*>(editor))
        return check->isChecked() ? u"1"_s : QString();
    const auto* local = qobject_cast<const LocalEdit*>(editor);
    return local ? local->text() : QString();
}

void setFieldValue(QWidget* editor, const QString& value)
{
    if (auto* line = qobject_cast<QLineEdit*>(editor)) {
        line->setText(value);
    } else if (auto* box = qobject_cast<QComboBox*>(editor)) {
        if (box->findData(value) < 0)
            box->addItem(value, value);
        box->setCurrentIndex(box->findData(value));
    } else if (auto* check = qobject_cast<QCheckBox*>(editor)) {
        check->setChecked(value == "1"_L1 || value == "on"_L1);
    } else if (auto* local = qobject_cast<LocalEdit*>(editor)) {
        local->setText(value);
    }
}

void markField(QWidget* editor, bool isWrong)
{
    QPalette marked;
    if (isWrong) {
        const QColor color = toneColor(Tone::Error, editor->parentWidget()->palette());
        marked.setColor(QPalette::Text, color);
        marked.setColor(QPalette::ButtonText, color);
    }
    editor->setPalette(marked);
}

} // namespace ui
