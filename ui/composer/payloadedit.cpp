// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/composer/payloadedit.h"

#include "codec/hexpaste.h"
#include "ui/theme/tones.h"

#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QStyleOptionFrame>
#include <QStylePainter>
#include <QTextBlock>
#include <QtMath>

#include <algorithm>

namespace ui {

namespace {

bool hasLongLine(QStringView text)
{
    qsizetype start = 0;
    while (text.size() - start > PayloadEdit::MaxLineLength) {
        const qsizetype end = text.indexOf(u'\n', start);
        if (end < 0 || end - start > PayloadEdit::MaxLineLength)
            return true;
        start = end + 1;
    }
    return false;
}

std::optional<QString> plainHex(QStringView text)
{
    const auto hex = codec::normalizePastedHex({text.utf16(), static_cast<std::size_t>(text.size())});
    return hex ? std::optional(QString::fromStdU16String(*hex)) : std::nullopt;
}

} // namespace

PayloadEdit::PayloadEdit(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setAccessibleName(tr("Payload"));
    setFont(fixedFont());
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
        &PayloadEdit::adaptHeight);
    adaptMargin();
}

QString PayloadEdit::payload() const
{
    QString text = document()->toRawText();
    text.replace(QChar::ParagraphSeparator, u'\n');
    return text;
}

void PayloadEdit::replacePayload(const QString& text)
{
    QTextCursor cursor = textCursor();
    cursor.beginEditBlock();
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
    cursor.endEditBlock();
    setTextCursor(cursor);
}

bool PayloadEdit::canHold(QStringView text)
{
    return text.size() <= MaxLength && !hasLongLine(text);
}

void PayloadEdit::markProblem(std::optional<std::size_t> offset)
{
    if (!offset)
        return setExtraSelections({});
    QTextEdit::ExtraSelection mark;
    // A block behind the character shows on a space too, and to those who do not see red; a wave alone does neither.
    mark.format.setBackground(toneColor(Tone::Error, palette()));
    mark.format.setForeground(palette().color(QPalette::Base));
    mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    mark.format.setUnderlineColor(toneColor(Tone::Error, palette()));
    mark.cursor = QTextCursor(document());
    const int last = std::max(0, document()->characterCount() - 2); // after it comes the document's own end
    mark.cursor.setPosition(std::min(static_cast<int>(*offset), last));
    mark.cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
    setExtraSelections({mark});
}

void PayloadEdit::keyPressEvent(QKeyEvent* event)
{
    if (!onEnter(*event) && !onArrow(*event))
        QPlainTextEdit::keyPressEvent(event);
}

bool PayloadEdit::onEnter(const QKeyEvent& event)
{
    if (event.key() != Qt::Key_Return && event.key() != Qt::Key_Enter)
        return false;
    const bool always = event.modifiers().testFlag(Qt::ControlModifier);
    const bool never = event.modifiers().testFlag(Qt::ShiftModifier);
    if (always || (!never && blockCount() == 1)) {
        Q_EMIT sendRequested();
        return true;
    }
    // QPlainTextEdit would put U+2028 in for Shift+Enter, and that would be sent.
    textCursor().insertBlock();
    ensureCursorVisible();
    return true;
}

bool PayloadEdit::onArrow(const QKeyEvent& event)
{
    if ((event.modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier)
        return false;
    if (event.key() == Qt::Key_Up && !canMove(QTextCursor::Up)) {
        Q_EMIT earlierRequested();
        return true;
    }
    if (event.key() == Qt::Key_Down && !canMove(QTextCursor::Down)) {
        Q_EMIT laterRequested();
        return true;
    }
    return false;
}

bool PayloadEdit::canMove(QTextCursor::MoveOperation direction) const
{
    return textCursor().movePosition(direction);
}

void PayloadEdit::insertFromMimeData(const QMimeData* source)
{
    const QString text = source->text();
    const auto hex
        = m_format == session::PayloadFormat::Hex && text.size() <= MaxLength ? plainHex(text) : std::nullopt;
    const QString& taken = hex ? *hex : text;
    if (!canHold(taken) || document()->characterCount() + taken.size() > MaxLength) {
        Q_EMIT pasteRefused(tr("Not pasted: too long for this field. Save it as a file and send that with File..."));
        return;
    }
    // A block of its own: otherwise undo would take back what was typed before it, too.
    QTextCursor cursor = textCursor();
    cursor.beginEditBlock();
    cursor.insertText(taken);
    cursor.endEditBlock();
    ensureCursorVisible();
    if (hex)
        Q_EMIT pasteNoted(tr("Turned into plain hex. Ctrl+Z takes the paste back."));
    else if (taken.contains(u'\r'))
        Q_EMIT pasteNoted(tr("Line breaks are sent as LF here. Escaped can hold \\r\\n."));
}

void PayloadEdit::dragEnterEvent(QDragEnterEvent* event)
{
    // A file is the composer's to take.
    if (event->mimeData()->hasUrls())
        event->ignore();
    else
        QPlainTextEdit::dragEnterEvent(event);
}

void PayloadEdit::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        adaptMargin();
}

/// Has the frame of the fields beside it, which shows that the keyboard is here.
bool PayloadEdit::event(QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    if (event->type() != QEvent::Paint)
        return QPlainTextEdit::event(event);
    QStylePainter painter(this);
    QStyleOptionFrame frame;
    frame.initFrom(this);
    frame.lineWidth = frameWidth();
    frame.state |= QStyle::State_Sunken;
    painter.drawPrimitive(QStyle::PE_FrameLineEdit, frame);
    return true;
}

void PayloadEdit::adaptMargin()
{
    // One line is as high as the fields beside it, with the text in its middle.
    const qreal spare = MainRowPixels - 1 - 2 * frameWidth() - QFontMetricsF(font()).lineSpacing();
    document()->setDocumentMargin(std::max(4, qFloor(spare / 2)));
    adaptHeight();
}

int PayloadEdit::heightOf(int lines) const
{
    // QPlainTextEdit shows a line only where a pixel is left below it.
    const qreal text = lines * QFontMetricsF(font()).lineSpacing() + 2 * document()->documentMargin() + 1;
    return qCeil(text) + 2 * frameWidth();
}

void PayloadEdit::adaptHeight()
{
    // The layout of a plain text document measures its height in lines.
    const int lines = std::clamp(qCeil(document()->size().height()), 1, MaxVisibleLines);
    setFixedHeight(std::max(heightOf(lines), MainRowPixels));
}

QSize PayloadEdit::sizeHint() const
{
    return {QPlainTextEdit::sizeHint().width(), height()};
}

QSize PayloadEdit::minimumSizeHint() const
{
    return {12 * GridPixels, height()};
}

} // namespace ui
