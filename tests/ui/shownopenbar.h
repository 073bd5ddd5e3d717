// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/openbar/openbar.h"
#include "ui/openbar/openmessage.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <memory>
#include <vector>

namespace shown {

using namespace Qt::StringLiterals;
using session::OpenRequest;
using ui::OpenBar;

/// An open bar on the (offscreen) screen, and what it asked to be opened. Tests inherit it.
class Bar
{
protected:
    void open()
    {
        m_requests.clear();
        m_bar = std::make_unique<OpenBar>();
        QObject::connect(m_bar.get(), &OpenBar::openRequested, m_bar.get(),
            [this](const OpenRequest& request) { m_requests.push_back(request); });
        m_bar->resize(900, m_bar->sizeHint().height()); // room for all words
        m_bar->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_bar.get()));
        m_bar->activateWindow();
    }
    void end() { m_bar.reset(); }

    template <class Widget> Widget* find(const QString& name) const
    {
        const auto widgets = m_bar->findChildren<Widget*>();
        for (Widget* widget : widgets) {
            if (widget->accessibleName() == name)
                return widget;
        }
        return nullptr;
    }
    [[nodiscard]] QComboBox* protocol() const { return find<QComboBox>(u"Protocol"_s); }
    [[nodiscard]] QLineEdit* address() const { return find<QLineEdit>(u"Address"_s); }
    [[nodiscard]] QLineEdit* port() const { return find<QLineEdit>(u"Port"_s); }
    [[nodiscard]] QPushButton* button(const char* name) const { return find<QPushButton>(QString::fromLatin1(name)); }
    [[nodiscard]] QLabel* message() const { return m_bar->findChild<ui::OpenMessage*>(); }

    std::unique_ptr<OpenBar> m_bar;
    std::vector<OpenRequest> m_requests;
};

} // namespace shown
