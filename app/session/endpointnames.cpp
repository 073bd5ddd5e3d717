// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/endpointnames.h"

#include "query/filterparser.h"
#include "session/models/endpointmodel.h"
#include "session/session.h"

#include <QRegularExpression>

#include <algorithm>
#include <charconv>

namespace session {

using namespace Qt::StringLiterals;

std::string AttemptName::inCapture() const
{
    return attempt > 1 ? name + '/' + std::to_string(attempt) : name;
}

AttemptName attemptName(const capture::EndpointInfo& info)
{
    const std::size_t slash = info.name.rfind('/');
    if (info.role != capture::Role::Connection || info.parent.value == 0 || slash == std::string::npos)
        return {info.name};
    unsigned attempt = 0;
    const char* end = info.name.data() + info.name.size();
    const bool isNumber = std::from_chars(info.name.data() + slash + 1, end, attempt).ptr == end;
    return isNumber ? AttemptName{info.name.substr(0, slash), attempt} : AttemptName{info.name};
}

base::EndpointId firstAttempt(base::EndpointId id, const capture::EndpointInfo& info)
{
    return info.role == capture::Role::Connection && info.parent.value != 0 ? info.parent : id;
}

std::optional<NameProblem> EndpointNames::problemOf(base::EndpointId id, const QString& name) const
{
    static const QRegularExpression Word(u"\\A[\\w.-]+\\z"_s, QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression Digits(u"\\A[0-9.]+\\z"_s);
    static const QRegularExpression OfOurs(u"\\A(client|server|socket)[0-9]*\\z"_s);
    const EndpointModel& model = *m_session.endpoints();
    const engine::EndpointStatus* own = model.status(id);
    if (own && attemptName(own->info).name == name.toStdString())
        return std::nullopt;
    if (name.isEmpty())
        return NameProblem::Empty;
    if (name.size() > MostCharacters)
        return NameProblem::TooLong;
    if (!Word.match(name).hasMatch())
        return NameProblem::BadCharacter;
    if (query::isFilterWord(name.toStdString()) || Digits.match(name).hasMatch())
        return NameProblem::OfFilter;
    if (OfOurs.match(name).hasMatch())
        return NameProblem::Reserved;
    const auto hasName = [&model, &name](base::EndpointId each) {
        return attemptName(model.status(each)->info).name == name.toStdString();
    };
    if (m_given.contains(name) || std::ranges::any_of(model.allEndpoints(), hasName))
        return NameProblem::Taken;
    return std::nullopt;
}

void EndpointNames::rename(base::EndpointId id, const QString& name)
{
    const engine::EndpointStatus* status = m_session.endpoints()->status(id);
    if (!status)
        return;
    AttemptName attempt = attemptName(status->info);
    if (attempt.name == name.toStdString() || problemOf(id, name))
        return;
    m_given.insert(name);
    attempt.name = name.toStdString();
    m_session.post(engine::Rename{id, attempt.inCapture()});
}

} // namespace session
