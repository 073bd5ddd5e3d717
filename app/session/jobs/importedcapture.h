// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"
#include "capture/writer.h"
#include "packets/captureimport.h"
#include "session/capturefolder.h"

#include <QString>

#include <sys/types.h>

#include <memory>
#include <optional>
#include <utility>

namespace session {

/// A file of packets as a capture of this program, in a folder that goes when this goes. It may be used in one thread
/// and then in another, but not in two at once; its readers are each thread's own.
class ImportedCapture final
{
public:
    /// Makes an empty capture below `captureParent`. Errors: those of Writer::create.
    [[nodiscard]] static base::Result<std::unique_ptr<ImportedCapture>> create(const QString& captureParent);
    ~ImportedCapture();
    /// Whom to tell when the capture cannot be removed in the end.
    void onCaptureLeft(CaptureLeft tell) { m_captureLeft = std::move(tell); }
    ImportedCapture(const ImportedCapture&) = delete;
    ImportedCapture& operator=(const ImportedCapture&) = delete;

    /// Opens the file whose packets come into the capture; nothing is read yet. Once.
    /// @param file  as fileNameBytes reads it. Errors: those of CaptureImport::open.
    [[nodiscard]] base::Result<void> open(const QString& file);
    /// What reads the file, once it is open; its steps fill the capture.
    [[nodiscard]] packets::CaptureImport& import() { return *m_import; }
    /// Whether what has this name is the file that was opened, whatever its name was then: another path, or a link.
    /// Saving the records in its place would lose the packets that are no records.
    [[nodiscard]] bool isReadFrom(const QString& path) const;
    [[nodiscard]] QString directory() const;
    /// For one thread. Errors: those of Reader::attach.
    [[nodiscard]] base::Result<std::unique_ptr<capture::Reader>> newReader() const;

private:
    /// Device and inode - stat(2).
    using FileIdentity = std::pair<dev_t, ino_t>;

    [[nodiscard]] static std::optional<FileIdentity> identityOf(const QString& path);
    explicit ImportedCapture(std::unique_ptr<capture::Writer> writer);

    std::unique_ptr<capture::Writer> m_writer; // holds the capture's lock, so that it is not offered for recovery
    std::unique_ptr<packets::CaptureImport> m_import;
    std::optional<FileIdentity> m_file; ///< that was opened
    CaptureLeft m_captureLeft;
};

} // namespace session
