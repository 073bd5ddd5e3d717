// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusVariant>
#include <QObject>

#include <optional>

namespace ui {

/// The desktop's choice of light or dark, from org.freedesktop.portal.Settings. Asks without waiting; a desktop without
/// a portal never answers. Owned by the theme. Thread: GUI.
class ColorSchemePortal final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ColorSchemePortal)

public:
    explicit ColorSchemePortal(QObject* parent = nullptr);

    /// Asks for the present choice, and to be told of later ones.
    void ask();

Q_SIGNALS:
    /// The desktop wants dark or light windows; empty when it has no preference.
    void schemeChanged(std::optional<bool> isDark);

private Q_SLOTS:
    void onSettingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void take(const QVariant& value);
};

} // namespace ui
