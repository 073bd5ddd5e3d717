// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/commandline.h"
#include "cli/headless.h"
#include "cli/process.h"
#include "cli/script/standardoutput.h"
#include "cli/script/tell.h"
#include "session/filename.h"
#include "ui/mainwindow/application.h"

#include <QApplication>
#include <QCoreApplication>
#include <QSocketNotifier>

#include <string_view>

using namespace Qt::StringLiterals;

namespace {

/// A display server, or a platform of Qt's that needs none and was chosen on purpose.
bool hasDisplay()
{
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        || !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

int runWithWindow(int argc, char* argv[], const cli::CommandLine& line)
{
    // SIGTERM and SIGINT close the windows as their user would, so that no capture stays behind.
    const base::UniqueFd signals = cli::watchSignals();
    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QString()); // Qt adds it to each title; a window's own says it in front
    QApplication::setDesktopFileName(u"org.sockscope.Sockscope"_s);
    ui::Application windows;
    QSocketNotifier notifier(signals.get(), QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, &application, [&notifier, &windows] {
        notifier.setEnabled(false);
        windows.closeAll();
        QApplication::quit();
    });
    const auto started = line.demo ? windows.startDemo(line.screenshot) : windows.start(line.requests, line.files);
    if (!started) {
        cli::script::tell("the capture cannot be made: " + started.error().message());
        return 1;
    }
    return QApplication::exec();
}

int runWithoutWindow(int argc, char* argv[], const cli::CommandLine& line)
{
    QCoreApplication application(argc, argv);
    return cli::runHeadless(application, line);
}

int print(std::string_view text)
{
    cli::script::StandardOutput output;
    output.write(text);
    return output.end(0);
}

int run(int argc, char* argv[], const cli::CommandLine& line)
{
    if (line.script)
        return cli::script::runScript(*line.script);
    if (line.headless)
        return runWithoutWindow(argc, argv, line);
    if (hasDisplay())
        return runWithWindow(argc, argv, line);
    if (!line.demo) {
        cli::script::tell("there is no display (DISPLAY and WAYLAND_DISPLAY are empty); try --headless");
        return 1;
    }
    cli::script::tell("there is no display; the demo runs headless");
    if (line.screenshot.isEmpty())
        return runWithoutWindow(argc, argv, line);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    return runWithWindow(argc, argv, line);
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication::setApplicationName(u"sockscope"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(SOCKSCOPE_VERSION));
    cli::prepareProcess();

    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(session::fileNameFromBytes(argv[i])); // one may be a name that is no UTF-8
    const auto line = cli::parseCommandLine(arguments);
    if (!line) {
        cli::script::tell(line.error().toStdString() + "\nTry 'sockscope --help'.");
        return 2;
    }
    if (line->help)
        return print(cli::helpText().toStdString());
    if (line->version)
        return print("sockscope " SOCKSCOPE_VERSION "\n");
    return run(argc, argv, *line);
}
