// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/jobs/importedcapture.h"

#include "session/capturefolder.h"
#include "session/filename.h"

#include <sys/stat.h>

#include <utility>

namespace session {

ImportedCapture::ImportedCapture(std::unique_ptr<capture::Writer> writer)
    : m_writer(std::move(writer))
{ }

base::Result<std::unique_ptr<ImportedCapture>> ImportedCapture::create(const QString& captureParent)
{
    auto writer = capture::Writer::create(newCaptureFolder(captureParent).toStdString());
    if (!writer)
        return base::failure(writer.error());
    return std::unique_ptr<ImportedCapture>(new ImportedCapture(std::move(*writer)));
}

base::Result<void> ImportedCapture::open(const QString& file)
{
    auto import = packets::CaptureImport::open(fileNameBytes(file), *m_writer);
    if (!import)
        return base::failure(import.error());
    m_import = std::move(*import);
    m_file = identityOf(file);
    return {};
}

std::optional<ImportedCapture::FileIdentity> ImportedCapture::identityOf(const QString& path)
{
    struct stat found = {};
    if (::stat(fileNameBytes(path).c_str(), &found) != 0)
        return std::nullopt;
    return FileIdentity{found.st_dev, found.st_ino};
}

bool ImportedCapture::isReadFrom(const QString& path) const
{
    return m_file && identityOf(path) == m_file;
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
