// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/retention.h"

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>

namespace session {

enum class ThemeChoice
{
    System,
    Light,
    Dark
};

/// What the program remembers, typed: the one place that knows keys. Choices of a person are in the configuration file,
/// what merely was so last time (sizes, history) is in the state file, as the XDG base directories want it. A value
/// that is damaged or of a later version reads as the default. Owned by the application. Thread: GUI.
class Settings final
{
    Q_DISABLE_COPY_MOVE(Settings)

public:
    /// So many endpoints are offered again.
    static constexpr int MaxRecent = 20;

    Settings(const QString& configFile, const QString& stateFile);
    ~Settings();
    /// $XDG_CONFIG_HOME/sockscope/sockscope.conf
    [[nodiscard]] static QString defaultConfigFile();
    /// $XDG_STATE_HOME/sockscope/state.conf; Qt 6 knows no such location, and a relative path there is to be ignored.
    [[nodiscard]] static QString defaultStateFile();

    [[nodiscard]] ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);

    /// The size of texts in per cent of the system's: 100 at first, from 70 to 200.
    [[nodiscard]] int zoom() const;
    void setZoom(int percent);

    /// Closing a window with something in it is asked about; yes at first.
    [[nodiscard]] bool asksBeforeClosing() const;
    void setAsksBeforeClosing(bool asks);

    /// What a new window keeps of its capture; nothing is limited at first.
    [[nodiscard]] capture::RecordingLimits recordingLimits() const;
    void setRecordingLimits(const capture::RecordingLimits& limits);

    /// Endpoints that were opened, as URLs, the latest first.
    [[nodiscard]] QStringList recentEndpoints() const;
    /// Puts a URL in front of them. One that is empty is left out.
    void rememberEndpoint(const QString& url);
    void forgetEndpoints(const QStringList& urls);
    /// Addresses alone, as an earlier version remembered them, also of what could not be opened.
    [[nodiscard]] QStringList addressHistory() const;
    /// What was asked to be opened last, of what has ports. Both stay empty until there was such.
    struct Place
    {
        QString address;
        QString port;

        friend bool operator==(const Place&, const Place&) = default;
    };
    [[nodiscard]] Place lastPlace() const;
    void setLastPlace(const Place& place);

    /// What a widget's saveState() or saveGeometry() gave, under a name of its own: "window", "docks", "log".
    [[nodiscard]] QByteArray widgetState(const QString& name) const;
    void setWidgetState(const QString& name, const QByteArray& state);
    void forgetWidgetStates();

private:
    QSettings m_config;
    QSettings m_state;
};

} // namespace session
