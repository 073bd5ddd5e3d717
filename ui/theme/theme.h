// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/settings.h"

#include <QObject>

#include <optional>

namespace ui {

/// Gives the application its looks: Fusion with our light or dark palette. The system's choice is asked of the desktop
/// portal over D-Bus where there is one, and followed when it changes; else the palette that Qt began with decides.
/// Owned by the application. Thread: GUI.
class Theme final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Theme)

public:
    /// Sets the style; call it once, before the first widget.
    explicit Theme(QObject* parent = nullptr);

    [[nodiscard]] session::ThemeChoice choice() const { return m_choice; }
    void setChoice(session::ThemeChoice choice);
    /// The size of all texts, in per cent of what the system has, also in widgets that have a font of their own.
    void setZoom(int percent) const;

private:
    void apply();

    session::ThemeChoice m_choice = session::ThemeChoice::System;
    qreal m_basePoints; // the system's
    bool m_beganDark;
    std::optional<bool> m_portalDark; // unset while the portal has no opinion
    std::optional<bool> m_shown; // what is applied now
};

} // namespace ui
