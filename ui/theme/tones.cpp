// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/theme/tones.h"

#include <QApplication>
#include <QFontDatabase>

#include <array>

namespace ui {

using namespace Qt::StringLiterals;

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::Base).lightness() < 128;
}

QColor toneColor(Tone tone, const QPalette& palette)
{
    const bool dark = isDark(palette);
    switch (tone) {
    case Tone::Text: return palette.color(QPalette::Text);
    case Tone::Dim: return dark ? QColor(0x9a, 0xa5, 0xb1) : QColor(0x5b, 0x67, 0x73);
    case Tone::In: return dark ? QColor(0x6c, 0xc7, 0xe8) : QColor(0x0b, 0x6a, 0x92);
    case Tone::Out: return dark ? QColor(0xe5, 0xb5, 0x67) : QColor(0x8f, 0x58, 0x00);
    case Tone::Call: return dark ? QColor(0xb6, 0xbf, 0xc9) : QColor(0x47, 0x52, 0x5d);
    case Tone::Error: return dark ? QColor(0xff, 0x8a, 0x80) : QColor(0xb3, 0x26, 0x1e);
    case Tone::Warning: return dark ? QColor(0xf2, 0xc1, 0x4e) : QColor(0x8a, 0x5a, 0x00);
    case Tone::Good: return dark ? QColor(0x79, 0xd1, 0x9a) : QColor(0x1d, 0x74, 0x42);
    case Tone::Accent: return palette.color(QPalette::Highlight);
    case Tone::Separator: return dark ? QColor(0x2c, 0x33, 0x3b) : QColor(0xdd, 0xe2, 0xe7);
    case Tone::Match: return dark ? QColor(0x2b, 0x45, 0x57) : QColor(0xcf, 0xe6, 0xf2);
    }
    return palette.color(QPalette::Text);
}

QColor labelColor(unsigned number, const QPalette& palette)
{
    struct Hue
    {
        QRgb light, dark; // for the palette of that name
    };
    static constexpr std::array Hues{Hue{0xff4a6a12, 0xffb5d25f}, Hue{0xffa35200, 0xffffb35c},
        Hue{0xff756500, 0xffe6d25a}, Hue{0xff1d7442, 0xff79d19a}, Hue{0xff00737a, 0xff5fd3d8},
        Hue{0xff1f5fbf, 0xff82b1ff}, Hue{0xff6645c0, 0xffb8a6ff}, Hue{0xff9a2fa0, 0xfff0a0f5},
        Hue{0xff5b6773, 0xffaab4be}};
    const Hue& hue = Hues[(number + Hues.size() - 1) % Hues.size()];
    return {isDark(palette) ? hue.dark : hue.light};
}

QColor endpointColor(unsigned id, const QPalette& palette)
{
    // Neighbours are far from each other. The first label's olive is too near to the green.
    static constexpr std::array Order{6U, 2U, 4U, 7U, 5U, 3U, 8U, 9U};
    return labelColor(Order[(id + Order.size() - 1) % Order.size()], palette);
}

QFont fixedFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(QApplication::font().pointSizeF());
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    return font;
}

QIcon themedIcon(QStringView name, const QPalette& palette)
{
    const QString variant = isDark(palette) ? u"dark"_s : u"light"_s;
    QIcon icon;
    for (const int size : {16, 24, 32, 48})
        icon.addFile(u":/icons/%1/%2/%3.png"_s.arg(variant).arg(size).arg(name), QSize(size, size));
    return icon;
}

namespace {

struct Shades
{
    QColor window, base, alternate, text, dim, button, highlight, highlightedText, link, light, mid, dark;
};

QPalette fromShades(const Shades& s)
{
    QPalette palette;
    palette.setColor(QPalette::Window, s.window);
    palette.setColor(QPalette::WindowText, s.text);
    palette.setColor(QPalette::Base, s.base);
    palette.setColor(QPalette::AlternateBase, s.alternate);
    palette.setColor(QPalette::Text, s.text);
    palette.setColor(QPalette::PlaceholderText, s.dim);
    palette.setColor(QPalette::Button, s.button);
    palette.setColor(QPalette::ButtonText, s.text);
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::Highlight, s.highlight);
    palette.setColor(QPalette::HighlightedText, s.highlightedText);
    palette.setColor(QPalette::Link, s.link);
    palette.setColor(QPalette::ToolTipBase, s.base);
    palette.setColor(QPalette::ToolTipText, s.text);
    palette.setColor(QPalette::Light, s.light);
    palette.setColor(QPalette::Midlight, s.light);
    palette.setColor(QPalette::Mid, s.mid);
    palette.setColor(QPalette::Dark, s.dark);
    palette.setColor(QPalette::Shadow, s.dark);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, s.dim);
    return palette;
}

} // namespace

QPalette lightPalette()
{
    return fromShades({.window = QColor(0xf3, 0xf5, 0xf7),
        .base = QColor(0xff, 0xff, 0xff),
        .alternate = QColor(0xf7, 0xf9, 0xfa),
        .text = QColor(0x1c, 0x22, 0x28),
        .dim = QColor(0x6b, 0x76, 0x82),
        .button = QColor(0xfa, 0xfb, 0xfc),
        .highlight = QColor(0x0f, 0x6c, 0x8f),
        .highlightedText = QColor(0xff, 0xff, 0xff),
        .link = QColor(0x0f, 0x6c, 0x8f),
        .light = QColor(0xff, 0xff, 0xff),
        .mid = QColor(0xc9, 0xd0, 0xd7),
        .dark = QColor(0xa9, 0xb2, 0xbb)});
}

QPalette darkPalette()
{
    return fromShades({.window = QColor(0x1b, 0x20, 0x26),
        .base = QColor(0x14, 0x18, 0x1d),
        .alternate = QColor(0x18, 0x1d, 0x22),
        .text = QColor(0xe4, 0xe8, 0xec),
        .dim = QColor(0x8b, 0x96, 0xa2),
        .button = QColor(0x25, 0x2b, 0x32),
        .highlight = QColor(0x1f, 0x7a, 0x9c),
        .highlightedText = QColor(0xff, 0xff, 0xff),
        .link = QColor(0x6c, 0xc7, 0xe8),
        .light = QColor(0x30, 0x37, 0x3f),
        .mid = QColor(0x0f, 0x12, 0x16),
        .dark = QColor(0x0b, 0x0e, 0x11)});
}

} // namespace ui
