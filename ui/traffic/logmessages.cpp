// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/logmessages.h"

#include "ui/traffic/logheader.h"

#include <utility>

namespace ui {

using session::MessageMarks;

LogMessages::LogMessages(LogHeader* header, session::ReaderFactory newReader, QObject* parent)
    : QObject(parent)
    , m_header(header)
    , m_marks(std::move(newReader))
{
    connect(&m_marks, &MessageMarks::changed, header, &LogHeader::messagesChanged);
    connect(&m_marks, &MessageMarks::failed, this, &LogMessages::failed);
}

LogMessages::~LogMessages()
{
    m_header->setMessages(nullptr);
}

void LogMessages::setRules(const query::FramingRules& rules)
{
    m_marks.setRules(rules);
    m_header->setMessages(rules.empty() ? nullptr : &m_marks);
}

void LogMessages::grow(quint64 count, base::RecordIndex first)
{
    m_marks.grow(count);
    m_marks.letGo(first);
}

} // namespace ui
