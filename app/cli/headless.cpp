// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/headless.h"

#include "cli/headlessrun.h"
#include "cli/process.h"
#include "cli/savedcapture.h"
#include "cli/saving.h"
#include "cli/script/tell.h"

namespace cli {

namespace {

bool saveAtEnd(const session::Session& session, const QString& path, int signals)
{
    const auto reader = session.newReader();
    if (!reader) {
        script::tell("the capture cannot be read: " + reader.error().message());
        return false;
    }
    return saveCapture(**reader, path, signals);
}

/// Opens the endpoints, and gives the exit code when all is over.
int runSockets(QCoreApplication& application, const CommandLine& line, script::StandardOutput& output)
{
    const base::UniqueFd signals = watchSignals();
    auto session = session::Session::create(session::Session::defaultCaptureParent());
    if (!session) {
        script::tell("the capture cannot be made: " + session.error().message());
        return 1;
    }
    (*session)->onCaptureLeft(tellCaptureLeft);
    auto reader = (*session)->newReader();
    if (!reader) {
        script::tell("the capture cannot be read: " + reader.error().message());
        return 1;
    }
    RecordPrinter printer(std::move(*reader), line.output, output);
    HeadlessRun run(**session, printer, line);
    QSocketNotifier notifier(signals.get(), QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, &run, [&notifier, &run] {
        notifier.setEnabled(false);
        run.stop();
    });
    QObject::connect(&run, &HeadlessRun::finished, &application, &QCoreApplication::quit);
    run.start();
    application.exec();
    if (line.stats)
        output.write(run.statistics() + '\n');
    if (!line.save.isEmpty() && !saveAtEnd(**session, line.save, signals.get()))
        return 1;
    return run.hasFailed() || printer.hasFailed() ? 1 : 0;
}

} // namespace

int runHeadless(QCoreApplication& application, const CommandLine& line)
{
    if (!line.save.isEmpty() && !canSave(line.save))
        return 1;
    script::StandardOutput output;
    return output.end(line.files.empty() ? runSockets(application, line, output) : printSavedCapture(line, output));
}

} // namespace cli
