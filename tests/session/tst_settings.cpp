// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/settings.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using session::Settings;
using session::ThemeChoice;

class TestSettings final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void beginsWithDefaults()
    {
        const Settings settings(config(), state());
        QCOMPARE(settings.theme(), ThemeChoice::System);
        QVERIFY(settings.asksBeforeClosing());
        QVERIFY(settings.recentEndpoints().isEmpty());
        QVERIFY(settings.addressHistory().isEmpty());
        QCOMPARE(settings.lastPlace(), Settings::Place());
        QVERIFY(settings.widgetState(u"window"_s).isEmpty());
    }

    void remembersAcrossRuns()
    {
        {
            Settings settings(config(), state());
            settings.setTheme(ThemeChoice::Dark);
            settings.setAsksBeforeClosing(false);
            settings.rememberEndpoint(u"tcp://[::1]:7?local=:40000&SO_RCVBUF=4096"_s);
            settings.setLastPlace({u"10.0.0.2"_s, u"50007"_s});
            settings.setWidgetState(u"docks"_s, QByteArray("\0\xff,;=\n", 6));
        }
        const Settings settings(config(), state());
        QCOMPARE(settings.theme(), ThemeChoice::Dark);
        QVERIFY(!settings.asksBeforeClosing());
        QCOMPARE(settings.recentEndpoints(), QStringList{u"tcp://[::1]:7?local=:40000&SO_RCVBUF=4096"_s});
        QCOMPARE(settings.lastPlace(), (Settings::Place{u"10.0.0.2"_s, u"50007"_s}));
        QCOMPARE(settings.widgetState(u"docks"_s), QByteArray("\0\xff,;=\n", 6));
    }

    void keepsChoicesAndStateApart()
    {
        {
            Settings settings(config(), state());
            settings.setTheme(ThemeChoice::Light);
            settings.rememberEndpoint(u"tcp://secret.example:7"_s);
        }
        QVERIFY(contents(config()).contains("theme=light"));
        QVERIFY(!contents(config()).contains("secret.example"));
        QVERIFY(contents(state()).contains("secret.example"));
    }

    void recordingLimitsAreKeptAndBounded()
    {
        const capture::RecordingLimits limits{5'000'000'000, std::chrono::hours(36), 4096};
        Settings(config(), state()).setRecordingLimits(limits);
        QCOMPARE(Settings(config(), state()).recordingLimits(), limits);
        QVERIFY(contents(config()).contains("keep_bytes=5000000000"));
        QFile file(config());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[recording]\nkeep_bytes=much\nkeep_seconds=99999999999999999999\npayload_bytes=99999999999\n");
        file.close();
        const capture::RecordingLimits read = Settings(config(), state()).recordingLimits();
        QCOMPARE(read.bytes, std::uint64_t{0});
        QVERIFY(read.age.count() >= 0);
        QCOMPARE(read.payloadBytes, UINT32_MAX);
    }

    void zoomIsKeptAndBounded()
    {
        QCOMPARE(Settings(config(), state()).zoom(), 100);
        Settings(config(), state()).setZoom(130);
        QCOMPARE(Settings(config(), state()).zoom(), 130);
        Settings(config(), state()).setZoom(100'000);
        QCOMPARE(Settings(config(), state()).zoom(), 200);
        QFile file(config());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[window]\nzoom=huge\n");
        file.close();
        QCOMPARE(Settings(config(), state()).zoom(), 100);
    }

    void latestEndpointComesFirstAndOnce()
    {
        Settings settings(config(), state());
        for (const char* url : {"a", "b", "a", ""})
            settings.rememberEndpoint(QString::fromLatin1(url));
        QCOMPARE(settings.recentEndpoints(), (QStringList{u"a"_s, u"b"_s}));
        for (int i = 0; i < 2 * Settings::MaxRecent; ++i)
            settings.rememberEndpoint(QString::number(i));
        QCOMPARE(settings.recentEndpoints().size(), Settings::MaxRecent);
        QCOMPARE(settings.recentEndpoints().first(), QString::number(2 * Settings::MaxRecent - 1));
    }

    void endpointsAreForgotten()
    {
        Settings settings(config(), state());
        for (const char* url : {"a", "b", "c"})
            settings.rememberEndpoint(QString::fromLatin1(url));
        settings.forgetEndpoints({u"b"_s});
        QCOMPARE(settings.recentEndpoints(), (QStringList{u"c"_s, u"a"_s}));
    }

    void addressesOfAnEarlierVersionAreReadOn()
    {
        QFile file(state());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[open]\naddresses=::1, old.example\nport=7\n");
        file.close();
        const Settings settings(config(), state());
        QCOMPARE(settings.addressHistory(), (QStringList{u"::1"_s, u"old.example"_s}));
        QCOMPARE(settings.lastPlace().port, u"7"_s);
    }

    void unknownThemeReadsAsSystem()
    {
        QFile file(config());
        QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(file.errorString()));
        file.write("[window]\ntheme=sepia\n");
        file.close();
        QCOMPARE(Settings(config(), state()).theme(), ThemeChoice::System);
    }

    void damagedFilesReadAsDefaults()
    {
        for (const QString& path : {config(), state()}) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray("[[[\n\0\xff=\n[open]\naddresses=@Invalid()\n[widgets]\nwindow=@ByteArray(", 62));
        }
        const Settings settings(config(), state());
        QCOMPARE(settings.theme(), ThemeChoice::System);
        QVERIFY(settings.addressHistory().isEmpty());
        QVERIFY(settings.recentEndpoints().isEmpty());
    }

    void layoutCanBeForgottenAlone()
    {
        Settings settings(config(), state());
        settings.setWidgetState(u"docks"_s, "x");
        settings.setLastPlace({u"::1"_s, u"1"_s});
        settings.forgetWidgetStates();
        QVERIFY(settings.widgetState(u"docks"_s).isEmpty());
        QCOMPARE(settings.lastPlace().port, u"1"_s);
    }

    void stateFileFollowsXdg()
    {
        qputenv("XDG_STATE_HOME", "/somewhere/state");
        QCOMPARE(Settings::defaultStateFile(), u"/somewhere/state/sockscope/state.conf"_s);
        qputenv("XDG_STATE_HOME", "relative");
        QCOMPARE(Settings::defaultStateFile(), QString(QDir::homePath() % u"/.local/state/sockscope/state.conf"_s));
        qunsetenv("XDG_STATE_HOME");
        QCOMPARE(Settings::defaultStateFile(), QString(QDir::homePath() % u"/.local/state/sockscope/state.conf"_s));
    }

private:
    [[nodiscard]] QString config() const { return m_folder->filePath(u"sockscope.conf"_s); }
    [[nodiscard]] QString state() const { return m_folder->filePath(u"state.conf"_s); }
    static QByteArray contents(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
