// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/headless.h"

#include "cli/headlesssession.h"
#include "cli/process.h"
#include "cli/savedcapture.h"
#include "cli/saving.h"

#include <cstdio>

namespace cli {

namespace {

bool saveAtEnd(const workspace::Workspace& workspace, const QString& path, int signals)
{
    const auto reader = workspace.newReader();
    if (!reader) {
        std::fprintf(stderr, "sockscope: the capture cannot be read: %s\n", reader.error().message().c_str());
        return false;
    }
    return saveCapture(**reader, path, signals);
}

/// Opens the endpoints, and gives the exit code when all is over.
int runSockets(QCoreApplication& application, const CommandLine& line, script::StandardOutput& output)
{
    const base::UniqueFd signals = watchSignals();
    auto workspace = workspace::Workspace::create(workspace::Workspace::defaultCaptureParent());
    if (!workspace) {
        std::fprintf(stderr, "sockscope: the capture cannot be made: %s\n", workspace.error().message().c_str());
        return 1;
    }
    (*workspace)->onCaptureLeft(tellCaptureLeft);
    auto reader = (*workspace)->newReader();
    if (!reader) {
        std::fprintf(stderr, "sockscope: the capture cannot be read: %s\n", reader.error().message().c_str());
        return 1;
    }
    RecordPrinter printer(std::move(*reader), line.output, output);
    HeadlessSession session(**workspace, printer, line);
    QSocketNotifier notifier(signals.get(), QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, &session, [&notifier, &session] {
        notifier.setEnabled(false);
        session.stop();
    });
    QObject::connect(&session, &HeadlessSession::finished, &application, &QCoreApplication::quit);
    session.start();
    application.exec();
    if (line.stats)
        output.write(session.statistics() + '\n');
    if (!line.save.isEmpty() && !saveAtEnd(**workspace, line.save, signals.get()))
        return 1;
    return session.hasFailed() || printer.hasFailed() ? 1 : 0;
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
