// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/jobs/importedcapture.h"

#include "session/capturefolder.h"
#include "session/filename.h"

#include <utility>

namespace session {

ImportedCapture::ImportedCapture(std::unique_ptr<capture::Writer> writer)
    : m_writer(std::move(writer))
{ }

base::Result<std::unique_ptr<ImportedCapture>> ImportedCapture::create(
    const QString& captureParent, const QString& file)
{
    auto writer = capture::Writer::create(newCaptureFolder(captureParent).toStdString());
    if (!writer)
        return base::failure(writer.error());
    std::unique_ptr<ImportedCapture> capture(new ImportedCapture(std::move(*writer)));
    auto import = packets::CaptureImport::open(fileNameBytes(file), *capture->m_writer);
    if (!import)
        return base::failure(import.error());
    capture->m_import = std::move(*import);
    return capture;
}

ImportedCapture::~ImportedCapture()
{
    const std::string directory = m_writer->directory();
    m_import.reset();
    m_writer.reset();
    removeOrTell(directory, m_captureLeft);
}

QString ImportedCapture::directory() const
{
    return QString::fromStdString(m_writer->directory());
}

base::Result<std::unique_ptr<capture::Reader>> ImportedCapture::newReader() const
{
    return capture::Reader::attach(m_writer->directory(), m_writer->committed());
}

} // namespace session
