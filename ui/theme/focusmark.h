// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QPointer>
#include <QWidget>

namespace ui {

/// Frames the pane that has the keyboard, wherever that is in the application: a view without a frame of its own shows
/// by nothing else that keys go to it. Thread: GUI.
class FocusMark final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FocusMark)

public:
    explicit FocusMark(QObject* parent = nullptr);
    ~FocusMark() override;

private:
    void onFocusChanged(QWidget* now);

    QPointer<QWidget> m_frame; // the framed view's child
};

} // namespace ui
