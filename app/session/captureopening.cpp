// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/captureopening.h"

#include <cerrno>

namespace session {

namespace {

constexpr std::size_t BlocksPerStep = 4096;

} // namespace

CaptureOpening::CaptureOpening(QObject* parent)
    : QObject(parent)
    , m_job(*this, [this](double fraction) { Q_EMIT progressed(fraction); })
{ }

void CaptureOpening::start(const QString& captureParent, const QString& file)
{
    m_job.start([this, captureParent, file] { return read(captureParent, file); },
        [this](const auto& result) { emitEnd(*this, result); });
}

base::Result<std::shared_ptr<ImportedCapture>> CaptureOpening::read(const QString& captureParent, const QString& file)
{
    auto created = ImportedCapture::create(captureParent);
    if (!created)
        return base::failure(created.error());
    std::shared_ptr<ImportedCapture> capture = std::move(*created);
    if (const auto opened = capture->open(file); !opened)
        return base::failure(opened.error());
    const std::stop_token stop = m_job.stop();
    for (bool goesOn = true; goesOn;) {
        if (stop.stop_requested())
            return base::failure({ECANCELED, "open"});
        const auto step = capture->import().step(BlocksPerStep);
        if (!step)
            return base::failure(step.error());
        goesOn = *step;
        m_job.tell(capture->import().progress());
    }
    return capture;
}

} // namespace session
