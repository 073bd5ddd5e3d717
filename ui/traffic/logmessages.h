// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/models/messagemarks.h"

#include <QObject>

namespace ui {

class LogHeader;

/// Marks in a log how records lie in the messages of their streams, once endpoints are framed. Owned by what shows the
/// capture. Thread: GUI.
class LogMessages final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LogMessages)

public:
    /// @param header  of the log; outlives this.
    LogMessages(LogHeader* header, session::ReaderFactory newReader, QObject* parent = nullptr);
    ~LogMessages() override;

    void setRules(const query::FramingRules& rules);
    /// There are `count` records in the capture now, and those before `first` are gone from it.
    void grow(quint64 count, base::RecordIndex first);

Q_SIGNALS:
    /// The capture cannot be read; the marks stay as they are.
    void failed(const base::Error& error);

private:
    LogHeader* m_header;
    session::MessageMarks m_marks;
};

} // namespace ui
