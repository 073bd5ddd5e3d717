// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/file.h"

#include <QFile>
#include <QString>
#include <QTemporaryDir>

#include <string>
#include <string_view>

/// A folder for the files of one test, open as the capture's own functions want it.
class ScratchFolder final
{
public:
    ScratchFolder()
        : m_fd(capture::openFolder(path()).value())
    { }

    [[nodiscard]] int fd() const { return m_fd.get(); }
    [[nodiscard]] std::string path() const { return m_folder.path().toStdString(); }
    [[nodiscard]] QString pathOf(std::string_view name) const
    {
        return m_folder.filePath(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
    }
    [[nodiscard]] QByteArray contents(std::string_view name) const
    {
        QFile file(pathOf(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
    }
    [[nodiscard]] bool replace(std::string_view name, const QByteArray& bytes) const
    {
        QFile file(pathOf(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }

private:
    QTemporaryDir m_folder;
    base::UniqueFd m_fd;
};
