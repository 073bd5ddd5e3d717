// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/sockets/endpointdelegate.h"

#include "session/endpointnames.h"
#include "session/models/endpointmodel.h"
#include "ui/sockets/endpointrows.h"
#include "ui/sockets/endpointtext.h"
#include "ui/sockets/endpointwords.h"
#include "ui/sockets/statemark.h"
#include "ui/theme/tones.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <optional>
#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int Padding = GridPixels / 2;
constexpr int MarkSize = 9;
constexpr const char* EditedEndpoint = "editedEndpoint"; // of an editor: the number of whose name it has

/// A text at each end of a line, in its forms from the longest to the shortest. Of both the longest are shown that
/// there is room for; where even the shortest are too long together, the left one keeps its width and the right one is
/// cut.
struct Line
{
    QStringList left;
    QStringList right;
    QColor leftColor;
    QColor rightColor;
    Qt::TextElideMode rightElision;
};

/// The right one is the last to become shorter: counters and addresses tell more than what goes without saying.
std::pair<QString, QString> fitting(const Line& line, const QFontMetrics& metrics, int width)
{
    for (const QString& right : line.right) {
        for (const QString& left : line.left) {
            const int rightWidth = right.isEmpty() ? 0 : GridPixels + metrics.horizontalAdvance(right);
            if (metrics.horizontalAdvance(left) + rightWidth <= width)
                return {left, right};
        }
    }
    return {line.left.back(), line.right.back()};
}

void paintLine(QPainter& painter, const QRect& place, const Line& line)
{
    const QFontMetrics metrics = painter.fontMetrics();
    const auto [wholeLeft, right] = fitting(line, metrics, place.width());
    const QString left = metrics.elidedText(wholeLeft, Qt::ElideRight, place.width());
    painter.setPen(line.leftColor);
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, left);
    const int room = place.width() - metrics.horizontalAdvance(left) - GridPixels;
    // Two characters and an ellipsis tell nothing.
    if (room < std::min(metrics.horizontalAdvance(right), 4 * GridPixels))
        return;
    painter.setPen(line.rightColor);
    painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
        metrics.elidedText(right, line.rightElision, room));
}

/// Why an endpoint cannot be called so, and what to do about it.
QString problemText(session::NameProblem problem)
{
    switch (problem) {
    case session::NameProblem::Empty: return EndpointDelegate::tr("A name is needed.");
    case session::NameProblem::TooLong:
        return EndpointDelegate::tr("At most %1 characters.").arg(session::EndpointNames::MostCharacters);
    case session::NameProblem::BadCharacter:
        return EndpointDelegate::tr("Letters, digits, '_', '-' and '.' only, so that a filter takes it for a word.");
    case session::NameProblem::OfFilter:
        return EndpointDelegate::tr("A filter takes this for a word of its own or a number: add a letter.");
    case session::NameProblem::Reserved:
        return EndpointDelegate::tr("The next ones that are opened are called client, server and socket.");
    case session::NameProblem::Taken: return EndpointDelegate::tr("Another endpoint of this log has or had this name.");
    }
    return {};
}

bool isGroup(const QModelIndex& index)
{
    return index.data(EndpointRows::GatheredRole).isValid();
}

/// To who types, Ctrl+K cuts the rest of the line. To the window it would close the endpoint.
bool isKillLine(const QEvent& event)
{
    if (event.type() != QEvent::ShortcutOverride)
        return false;
    const auto& key = static_cast<const QKeyEvent&>(event);
    return key.key() == Qt::Key_K && key.modifiers() == Qt::ControlModifier;
}

} // namespace

EndpointDelegate::EndpointDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
{ }

void EndpointDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    item.text.clear();
    const QStyle* style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    const bool isSelected = item.state.testFlag(QStyle::State_Selected);
    const auto color = [&item, isSelected](Tone tone) {
        return isSelected ? item.palette.color(QPalette::HighlightedText) : toneColor(tone, item.palette);
    };
    if (isGroup(index)) {
        painter->save();
        painter->setFont(item.font);
        painter->setPen(color(Tone::Dim));
        painter->drawText(item.rect.adjusted(Padding, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            index.data().toString());
        painter->restore();
        return;
    }
    const auto status = index.data(session::EndpointModel::StatusRole).value<engine::EndpointStatus>();
    const auto pause = pauseOf(index);
    const bool hasEnded = engine::isEnded(status.state);

    painter->save();
    painter->setFont(item.font);
    const QRect content = item.rect.adjusted(Padding, Padding, -Padding, -Padding);
    const int lineHeight = content.height() / 2;
    const QRect first(content.left() + 2 * GridPixels, content.top(), content.width() - 2 * GridPixels, lineHeight);
    const QRect second = first.translated(0, lineHeight);
    const Tone stateTone = pause ? Tone::Warning : endpointStateTone(status);
    paintStateMark(*painter, QRectF(content.left() + 1, first.center().y() - MarkSize / 2.0, MarkSize, MarkSize),
        status.state, color(stateTone));

    // The name is what log, filter and composer call it by. Of an address both ends tell: network and port.
    paintLine(*painter, first,
        {{endpointName(status)}, endpointAddressForms(status), color(hasEnded ? Tone::Dim : Tone::Text),
            color(Tone::Dim), Qt::ElideMiddle});
    paintLine(*painter, second,
        {endpointStateForms(status, base::Monotonic::now(), pause), {endpointCountersText(status)}, color(stateTone),
            color(Tone::Dim), Qt::ElideRight});
    painter->restore();
}

QSize EndpointDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int lines = isGroup(index) ? 1 : 2;
    return {20 * GridPixels, lines * option.fontMetrics.height() + 2 * Padding + 2};
}

QWidget* EndpointDelegate::createEditor(
    QWidget* parent, const QStyleOptionViewItem& /*option*/, const QModelIndex& index) const
{
    auto* editor = new QLineEdit(parent);
    editor->setAccessibleName(u"Endpoint name"_s);
    editor->setProperty(EditedEndpoint, index.data(session::EndpointModel::IdRole));
    const QPalette valid = editor->palette();
    connect(editor, &QLineEdit::textChanged, this, [this, editor, valid] {
        QPalette palette = valid;
        if (!problemWith(*editor).isEmpty())
            palette.setColor(QPalette::Text, toneColor(Tone::Error, valid));
        editor->setPalette(palette);
        QToolTip::hideText();
    });
    return editor;
}

void EndpointDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    // An endpoint's counters change all the time; what is being typed stays.
    auto* line = qobject_cast<QLineEdit*>(editor);
    if (line->isModified() || !line->text().isEmpty())
        return;
    line->setText(index.data(Qt::EditRole).toString());
    line->selectAll();
}

void EndpointDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const
{
    model->setData(index, qobject_cast<QLineEdit*>(editor)->text(), Qt::EditRole);
}

void EndpointDelegate::updateEditorGeometry(
    QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const
{
    QRect place = option.rect;
    place.setLeft(place.left() + Padding + 2 * GridPixels - 2);
    place.setHeight(std::min(place.height(), editor->sizeHint().height()));
    editor->setGeometry(place);
}

bool EndpointDelegate::eventFilter(QObject* watched, QEvent* event)
{
    auto* editor = qobject_cast<QLineEdit*>(watched);
    if (editor && isKillLine(*event)) {
        event->accept();
        return true;
    }
    const int key = event->type() == QEvent::KeyPress ? static_cast<QKeyEvent*>(event)->key() : 0;
    const bool isEnd = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab;
    const QString problem = editor && isEnd ? problemWith(*editor) : QString();
    if (problem.isEmpty())
        return QStyledItemDelegate::eventFilter(watched, event);
    editor->setAccessibleDescription(problem);
    QToolTip::showText(editor->mapToGlobal(QPoint(0, editor->height())), problem, editor);
    return true;
}

QString EndpointDelegate::problemWith(const QLineEdit& editor) const
{
    const base::EndpointId id{editor.property(EditedEndpoint).toUInt()};
    const auto problem = m_names ? m_names->problemOf(id, editor.text()) : std::nullopt;
    return problem ? problemText(*problem) : QString();
}

} // namespace ui
