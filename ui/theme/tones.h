// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QPalette>
#include <QStringView>

namespace ui {

/// What a colour says. Widgets name a tone; which colour it is follows from the palette they have, so that light and
/// dark need no second code path. Each tone has a contrast of at least 4.5:1 against QPalette::Base.
enum class Tone
{
    Text,
    Dim, ///< secondary text: offsets, units, times
    In, ///< received
    Out, ///< sent
    Call, ///< calls that moved no bytes, and events
    Error,
    Warning,
    Good, ///< listening, connected
    Accent,
    Separator, ///< hairlines; not text, contrast does not matter
    Match, ///< background of the counterpart of a selection
};

[[nodiscard]] bool isDark(const QPalette& palette);
[[nodiscard]] QColor toneColor(Tone tone, const QPalette& palette);
/// One of nine colours that tell things apart, by their number from 1 on; further ones begin again. None is red, which
/// says error. Each has a contrast of at least 4.5:1 against QPalette::Base.
[[nodiscard]] QColor labelColor(unsigned number, const QPalette& palette);
/// The colour of an endpoint by its id: one of the same.
[[nodiscard]] QColor endpointColor(unsigned id, const QPalette& palette);
/// The fixed-pitch font for bytes, numbers and addresses, in the application font's size.
[[nodiscard]] QFont fixedFont();
/// One of our icons by name ("listen", "send"), in the variant that the palette wants.
[[nodiscard]] QIcon themedIcon(QStringView name, const QPalette& palette);
/// The palettes of the application.
[[nodiscard]] QPalette lightPalette();
[[nodiscard]] QPalette darkPalette();

/// All distances in the window are multiples of this.
inline constexpr int GridPixels = 8;
/// How high the fields and buttons are that do what a pane is there for.
inline constexpr int MainRowPixels = 28;

} // namespace ui
