// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"
#include "capture/writer.h"
#include "packets/captureimport.h"
#include "session/capturefolder.h"

#include <QString>

#include <memory>
#include <utility>

namespace session {

/// A file of packets as a capture of this program, in a folder that goes when this goes. It may be used in one thread
/// and then in another, but not in two at once; its readers are each thread's own.
class ImportedCapture final
{
public:
    /// Opens the file, and makes a capture below `captureParent` for what is in it; nothing is read yet.
    /// @param file  as fileNameBytes reads it. Errors: those of CaptureImport::open and Writer::create.
    [[nodiscard]] static base::Result<std::unique_ptr<ImportedCapture>> create(
        const QString& captureParent, const QString& file);
    ~ImportedCapture();
    /// Whom to tell when the capture cannot be removed in the end.
    void onCaptureLeft(CaptureLeft tell) { m_captureLeft = std::move(tell); }
    ImportedCapture(const ImportedCapture&) = delete;
    ImportedCapture& operator=(const ImportedCapture&) = delete;

    /// What reads the file; its steps fill the capture.
    [[nodiscard]] packets::CaptureImport& import() { return *m_import; }
    [[nodiscard]] QString directory() const;
    /// For one thread. Errors: those of Reader::attach.
    [[nodiscard]] base::Result<std::unique_ptr<capture::Reader>> newReader() const;

private:
    explicit ImportedCapture(std::unique_ptr<capture::Writer> writer);

    std::unique_ptr<capture::Writer> m_writer; // holds the capture's lock, so that it is not offered for recovery
    std::unique_ptr<packets::CaptureImport> m_import;
    CaptureLeft m_captureLeft;
};

} // namespace session
