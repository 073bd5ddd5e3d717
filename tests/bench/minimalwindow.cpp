// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// The least window that Qt makes: what ours is compared with. With an argument that is shown in it, so that fonts are
// looked for and read as for any window that has text.
#include <QApplication>
#include <QLabel>
#include <QMainWindow>

int main(int argc, char* argv[])
{
    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("Sockscope")); // else it is added to the title
    QMainWindow window;
    window.setWindowTitle(QStringLiteral("Sockscope"));
    window.resize(1280, 800);
    if (argc > 1)
        window.setCentralWidget(new QLabel(QString::fromLocal8Bit(argv[1])));
    window.show();
    return QApplication::exec();
}
