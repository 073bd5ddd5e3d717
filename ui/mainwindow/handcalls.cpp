// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/handcalls.h"

#include "capture/detail.h"
#include "session/session.h"
#include "ui/calls/callline.h"
#include "ui/mainwindow/recordwatch.h"
#include "ui/theme/quantity.h"
#include "ui/theme/timetext.h"
#include "ui/traffic/rowtext.h"

#include <QPointer>
#include <QStringList>

#include <algorithm>
#include <variant>

namespace ui {

using namespace Qt::StringLiterals;
using capture::Operation;
using capture::Record;

namespace {

constexpr qsizetype LongestPayload = 64; // in the line; the log and the bytes have all of it

QString excerpt(const QString& payload)
{
    const QString end = payload.size() > LongestPayload ? u"\u2026\""_s : u"\""_s;
    return u'"' % payload.left(LongestPayload) % end;
}

/// What keeps a call from being made has a record in its place.
bool isRefusal(const Record& record)
{
    const bool prepares = record.operation == Operation::Resolve || record.operation == Operation::Open;
    return record.operation == Operation::LaneRefused || (prepares && capture::isFailure(record));
}

/// The record at the end of a request to a socket's file.
Operation fileOperation(engine::FileRequest::As as)
{
    using As = engine::FileRequest::As;
    switch (as) {
    case As::Read: return Operation::FileRead;
    case As::ReadLine: return Operation::FileReadLine;
    case As::Write: return Operation::FileWrite;
    case As::Flush: return Operation::FileFlush;
    case As::Send: break;
    }
    return Operation::SendFile;
}

} // namespace

HandCalls::HandCalls(session::Session& session, RecordWatch& watch, CallLine* line, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_watch(watch)
    , m_line(line)
{
    connect(line, &CallLine::callRequested, this, &HandCalls::make);
}

void HandCalls::make(base::EndpointId id, const CallAction& action)
{
    // Its record may be there at once.
    const quint64 first = m_session.recordCount();
    const auto followNext = [&](Operation operation) { follow(id, operation, first); };
    if (const auto* made = std::get_if<NewSocket>(&action)) {
        const base::EndpointId socket = m_session.openSocket(made->protocol, made->family);
        follow(socket, Operation::Socket, first);
        Q_EMIT socketOpened(socket);
    } else if (const auto* mode = std::get_if<net::ModeSetting>(&action)) {
        followNext(Operation::SetTimeout);
        m_session.post(engine::SetMode{id, *mode});
    } else if (const auto* call = std::get_if<net::CallRequest>(&action)) {
        followNext(session::Session::operationOf(*call));
        m_session.post(engine::MakeCall{id, *call});
    } else if (const auto* file = std::get_if<engine::FileRequest>(&action)) {
        followNext(fileOperation(file->as));
        m_session.post(engine::UseFile{id, *file});
    } else if (const auto* named = std::get_if<NamedCall>(&action)) {
        followNext(session::Session::operationOf(named->call));
        m_session.makeCall(id, named->call, named->host, named->port);
    } else {
        followNext(Operation::Close);
        m_session.close(id);
    }
}

void HandCalls::follow(base::EndpointId endpoint, Operation operation, quint64 first)
{
    const int number = ++m_calls;
    m_line->clearOutcome();
    // Calls that wait in a queue are recorded in their order: those before this one come first.
    const auto isSame = [&](const Pending& each) { return each.endpoint == endpoint && each.operation == operation; };
    const auto before = std::ranges::find_if(m_pending, isSame);
    auto waitingBefore = std::ranges::count_if(m_pending, isSame);
    const quint64 earliest = before == m_pending.end() ? first : before->first;
    m_pending.push_back({number, endpoint, operation, earliest});
    const auto look
        = [self = QPointer(this), number, operation, waitingBefore](quint64 index, const Record& record) mutable {
              if (!self)
                  return true;
              if (record.operation != operation && !isRefusal(record))
                  return false;
              if (waitingBefore-- > 0)
                  return false;
              std::erase_if(self->m_pending, [number](const Pending& each) { return each.number == number; });
              if (number == self->m_calls)
                  self->tell(index, record);
              return true;
          };
    m_watch.watch(endpoint, earliest, look);
}

void HandCalls::tell(quint64 index, const Record& record)
{
    const LogRow row = makeRow(*m_watch.reader(), {index}, record, {});
    const QString& result = row.cell(LogColumn::Result);
    QStringList parts{u'#' % countText(index + 1) % u"  "_s % row.call};
    if (!result.isEmpty())
        parts.last() += u" = "_s % result;
    if (row.hasBytes)
        parts << excerpt(row.cell(LogColumn::Preview).left(row.mainLength));
    if (!row.note.isEmpty())
        parts << row.note;
    if (record.duration > 0)
        parts << durationText(static_cast<double>(record.duration));
    const bool isOpening = record.operation == Operation::Socket; // the line turns to it when it is in the tree
    if (m_line->endpointId() != record.endpoint && !isOpening)
        return; // somebody has gone on to another endpoint; the log has it
    const base::EndpointId child = acceptedBy(record);
    m_line->showOutcome({.text = parts.join(u"   "_s),
        .failed = row.failed,
        .record = index,
        .endpoint = record.endpoint,
        .opened = child,
        .isCutShort = record.outcome == capture::Outcome::Cancelled || record.outcome == capture::Outcome::TimedOut});
    if (child != base::EndpointId{})
        Q_EMIT socketOpened(child);
    if (m_line->isAncestorOf(m_line->window()->focusWidget()))
        Q_EMIT recordMade(index);
}

/// The endpoint of the connection; number 0 where it is no accept, or it gave none.
base::EndpointId HandCalls::acceptedBy(const Record& record) const
{
    if (record.operation != Operation::Accept)
        return {};
    const auto detail = m_watch.reader()->detail(record.detail);
    const auto* address = detail ? std::get_if<capture::AddressDetail>(&*detail) : nullptr;
    return address ? address->child : base::EndpointId{};
}

} // namespace ui
