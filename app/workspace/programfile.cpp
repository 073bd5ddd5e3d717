// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "workspace/programfile.h"

#include "exporter/callscript.h"
#include "exporter/cprogram.h"
#include "exporter/endpointcommand.h"
#include "exporter/program.h"
#include "exporter/pythonprogram.h"

#include <QByteArray>
#include <QFile>
#include <QSaveFile>

namespace workspace {

namespace {

static_assert(MaxProgramRecords == exporter::Program::MaxRecords);

std::string programText(const exporter::Program& program, ProgramForm form)
{
    switch (form) {
    case ProgramForm::CallScript: return exporter::callScript(program);
    case ProgramForm::Python: return exporter::pythonProgram(program);
    case ProgramForm::C: return exporter::cProgram(program);
    }
    return {};
}

} // namespace

QString saveProgram(
    capture::Reader& reader, std::span<const base::RecordIndex> records, ProgramForm form, const QString& path)
{
    const auto program = exporter::readProgram(reader, records);
    if (!program)
        return QString::fromStdString(program.error().message());
    const bool isNew = !QFile::exists(path);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    if (isNew && !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return file.errorString();
    file.write(QByteArray::fromStdString(programText(*program, form)));
    return file.commit() ? QString() : file.errorString();
}

QString endpointCommand(const engine::EndpointStatus& status)
{
    return QString::fromStdString(exporter::endpointCommand(status.info, status.echo));
}

} // namespace workspace
