// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/application.h"

#include "session/closedcaptures.h"
#include "session/session.h"
#include "ui/access/comboboxaccess.h"
#include "ui/mainwindow/capturewindow.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/recoveryoffer.h"
#include "ui/mainwindow/screenshot.h"
#include "ui/mainwindow/windowplace.h"
#include "ui/mainwindow/windowtitle.h"
#include "ui/notice/noticebar.h"
#include "ui/theme/tones.h"

#include <QApplication>
#include <QIcon>
#include <QScreen>
#include <QTimer>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

QIcon applicationIcon()
{
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 48, 64, 128, 256})
        icon.addFile(u":/icons/app/%1.png"_s.arg(size), QSize(size, size));
    return icon;
}

} // namespace

Application::Application()
    : m_settings(session::Settings::defaultConfigFile(), session::Settings::defaultStateFile())
    , m_history(session::SendHistory::defaultFile())
    , m_payloads(library::PayloadLibrary::defaultFile())
{
    installAccessibility();
    // All pictures are our own. Without this the clear button of the first line edit has the desktop's themes read.
    QIcon::setThemeSearchPaths({u":/icons"_s});
    QApplication::setWindowIcon(applicationIcon());
    m_theme.setChoice(m_settings.theme());
    m_theme.setZoom(m_settings.zoom());
}

Application::~Application()
{
    // Windows that are still there end as if they had been closed: their captures go with them.
    for (const QPointer<MainWindow>& window : m_windows)
        delete window;
    for (QWidget* window : QApplication::topLevelWidgets()) {
        if (qobject_cast<CaptureWindow*>(window))
            delete window;
    }
}

base::Result<MainWindow*> Application::openWindow()
{
    auto session = session::Session::create(session::Session::defaultCaptureParent());
    if (!session)
        return base::failure(session.error());
    (*session)->keepCaptureIn(session::closedCaptureParent());
    const session::EndpointModel* endpoints = (*session)->endpoints();
    auto* window = new MainWindow(std::move(*session), m_settings, m_history, m_payloads);
    m_windows.emplace_back(window);
    new WindowTitle(window, endpoints, m_windows.size());
    connect(window, &MainWindow::newWindowRequested, this, [this, window] { openAnother(*window); });
    connect(window, &MainWindow::quitRequested, this, [this, window] { quit(*window); });
    connect(window, &MainWindow::reopenRequested, window,
        [window] { reopenClosedCapture(*window, session::closedCaptureParent()); });
    connect(window, &MainWindow::themeChosen, this, [this](session::ThemeChoice theme) {
        m_settings.setTheme(theme);
        m_theme.setChoice(theme);
    });
    connect(window, &MainWindow::zoomRequested, this, &Application::zoom);
    window->show();
    return window;
}

void Application::zoom(int steps)
{
    constexpr int Step = 10;
    m_settings.setZoom(steps == 0 ? 100 : m_settings.zoom() + steps * Step);
    m_theme.setZoom(m_settings.zoom());
}

void Application::openAnother(MainWindow& from)
{
    const auto window = openWindow();
    if (!window) {
        const QString reason = QString::fromStdString(window.error().message());
        from.showNotice({Severity::Error, tr("No other window: its capture cannot be made: %1").arg(reason), {}, {}});
        return;
    }
    // Side by side, as far as they go: what one does is to be seen in the other.
    const QSize frame = from.frameGeometry().size() - from.size();
    const QRect room = from.screen()->availableGeometry();
    if (const auto place = cascadeFrom(from.frameGeometry(), (*window)->size() + frame, room))
        (*window)->move(*place);
}

void Application::quit(MainWindow& from)
{
    ClosingLoss loss;
    for (const QPointer<MainWindow>& window : m_windows) {
        if (window)
            loss += window->closingLoss();
    }
    closeAfterQuestion(&from, m_settings, Closing::Program, loss, [this] { closeAll(); });
}

void Application::closeAll()
{
    for (const QPointer<MainWindow>& window : m_windows) {
        if (window)
            window->closeUnasked();
    }
    QApplication::closeAllWindows();
}

base::Result<void> Application::start(const std::vector<session::OpenRequest>& requests, const QStringList& files)
{
    const auto window = openWindow();
    if (!window)
        return base::failure(window.error());
    (*window)->openAll(requests);
    for (const QString& file : files)
        (*window)->openCapture(file);
    QTimer::singleShot(
        0, *window, [window = *window] { offerRecovery(*window, session::Session::defaultCaptureParent()); });
    return {};
}

base::Result<void> Application::startDemo(const QString& screenshot)
{
    const auto window = openWindow();
    if (!window)
        return base::failure(window.error());
    (*window)->openEchoLab();
    if (!screenshot.isEmpty())
        new Screenshot(**window, screenshot);
    return {};
}

} // namespace ui
