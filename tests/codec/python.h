// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <optional>

/// The oracle: what a program other than ours makes of the same input.
namespace samples {

/// Runs `program` with `input` and returns its output; nothing if it is not installed or fails.
inline std::optional<QByteArray> outputOf(
    const QString& program, const QStringList& arguments, const QByteArray& input = {})
{
    const QString path = QStandardPaths::findExecutable(program);
    if (path.isEmpty())
        return std::nullopt;
    QProcess process;
    process.start(path, arguments);
    if (!process.waitForStarted())
        return std::nullopt;
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(50'000) || process.exitCode() != 0) {
        qWarning() << program << "failed:" << process.readAllStandardError();
        return std::nullopt;
    }
    return process.readAllStandardOutput();
}

inline bool hasPython()
{
    static const bool found = outputOf(QStringLiteral("python3"), {QStringLiteral("--version")}).has_value();
    return found;
}

/// Runs a Python program that reads hex lines from standard input and prints one line for each; one answer a case.
inline QList<QByteArray> pythonAnswers(const char* program, const QList<QByteArray>& cases)
{
    QByteArray input;
    for (const QByteArray& one : cases)
        input += one.toHex() + '\n';
    const auto output
        = outputOf(QStringLiteral("python3"), {QStringLiteral("-c"), QString::fromLatin1(program)}, input);
    QList<QByteArray> answers = output.value_or(QByteArray()).split('\n');
    answers.removeLast();
    return answers;
}

} // namespace samples
