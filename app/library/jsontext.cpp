// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "library/jsontext.h"

#include <algorithm>

namespace library {

Outcome<QJsonDocument> parseJson(const QByteArray& json)
{
    QJsonParseError error;
    QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error == QJsonParseError::NoError)
        return document;
    const QByteArray before = json.left(std::min<qsizetype>(error.offset, json.size()));
    Problem problem{Problem::Kind::NoJson};
    problem.line = int(before.count('\n')) + 1;
    problem.column = int(before.size() - before.lastIndexOf('\n'));
    return tl::unexpected(problem);
}

} // namespace library
