// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "library/payloadlibrary.h"
#include "net/syscalls.h"
#include "session/models/endpointmodel.h"
#include "session/sendhistory.h"
#include "session/session.h"
#include "ui/mainwindow/capturewindow.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/sockets/endpointspane.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

namespace shown {

using namespace Qt::StringLiterals;
using engine::State;
using ui::MainWindow;

inline constexpr int Deadline = 10'000; // milliseconds that a wait lasts before it fails

/// A window on the (offscreen) screen with settings of its own, and what a person does in it. Tests inherit it.
class Window
{
protected:
    void open()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<session::Settings>(path("config"), path("state"));
        m_settings->setAsksBeforeClosing(false);
        m_history = std::make_unique<session::SendHistory>(QString());
        m_payloads = std::make_unique<library::PayloadLibrary>(path("payloads.json"));
        m_window = makeWindow();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window));
        m_window->activateWindow();
    }
    void end()
    {
        delete m_window;
        m_payloads.reset();
        m_history.reset();
        m_settings.reset();
        m_folder.reset();
    }

    [[nodiscard]] QString path(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    [[nodiscard]] MainWindow* makeWindow() const
    {
        auto session = session::Session::create(path("captures"));
        return session ? new MainWindow(std::move(*session), *m_settings, *m_history, *m_payloads) : nullptr;
    }
    template <class Widget> Widget* find(const char* name) const
    {
        const auto widgets = m_window->findChildren<Widget*>();
        for (Widget* widget : widgets) {
            if (widget->accessibleName() == QString::fromLatin1(name))
                return widget;
        }
        return nullptr;
    }
    [[nodiscard]] QPushButton* button(const char* text) const
    {
        const auto buttons = m_window->findChildren<QPushButton*>();
        for (QPushButton* button : buttons) {
            if (button->text() == QString::fromLatin1(text) && button->isVisible())
                return button;
        }
        return nullptr;
    }
    [[nodiscard]] QAction* action(const char* key) const
    {
        const auto actions = m_window->findChildren<QAction*>();
        const auto found = std::find_if(actions.begin(), actions.end(), [key](const QAction* action) {
            return action->shortcuts().contains(QKeySequence(QString::fromLatin1(key)));
        });
        return found == actions.end() ? nullptr : *found;
    }
    [[nodiscard]] QPlainTextEdit* payload() const { return find<QPlainTextEdit>("Payload"); }
    [[nodiscard]] session::EndpointModel* endpoints() const { return m_window->session().endpoints(); }
    [[nodiscard]] const engine::EndpointStatus* current() const
    {
        return endpoints()->status(m_window->findChild<ui::EndpointsPane*>()->currentEndpoint());
    }
    [[nodiscard]] QString notice() const
    {
        const auto labels = m_window->findChildren<QLabel*>();
        for (const QLabel* label : labels) {
            if (label->objectName() == "notice"_L1 || label->accessibleName() == "Notice"_L1)
                return label->isVisible() ? label->text() : QString();
        }
        return {};
    }
    /// The panes are shown, and have been laid out.
    [[nodiscard]] bool hasPlacedPanes() const
    {
        const auto* panes = m_window->findChild<QMainWindow*>();
        return panes->isVisible() && panes->updatesEnabled();
    }
    static ui::CaptureWindow* captureWindow()
    {
        for (QWidget* window : QApplication::topLevelWidgets()) {
            if (auto* found = qobject_cast<ui::CaptureWindow*>(window))
                return found;
        }
        return nullptr;
    }
    /// Is there a visible label that says this, whatever else it says?
    [[nodiscard]] bool hasLabel(const QString& text) const
    {
        const auto labels = m_window->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
            [&](const QLabel* label) { return label->isVisible() && label->text().contains(text); });
    }
    static QString accessibleText(QAccessibleInterface* accessible)
    {
        QAccessibleTextInterface* text = accessible ? accessible->textInterface() : nullptr;
        return text ? text->text(0, text->characterCount()) : QString();
    }
    void open(session::OpenAs as, net::Protocol protocol, const QString& host, quint16 port) const
    {
        session::OpenRequest request;
        request.as = as;
        request.protocol = protocol;
        request.host = host;
        request.port = port;
        m_window->open(request);
    }
    void connectTo(quint16 port) const { open(session::OpenAs::Connection, net::Protocol::Tcp, u"127.0.0.1"_s, port); }
    /// Types 0 and presses Listen; gives the port that the kernel chose.
    quint16 listenOnAnyPort()
    {
        find<QLineEdit>("Port")->setText(u"0"_s);
        QTest::mouseClick(button("Listen"), Qt::LeftButton);
        const bool listens
            = QTest::qWaitFor([this] { return current() && current()->state == State::Listening; }, Deadline);
        return listens ? current()->info.local.port() : quint16(0);
    }
    /// A port that was free a moment ago: whoever connects is refused.
    static quint16 refusingPort()
    {
        const auto socket = net::socket(AF_INET, SOCK_STREAM, net::FdMode::NonBlocking);
        if (!net::bind(socket->get(), *net::Address::fromIp("127.0.0.1", 0)))
            return 0;
        return net::getsockname(socket->get())->port();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<session::Settings> m_settings;
    std::unique_ptr<session::SendHistory> m_history;
    std::unique_ptr<library::PayloadLibrary> m_payloads;
    QPointer<MainWindow> m_window;
};

} // namespace shown
