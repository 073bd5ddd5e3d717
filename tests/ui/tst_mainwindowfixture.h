// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "net/syscalls.h"
#include "ui/access/comboboxaccess.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/sockets/endpointspane.h"
#include "workspace/endpointmodel.h"
#include "workspace/sendhistory.h"
#include "workspace/workspace.h"

#include <QAccessible>
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

/// A window with settings and captures of its own that is shown, and what tests do with it.
class MainWindowFixture : public QObject
{
    Q_OBJECT

protected:
    static constexpr int Deadline = 10'000; ///< milliseconds that a wait lasts before it fails

    [[nodiscard]] QString path(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    [[nodiscard]] ui::MainWindow* makeWindow() const
    {
        auto workspace = workspace::Workspace::create(path("captures"));
        return workspace ? new ui::MainWindow(std::move(*workspace), *m_settings, *m_history) : nullptr;
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
    [[nodiscard]] workspace::EndpointModel* endpoints() const { return m_window->workspace().endpoints(); }
    [[nodiscard]] const engine::EndpointStatus* current() const
    {
        return endpoints()->status(m_window->findChild<ui::EndpointsPane*>()->currentEndpoint());
    }
    [[nodiscard]] QString notice() const
    {
        const auto labels = m_window->findChildren<QLabel*>();
        for (const QLabel* label : labels) {
            if (label->objectName() == QLatin1String("notice") || label->accessibleName() == QLatin1String("Notice"))
                return label->isVisible() ? label->text() : QString();
        }
        return {};
    }
    static QString accessibleText(QAccessibleInterface* accessible)
    {
        QAccessibleTextInterface* text = accessible ? accessible->textInterface() : nullptr;
        return text ? text->text(0, text->characterCount()) : QString();
    }
    void open(workspace::OpenAs as, net::Protocol protocol, const QString& host, quint16 port) const
    {
        workspace::OpenRequest request;
        request.as = as;
        request.protocol = protocol;
        request.host = host;
        request.port = port;
        m_window->open(request);
    }
    void connectTo(quint16 port) const
    {
        open(workspace::OpenAs::Connection, net::Protocol::Tcp, QStringLiteral("127.0.0.1"), port);
    }
    /// Types 0 and presses Listen; gives the port that the kernel chose.
    quint16 listenOnAnyPort()
    {
        find<QLineEdit>("Port")->setText(QStringLiteral("0"));
        QTest::mouseClick(button("Listen"), Qt::LeftButton);
        const bool listens
            = QTest::qWaitFor([this] { return current() && current()->state == engine::State::Listening; }, Deadline);
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
    std::unique_ptr<workspace::Settings> m_settings;
    std::unique_ptr<workspace::SendHistory> m_history;
    QPointer<ui::MainWindow> m_window;

private Q_SLOTS:
    void initTestCase() { ui::installAccessibility(); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<workspace::Settings>(path("config"), path("state"));
        m_history = std::make_unique<workspace::SendHistory>(QString());
        m_window = makeWindow();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window));
        m_window->activateWindow();
    }
    void cleanup()
    {
        delete m_window;
        m_history.reset();
        m_settings.reset();
        m_folder.reset();
    }
};
