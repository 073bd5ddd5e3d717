// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/savedcapture.h"

#include "cli/process.h"
#include "cli/recordprinter.h"
#include "cli/saving.h"
#include "cli/script/tell.h"
#include "codec/visible.h"
#include "session/filename.h"
#include "session/jobs/importedcapture.h"
#include "session/session.h"

namespace cli {

namespace {

constexpr std::size_t StepBlocks = 4096;

int failed(const std::string& file, const base::Error& error)
{
    script::tell(file + " cannot be read: " + error.message());
    return 1;
}

/// What fails for the capture of this run, in a folder of its own, is not the fault of the file that is read.
int captureFailed(const char* what, const base::Error& error)
{
    script::tell(std::string("the capture cannot be ") + what + ": " + error.message());
    return 1;
}

int stepFailed(const std::string& file, session::ImportedCapture& capture, const base::Error& error)
{
    if (!capture.import().hasWriteFailed())
        return failed(file, error);
    script::tell(file + " was not read to its end, as the capture in "
        + codec::visibleUtf8(capture.directory().toStdString()) + " cannot be written: " + error.message()
        + "; make room there, or set XDG_STATE_HOME to another folder");
    return 1;
}

void tellProblems(const std::string& file, const packets::CaptureImport& import)
{
    for (const packets::FileProblem& problem : import.report().problems)
        script::tell(file + ": " + problem.message());
    if (const std::uint64_t more = import.report().problemCount - import.report().problems.size(); more > 0)
        script::tell(file + ": and " + std::to_string(more) + " problems more");
}

/// Packets that are no records are never passed over in silence.
void tellCounts(const std::string& file, const packets::ImportCounts& counts)
{
    std::string text;
    const auto add = [&text](std::uint64_t count, const char* what) {
        if (count > 0)
            text += (text.empty() ? "" : ", ") + std::to_string(count) + ' ' + what;
    };
    add(counts.withoutPayload, "of TCP without payload");
    add(counts.fragments,
        ("fragments of IP packets that are not whole (" + std::to_string(counts.fragmentBytes) + " bytes)").c_str());
    add(counts.contradicting, "fragments that contradict each other");
    add(counts.otherProtocols, "of other protocols");
    add(counts.otherLinks, "of other link layers");
    add(counts.damaged, "damaged");
    if (!text.empty())
        script::tell(file + ": of " + std::to_string(counts.packets) + " packets these are no records: " + text);
}

/// False when it was ended before the end, by a signal or because nobody listens any more.
base::Result<bool> printAll(packets::CaptureImport& import, RecordPrinter& printer, int signals)
{
    for (bool goesOn = true; goesOn;) {
        const auto step = import.step(StepBlocks);
        const bool isLast = !step || !*step;
        const bool isPrinted = isLast ? printer.printRest() : printer.printNew(); // also what came before an error
        if (!step)
            return base::failure(step.error());
        if (!isPrinted || hasSignal(signals))
            return false;
        goesOn = *step;
    }
    return true;
}

} // namespace

int printSavedCapture(const CommandLine& line, script::StandardOutput& output)
{
    const base::UniqueFd signals = watchSignals();
    const std::string file = codec::visibleUtf8(session::fileNameBytes(line.files.front()));
    const auto capture = session::ImportedCapture::create(session::Session::defaultCaptureParent());
    if (!capture)
        return captureFailed("made", capture.error());
    (*capture)->onCaptureLeft(tellCaptureLeft);
    if (const auto opened = (*capture)->open(line.files.front()); !opened)
        return failed(file, opened.error());
    if (!line.save.isEmpty() && (*capture)->isReadFrom(line.save)) {
        script::tell(codec::visibleUtf8(session::fileNameBytes(line.save))
            + " is the capture that is to be read: nothing was saved in its place, where packets that are no records "
              "would be lost; give --save another name");
        return 1;
    }
    auto reader = (*capture)->newReader();
    if (!reader)
        return captureFailed("read", reader.error());
    RecordPrinter printer(std::move(*reader), line.output, output);
    packets::CaptureImport& import = (*capture)->import();
    const auto printed = printAll(import, printer, signals.get());
    if (!printed)
        return stepFailed(file, **capture, printed.error());
    tellProblems(file, import);
    tellCounts(file, import.report().counts);
    if (!*printed)
        return hasSignal(signals.get()) || printer.hasFailed() ? 1 : 0; // what else it is, the output tells
    if (!line.save.isEmpty()) {
        reader = (*capture)->newReader();
        if (!reader)
            return captureFailed("read", reader.error());
        if (!saveCapture(**reader, line.save, signals.get()))
            return 1;
    }
    return import.report().problemCount == 0 && !printer.hasFailed() ? 0 : 1;
}

} // namespace cli
