// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/settings.h"

#include <QDir>
#include <QStandardPaths>

#include <algorithm>
#include <array>
#include <chrono>

namespace session {

using namespace Qt::StringLiterals;

namespace {

constexpr auto ThemeKey = "window/theme"_L1;
constexpr auto ZoomKey = "window/zoom"_L1;
constexpr auto AskKey = "window/ask_before_closing"_L1;
constexpr auto KeepBytesKey = "recording/keep_bytes"_L1;
constexpr auto KeepSecondsKey = "recording/keep_seconds"_L1;
constexpr auto SnapKey = "recording/payload_bytes"_L1;
constexpr auto RecentKey = "open/recent"_L1;
constexpr auto HistoryKey = "open/addresses"_L1;
constexpr auto AddressKey = "open/address"_L1;
constexpr auto PortKey = "open/port"_L1;
constexpr auto WidgetGroup = "widgets"_L1;

constexpr int LeastZoom = 70;
constexpr int MostZoom = 200;

/// Themes by name, so that the file can be read and written by hand.
constexpr std::array ThemeNames{"system"_L1, "light"_L1, "dark"_L1};

} // namespace

Settings::Settings(const QString& configFile, const QString& stateFile)
    : m_config(configFile, QSettings::IniFormat)
    , m_state(stateFile, QSettings::IniFormat)
{ }

Settings::~Settings() = default;

QString Settings::defaultConfigFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) % "/sockscope/sockscope.conf"_L1;
}

QString Settings::defaultStateFile()
{
    QString folder = qEnvironmentVariable("XDG_STATE_HOME");
    if (!QDir::isAbsolutePath(folder))
        folder = QDir::homePath() % "/.local/state"_L1;
    return folder % "/sockscope/state.conf"_L1;
}

ThemeChoice Settings::theme() const
{
    const QString name = m_config.value(ThemeKey).toString();
    const auto* found = std::find(ThemeNames.begin(), ThemeNames.end(), name);
    return found == ThemeNames.end() ? ThemeChoice::System : ThemeChoice(found - ThemeNames.begin());
}

void Settings::setTheme(ThemeChoice theme)
{
    m_config.setValue(ThemeKey, QString(ThemeNames[std::size_t(theme)]));
}

int Settings::zoom() const
{
    bool isNumber = false;
    const int percent = m_config.value(ZoomKey).toInt(&isNumber);
    return isNumber ? std::clamp(percent, LeastZoom, MostZoom) : 100;
}

void Settings::setZoom(int percent)
{
    m_config.setValue(ZoomKey, std::clamp(percent, LeastZoom, MostZoom));
}

bool Settings::asksBeforeClosing() const
{
    return m_config.value(AskKey, true).toBool();
}

void Settings::setAsksBeforeClosing(bool asks)
{
    m_config.setValue(AskKey, asks);
}

capture::RecordingLimits Settings::recordingLimits() const
{
    const auto number = [this](QLatin1StringView key) { return m_config.value(key).toULongLong(); };
    constexpr qulonglong MaxSeconds = 100ULL * 366 * 86'400;
    return {.bytes = number(KeepBytesKey),
        .age = std::chrono::seconds(std::min(number(KeepSecondsKey), MaxSeconds)),
        .payloadBytes = static_cast<std::uint32_t>(std::min<qulonglong>(number(SnapKey), UINT32_MAX))};
}

void Settings::setRecordingLimits(const capture::RecordingLimits& limits)
{
    m_config.setValue(KeepBytesKey, qulonglong(limits.bytes));
    m_config.setValue(KeepSecondsKey, qlonglong(std::chrono::duration_cast<std::chrono::seconds>(limits.age).count()));
    m_config.setValue(SnapKey, limits.payloadBytes);
}

QStringList Settings::recentEndpoints() const
{
    return m_state.value(RecentKey).toStringList().mid(0, MaxRecent);
}

void Settings::rememberEndpoint(const QString& url)
{
    if (url.isEmpty())
        return;
    QStringList recent = recentEndpoints();
    recent.removeAll(url);
    recent.prepend(url);
    m_state.setValue(RecentKey, recent.mid(0, MaxRecent));
}

void Settings::forgetEndpoints(const QStringList& urls)
{
    QStringList recent = recentEndpoints();
    recent.removeIf([&urls](const QString& url) { return urls.contains(url); });
    m_state.setValue(RecentKey, recent);
}

QStringList Settings::addressHistory() const
{
    return m_state.value(HistoryKey).toStringList();
}

Settings::Place Settings::lastPlace() const
{
    return {m_state.value(AddressKey).toString(), m_state.value(PortKey).toString()};
}

void Settings::setLastPlace(const Place& place)
{
    m_state.setValue(AddressKey, place.address);
    m_state.setValue(PortKey, place.port);
}

QByteArray Settings::widgetState(const QString& name) const
{
    return m_state.value(WidgetGroup % u'/' % name).toByteArray();
}

void Settings::setWidgetState(const QString& name, const QByteArray& state)
{
    m_state.setValue(WidgetGroup % u'/' % name, state);
}

void Settings::forgetWidgetStates()
{
    m_state.remove(WidgetGroup);
}

} // namespace session
