// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/commandline.h"
#include "cli/headless.h"
#include "cli/process.h"

#include <QCoreApplication>

#include <cstdio>

int main(int argc, char* argv[])
{
    QCoreApplication::setApplicationName(QStringLiteral("sockscope"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SOCKSCOPE_VERSION));
    cli::prepareProcess();

    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const auto line = cli::parseCommandLine(arguments);
    if (!line) {
        std::fprintf(stderr, "sockscope: %s\nTry 'sockscope --help'.\n", qUtf8Printable(line.error()));
        return 2;
    }
    if (line->help) {
        std::fputs(qUtf8Printable(cli::helpText()), stdout);
        return 0;
    }
    if (line->version) {
        std::puts("sockscope " SOCKSCOPE_VERSION);
        return 0;
    }
    QCoreApplication application(argc, argv);
    return cli::runHeadless(application, *line);
}
