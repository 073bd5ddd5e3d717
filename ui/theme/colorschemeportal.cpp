// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/theme/colorschemeportal.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFile>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr auto PortalService = "org.freedesktop.portal.Desktop"_L1;
constexpr auto PortalPath = "/org/freedesktop/portal/desktop"_L1;
constexpr auto SettingsInterface = "org.freedesktop.portal.Settings"_L1;
constexpr auto AppearanceGroup = "org.freedesktop.appearance"_L1;
constexpr auto ColorSchemeKey = "color-scheme"_L1; // 0 no preference, 1 dark, 2 light

/// libdbus would start a bus of its own where there is none; a theme is no reason for that.
bool hasSessionBus()
{
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")
        || QFile::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") % u"/bus"_s);
}

} // namespace

ColorSchemePortal::ColorSchemePortal(QObject* parent)
    : QObject(parent)
{ }

void ColorSchemePortal::ask()
{
    if (!hasSessionBus())
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    // QtDBus knows slots by their names only.
    bus.connect(PortalService, PortalPath, SettingsInterface, u"SettingChanged"_s, this,
        SLOT(onSettingChanged(QString, QString, QDBusVariant)));
    QDBusMessage call = QDBusMessage::createMethodCall(PortalService, PortalPath, SettingsInterface, u"Read"_s);
    call.setArguments({QString(AppearanceGroup), QString(ColorSchemeKey)});
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (!reply.isError())
            take(reply.value().variant());
        watcher->deleteLater();
    });
}

void ColorSchemePortal::onSettingChanged(const QString& group, const QString& key, const QDBusVariant& value)
{
    if (group == AppearanceGroup && key == ColorSchemeKey)
        take(value.variant());
}

void ColorSchemePortal::take(const QVariant& value)
{
    // Read wraps its answer in a variant once more than SettingChanged does.
    const QVariant scheme = value.canConvert<QDBusVariant>() ? value.value<QDBusVariant>().variant() : value;
    const uint number = scheme.toUInt();
    Q_EMIT schemeChanged(number == 1 || number == 2 ? std::optional(number == 1) : std::nullopt);
}

} // namespace ui
