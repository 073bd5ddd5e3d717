// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// The least window that Qt makes: what ours is compared with.
#include <QApplication>
#include <QMainWindow>

int main(int argc, char* argv[])
{
    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("Sockscope")); // else it is added to the title
    QMainWindow window;
    window.setWindowTitle(QStringLiteral("Sockscope"));
    window.resize(1280, 800);
    window.show();
    return QApplication::exec();
}
