// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/properties/propertydelegate.h"

#include "base/error.h"
#include "net/option.h"
#include "session/properties/propertymodel.h"
#include "ui/properties/editmarks.h"
#include "ui/properties/numberbox.h"
#include "ui/properties/propertywords.h"
#include "ui/theme/tones.h"

#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;
using session::PropertyKey;
using session::PropertyModel;
using session::PropertyType;

namespace {

constexpr int LeastPropertyRow = 20; // as high as a row of the log: what the default fonts have, with some air

// The text that the editor was opened with, so that closing it unchanged makes no call.
constexpr const char* InitialText = "initialText";

/// Leaves Enter to the delegate. QComboBox would take it for a choice (activated) and commit a second time.
class ChoiceBox final : public QComboBox
{
public:
    using QComboBox::QComboBox;

protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
            QComboBox::keyPressEvent(event);
    }
};

/// The row's first line.
QStyleOptionViewItem firstLine(const QStyleOptionViewItem& option)
{
    QStyleOptionViewItem line = option;
    line.rect.setHeight(std::min(line.rect.height(), PropertyDelegate::rowHeight(option.fontMetrics)));
    return line;
}

const QStyle& styleOf(const QStyleOptionViewItem& option)
{
    return option.widget ? *option.widget->style() : *QApplication::style();
}

QColor colour(const QStyleOptionViewItem& option, Tone tone)
{
    if (option.state & QStyle::State_Selected) {
        const auto group = option.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
        return option.palette.color(group, QPalette::HighlightedText);
    }
    return toneColor(tone, option.palette);
}

/// Draws as much of the text as there is room for and moves the rectangle behind it.
void drawPart(QPainter& painter, QRect& rect, const QString& text, const QFont& font, const QColor& colour)
{
    if (text.isEmpty() || rect.width() <= 0)
        return;
    const QFontMetrics metrics(font);
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        metrics.elidedText(text, Qt::ElideRight, rect.width()));
    rect.setLeft(rect.left() + metrics.horizontalAdvance(text) + GridPixels);
}

/// The check box in the colours of its row.
void drawCheckBox(QPainter& painter, const QRect& place, Qt::CheckState state, const QStyleOptionViewItem& option)
{
    const bool isFilled = state == Qt::Checked && !(option.state & QStyle::State_Selected);
    if (isFilled)
        paintFilledBox(
            painter, place, toneColor(Tone::Accent, option.palette), option.palette.color(QPalette::HighlightedText));
    else
        paintOpenBox(painter, place, state, colour(option, Tone::Dim));
}

/// What follows the value in a quiet tone.
QString remark(const QModelIndex& index)
{
    if (const int code = index.data(PropertyModel::ReadErrorRole).toInt(); code != 0)
        return QString::fromStdString(base::errnoName(code));
    const auto* option = index.data(PropertyModel::OptionRole).value<const net::OptionInfo*>();
    if (option && !option->readable && index.data(PropertyModel::AskedRole).toString().isEmpty())
        return PropertyDelegate::tr("write-only");
    const QString asked = index.data(PropertyModel::AskedRole).toString();
    if (!asked.isEmpty())
        return PropertyDelegate::tr("asked %1").arg(asked);
    return index.data().toString().isEmpty() ? u"\u2013"_s : QString();
}

/// Flags and choices: their words can be chosen, and anything can be typed. Nothing is completed, since one choice may
/// be the beginning of another (IP_PMTUDISC_DO, IP_PMTUDISC_DONT).
QComboBox* newChoiceBox(QWidget* parent, const QStringList& words, const QStringList& values)
{
    auto* box = new ChoiceBox(parent);
    box->setEditable(true);
    box->setCompleter(nullptr);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setFrame(false);
    // Its hint is asked before it is shown, when it would not count what is in it.
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    qsizetype longest = 0;
    for (const QString& word : words)
        longest = std::max(longest, word.size());
    box->setMinimumContentsLength(static_cast<int>(longest));
    for (qsizetype i = 0; i < words.size(); ++i)
        box->addItem(words.at(i), values.value(i));
    return box;
}

NumberBox* newNumberBox(QWidget* parent, const QModelIndex& index)
{
    auto* box = new NumberBox(parent);
    const PropertyType type = propertyType(index);
    box->setRange(
        index.data(PropertyModel::MinimumRole).toLongLong(), index.data(PropertyModel::MaximumRole).toLongLong());
    box->setDecimal(type == PropertyType::Seconds);
    if (type == PropertyType::Linger)
        box->setWordBelow(u"off"_s);
    if (index.data(PropertyModel::KeyRole).toInt() == static_cast<int>(PropertyKey::Timeout))
        box->setWordBelow(u"none"_s);
    box->setUnit(type == PropertyType::Seconds ? u"s"_s : index.data(PropertyModel::UnitRole).toString());
    return box;
}

QString editorText(QWidget* editor)
{
    if (auto* combo = qobject_cast<QComboBox*>(editor)) {
        const int chosen = combo->findText(combo->currentText(), Qt::MatchFixedString);
        return chosen >= 0 ? combo->itemData(chosen).toString() : combo->currentText();
    }
    if (auto* number = qobject_cast<NumberBox*>(editor))
        return number->valueText();
    return qobject_cast<QLineEdit*>(editor)->text();
}

} // namespace

PropertyDelegate::PropertyDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
{ }

int PropertyDelegate::rowHeight(const QFontMetrics& metrics)
{
    return std::max(LeastPropertyRow, metrics.height() + GridPixels / 4);
}

int PropertyDelegate::errorHeight(const QFontMetrics& metrics)
{
    return metrics.height() + GridPixels / 4;
}

void PropertyDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    // The background fills the row, the text its first line; below it there may be an error.
    QStyleOptionViewItem whole = option;
    initStyleOption(&whole, index);
    styleOf(whole).drawPrimitive(QStyle::PE_PanelItemViewItem, &whole, painter, whole.widget);
    QStyleOptionViewItem line = firstLine(whole);
    line.state.setFlag(QStyle::State_HasFocus, false);
    if (!isProperty(index)) {
        line.font.setWeight(QFont::DemiBold);
        line.palette.setColor(QPalette::Text, toneColor(Tone::Dim, option.palette));
        styleOf(line).drawControl(QStyle::CE_ItemViewItem, &line, painter, line.widget);
        return;
    }
    if (index.column() == PropertyModel::ValueColumn) {
        painter->save();
        paintValue(painter, line, index);
        painter->restore();
        return;
    }
    line.font.setBold(index.data(PropertyModel::FreshValueRole).isValid());
    if (index.data(PropertyModel::ReadOnlyRole).toBool())
        line.palette.setColor(QPalette::Text, toneColor(Tone::Dim, option.palette));
    styleOf(line).drawControl(QStyle::CE_ItemViewItem, &line, painter, line.widget);
}

void PropertyDelegate::paintValue(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QStyle& style = styleOf(option);
    QRect rect = option.rect.adjusted(GridPixels / 2, 0, -GridPixels / 2, 0);
    if (option.features & QStyleOptionViewItem::HasCheckIndicator) {
        const QRect check = style.subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &option, option.widget);
        drawCheckBox(*painter, check, option.checkState, option);
        rect.setLeft(check.right() + GridPixels);
    }
    const bool isReadOnly = index.data(PropertyModel::ReadOnlyRole).toBool();
    if (const PropertyType type = propertyType(index); !isReadOnly && type != PropertyType::Flag) {
        rect.setRight(rect.right() - EditMarkSize - GridPixels / 2);
        const QRect mark(
            rect.right() + GridPixels / 2, rect.center().y() - EditMarkSize / 2, EditMarkSize, EditMarkSize);
        paintEditMark(*painter, mark, type, colour(option, Tone::Dim));
    }
    const QString value = index.data().toString();
    drawPart(*painter, rect, value, fixedFont(), colour(option, isReadOnly ? Tone::Dim : Tone::Text));
    // Beside what was asked there is no room for the unit.
    if (index.data(PropertyModel::AskedRole).toString().isEmpty())
        drawPart(*painter, rect, propertyUnit(index), option.font, colour(option, Tone::Dim));
    drawPart(*painter, rect, remark(index), option.font, colour(option, Tone::Dim));
}

QSize PropertyDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool hasError = index.data(PropertyModel::ErrorRole).toInt() != 0;
    return {QStyledItemDelegate::sizeHint(option, index).width(),
        rowHeight(option.fontMetrics) + (hasError ? errorHeight(option.fontMetrics) : 0)};
}

QWidget* PropertyDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const
{
    QWidget* editor = nullptr;
    switch (propertyType(index)) {
    case PropertyType::Flag: editor = newChoiceBox(parent, {tr("off"), tr("on")}, {u"0"_s, u"1"_s}); break;
    case PropertyType::Choice:
        editor = newChoiceBox(parent, choiceWords(index), index.data(PropertyModel::ChoicesRole).toStringList());
        break;
    case PropertyType::Number:
    case PropertyType::Seconds:
    case PropertyType::Linger: editor = newNumberBox(parent, index); break;
    case PropertyType::Text: {
        auto* line = new QLineEdit(parent);
        line->setFrame(false);
        line->setFont(fixedFont());
        editor = line;
        break;
    }
    }
    if (auto* combo = qobject_cast<QComboBox*>(editor)) {
        auto* self = const_cast<PropertyDelegate*>(this);
        // A choice from the list is made at once. It is also announced when the box loses the focus because it closes.
        connect(combo, &QComboBox::activated, self, [self, combo] {
            if (combo->hasFocus())
                self->commitAndClose(combo);
        });
    }
    editor->setAutoFillBackground(true);
    editor->setAccessibleName(propertyName(index));
    return editor;
}

void PropertyDelegate::commitAndClose(QWidget* editor)
{
    Q_EMIT commitData(editor);
    Q_EMIT closeEditor(editor);
}

void PropertyDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    // Only once: a value that is read again must not replace what is being typed.
    if (editor->property(InitialText).isValid())
        return;
    const QString text = index.data(Qt::EditRole).toString();
    if (auto* combo = qobject_cast<QComboBox*>(editor)) {
        const int present = combo->findData(text);
        combo->setCurrentIndex(present);
        if (present < 0)
            combo->setEditText(text);
        combo->lineEdit()->selectAll();
    } else if (auto* number = qobject_cast<NumberBox*>(editor)) {
        number->setValueText(text);
    } else if (auto* line = qobject_cast<QLineEdit*>(editor)) {
        line->setText(text);
        line->selectAll();
    }
    editor->setProperty(InitialText, editorText(editor));
}

void PropertyDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const
{
    const QString text = editorText(editor);
    if (text != editor->property(InitialText).toString())
        model->setData(index, text, Qt::EditRole);
}

void PropertyDelegate::updateEditorGeometry(
    QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex&) const
{
    // What is edited is seen whole, over the name where the column is too narrow for it.
    QRect place = firstLine(option).rect;
    const int room = editor->parentWidget()->width();
    // The margins of the line in a combo box are not in its hint.
    const int hint = editor->sizeHint().width() + 2 * GridPixels;
    const int wanted = std::clamp(hint, place.width(), std::max(place.width(), room));
    place.setLeft(place.right() + 1 - wanted);
    editor->setGeometry(place);
}

bool PropertyDelegate::editorEvent(
    QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    return QStyledItemDelegate::editorEvent(event, model, firstLine(option), index);
}

} // namespace ui
