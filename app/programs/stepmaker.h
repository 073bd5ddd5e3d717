// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "programs/programdraft.h"
#include "programs/programsource.h"

#include <cstddef>

namespace programs {

/// Makes of a record the step that does the same again, or a comment where nothing can, and so for one record after
/// the other; in which order is for others to say. Thread: the reader's.
class StepMaker final
{
public:
    StepMaker(const ProgramSource& source, ProgramDraft& draft)
        : m_source(source)
        , m_draft(draft)
    { }

    /// Adds the step of the record at `place`, behind those that it needs. Errors: as readProgram.
    [[nodiscard]] base::Result<void> add(std::size_t place);

private:
    [[nodiscard]] base::Result<void> fill(Step& step, const SourceRecord& source, std::size_t place);
    [[nodiscard]] base::Result<void> fillSend(Step& step, const SourceRecord& source);
    void fillSocket(Step& step, std::size_t place);
    void fillBind(Step& step, const SourceRecord& source);
    void fillListen(Step& step);
    void fillAccept(Step& step, const SourceRecord& source);
    void fillConnect(Step& step, const SourceRecord& source, std::size_t place);
    void fillConnectEnd(Step& step, const SourceRecord& source);
    void fillReceive(Step& step, const SourceRecord& source);
    void fillOption(Step& step, const SourceRecord& source);
    void fillMode(Step& step, const SourceRecord& source);
    void fillUnlink(Step& step, const SourceRecord& source);
    void fillClose(Step& step);
    void requireAsRecorded(const Step& step, const SourceRecord& source);
    [[nodiscard]] SocketState& stateOf(const Step& step) { return m_draft.state(step.socket); }

    const ProgramSource& m_source;
    ProgramDraft& m_draft;
    std::size_t m_payloadBytes = 0; // of all steps
};

} // namespace programs
