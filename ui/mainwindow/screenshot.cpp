// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/screenshot.h"

#include "session/models/endpointmodel.h"
#include "session/session.h"
#include "ui/mainwindow/mainwindow.h"

#include <QApplication>
#include <QFile>
#include <QPixmap>

#include <chrono>
#include <cstdio>
#include <utility>

namespace ui {

namespace {

constexpr QSize PictureSize{1280, 800};
constexpr quint64 MessagesThereAndBack = 2; // the server's and the client's
constexpr std::chrono::milliseconds Settling{700}; // properties are read once and painted
constexpr std::chrono::seconds Deadline{15};

} // namespace

Screenshot::Screenshot(MainWindow& window, QString file)
    : QObject(&window)
    , m_window(window)
    , m_file(std::move(file))
{
    window.resetLayout();
    window.resize(PictureSize);
    m_settle.setSingleShot(true);
    m_settle.setInterval(Settling);
    m_deadline.setSingleShot(true);
    connect(&m_settle, &QTimer::timeout, this, &Screenshot::take);
    connect(&m_deadline, &QTimer::timeout, this, [this] { fail(tr("the message of the echo lab did not come back")); });
    connect(&window.session(), &session::Session::grown, this, &Screenshot::look);
    connect(&window.session(), &session::Session::statusesChanged, this, &Screenshot::look);
    m_deadline.start(Deadline);
}

void Screenshot::look()
{
    const session::Session& session = m_window.session();
    if (m_isBack || session.endpoints()->totals().messagesIn < MessagesThereAndBack)
        return;
    m_isBack = true;
    m_window.goToRecord(session.recordCount() - 1);
    m_settle.start();
}

void Screenshot::take()
{
    m_deadline.stop();
    // What is in the file's buffer is written by flush(), and a full disk told by it alone.
    QFile file(m_file);
    if (file.open(QIODevice::WriteOnly) && m_window.grab().save(&file, "PNG") && file.flush())
        QApplication::exit(0);
    else
        fail(tr("%1 cannot be written: %2").arg(m_file, file.errorString()));
}

void Screenshot::fail(const QString& reason)
{
    std::fprintf(stderr, "sockscope: no picture: %s\n", qUtf8Printable(reason));
    QApplication::exit(1);
}

} // namespace ui
