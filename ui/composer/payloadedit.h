// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/sendhistory.h"

#include <QPlainTextEdit>

#include <optional>

namespace ui {

/// The editor of a payload: one line that grows to six. Enter sends while there is one line, Ctrl+Enter always, Shift+
/// Enter begins a line. Up on the first line and Down on the last one go through what was sent before.
class PayloadEdit final : public QPlainTextEdit
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PayloadEdit)

public:
    /// A widget for text is not made for more: a line of 64 Ki units without a space takes it 0.9 s to lay out, and
    /// 0.45 s at each key; one of 16 Ki units 0.04 s.
    static constexpr qsizetype MaxLength = 1024 * 1024;
    static constexpr qsizetype MaxLineLength = 16 * 1024;
    static constexpr int MaxVisibleLines = 6;

    explicit PayloadEdit(QWidget* parent = nullptr);

    /// The text exactly as it is, lines separated by LF. toPlainText() would turn a no-break space into a space.
    [[nodiscard]] QString payload() const;
    /// Replaces the text as one step that can be undone, and puts the cursor at its end.
    void replacePayload(const QString& text);
    /// Whether a text is short enough for the editor.
    [[nodiscard]] static bool canHold(QStringView text);
    /// In Hex, what is pasted from dumps and source code becomes plain hex.
    void setFormat(session::PayloadFormat format) { m_format = format; }
    /// Marks the place where the text stops making sense.
    void markProblem(std::optional<std::size_t> offset);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void sendRequested();
    void earlierRequested();
    void laterRequested();
    /// What was pasted was changed on its way in, or was not taken.
    void pasteNoted(const QString& note);
    void pasteRefused(const QString& reason);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void insertFromMimeData(const QMimeData* source) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    bool onEnter(const QKeyEvent& event);
    bool onArrow(const QKeyEvent& event);
    [[nodiscard]] bool canMove(QTextCursor::MoveOperation direction) const;
    [[nodiscard]] int heightOf(int lines) const;
    void adaptMargin();
    void adaptHeight();

    session::PayloadFormat m_format = session::PayloadFormat::Text;
};

} // namespace ui
