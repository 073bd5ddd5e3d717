// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/jobs/programfile.h"

#include "programs/callscript.h"
#include "programs/cprogram.h"
#include "programs/program.h"
#include "programs/pythonprogram.h"
#include "words/endpointcommand.h"

#include <QByteArray>
#include <QFile>
#include <QSaveFile>

namespace session {

namespace {

static_assert(MaxProgramRecords == programs::Program::MaxRecords);

std::string programText(const programs::Program& program, ProgramForm form)
{
    switch (form) {
    case ProgramForm::CallScript: return programs::callScript(program);
    case ProgramForm::Python: return programs::pythonProgram(program);
    case ProgramForm::C: return programs::cProgram(program);
    }
    return {};
}

} // namespace

QString saveProgram(
    capture::Reader& reader, std::span<const base::RecordIndex> records, ProgramForm form, const QString& path)
{
    const auto program = programs::readProgram(reader, records);
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
    return QString::fromStdString(words::endpointCommand(status.info, engine::echoes(status.behaviour)));
}

} // namespace session
