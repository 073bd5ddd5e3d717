// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/saving.h"

#include "base/savefile.h"
#include "cli/process.h"
#include "cli/script/tell.h"
#include "codec/visible.h"
#include "saving/saverecords.h"
#include "session/filename.h"

#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <utility>

namespace cli {

namespace {

/// Takes the signals that have come; true when there was one.
bool takeSignals(int signals)
{
    std::array<signalfd_siginfo, 16> taken{};
    bool any = false;
    while (hasSignal(signals) && ::read(signals, taken.data(), sizeof(taken)) > 0)
        any = true;
    return any;
}

void tellFailure(const std::string& name, const base::Error& error)
{
    script::tell(codec::visibleUtf8(name) + " could not be saved: " + error.message());
}

base::Result<std::uint64_t> saveAll(
    capture::Reader& reader, const std::string& path, saving::SaveFormat format, int signals)
{
    // The first signal ends the run, be it just before it has ended by itself; only another one ends the saving.
    const auto goesOn = [signals, wasTold = takeSignals(signals)](std::uint64_t) mutable {
        return !hasSignal(signals) || !std::exchange(wasTold, takeSignals(signals));
    };
    return saving::saveRecords(reader, query::allRecords(reader.recordCount()), format, path, goesOn);
}

} // namespace

bool canSave(const QString& path)
{
    const std::string name = session::fileNameBytes(path);
    const auto file = base::SaveFile::create(name);
    if (!file)
        tellFailure(name, file.error());
    return file.has_value();
}

bool saveCapture(capture::Reader& reader, const QString& path, int signals)
{
    const std::string name = session::fileNameBytes(path);
    const auto saved = saveAll(reader, name, saving::saveFormatOf(name).value_or(saving::SaveFormat::Text), signals);
    if (!saved)
        tellFailure(name, saved.error());
    return saved.has_value();
}

} // namespace cli
