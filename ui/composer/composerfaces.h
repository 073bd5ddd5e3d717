// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QKeySequence>
#include <QWidget>

class QTabBar;

namespace ui {

/// The place for what a person does with an endpoint, which has two faces: a payload is sent, or a call is made. One
/// is up, and the place is as high as that asks to be, and never lower than two rows, which is what either asks for as
/// long as nothing in it is long. Thread: GUI.
class ComposerFaces final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ComposerFaces)

public:
    enum class Face
    {
        Send,
        Call
    };

    /// Takes both.
    ComposerFaces(QWidget* send, QWidget* call, QWidget* parent = nullptr);

    void turnTo(Face face);
    [[nodiscard]] Face face() const;
    [[nodiscard]] QWidget* page(Face face) const { return face == Face::Send ? m_send : m_call; }
    /// How a face is reached by the keyboard is said in its tab's tool tip.
    void setKey(Face face, const QKeySequence& key);

protected:
    bool event(QEvent* event) override;

private:
    void showFace();

    QTabBar* m_tabs;
    QWidget* m_send;
    QWidget* m_call;
};

} // namespace ui
