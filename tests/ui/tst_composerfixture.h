// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/access/comboboxaccess.h"
#include "ui/composer/composer.h"
#include "ui/composer/payloadedit.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>

/// A composer that is shown and has a connection to send to, and what tests do with it.
class ComposerFixture : public QObject
{
    Q_OBJECT

protected:
    static ui::Target connection()
    {
        return {.name = QStringLiteral("server/1"),
            .canSend = true,
            .candidates
            = {QStringLiteral("server/1 from 127.0.0.1:40112"), QStringLiteral("all clients of server (2)")}};
    }
    template <class Widget> Widget* named(const QString& name) const
    {
        const auto widgets = m_composer->findChildren<Widget*>();
        const auto found = std::find_if(widgets.begin(), widgets.end(), [&](QWidget* widget) {
            return QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name) == name;
        });
        return found == widgets.end() ? nullptr : *found;
    }
    QComboBox* formatBox() const { return named<QComboBox>(QStringLiteral("Payload format")); }
    QComboBox* endingBox() const { return named<QComboBox>(QStringLiteral("Line ending")); }
    QPushButton* sendButton() const { return button(QStringLiteral("Send")); }
    QPushButton* button(const QString& name) const { return named<QPushButton>(name); }
    static void choose(QComboBox* box, int index)
    {
        box->setCurrentIndex(index);
        Q_EMIT box->activated(index); // as a person's choice does, and a program's does not
    }
    void sendLine(const QString& line)
    {
        m_edit->selectAll();
        QTest::keyClicks(m_edit, line);
        QTest::keyClick(m_edit, Qt::Key_Return);
    }
    void paste(const QString& text)
    {
        QApplication::clipboard()->setText(text);
        m_edit->paste();
    }
    bool hasLabel(QStringView text) const
    {
        const auto labels = m_composer->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
            [text](const QLabel* label) { return label->isVisible() && label->text().contains(text); });
    }

    std::unique_ptr<session::SendHistory> m_history;
    std::unique_ptr<ui::Composer> m_composer;
    std::unique_ptr<QSignalSpy> m_sent;
    ui::PayloadEdit* m_edit = nullptr;

private Q_SLOTS:
    void initTestCase() { ui::installAccessibility(); }
    void init()
    {
        m_history = std::make_unique<session::SendHistory>(QString());
        m_composer = std::make_unique<ui::Composer>(*m_history);
        m_composer->resize(720, 120);
        m_composer->setTarget(connection());
        m_composer->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_composer.get()));
        m_edit = m_composer->findChild<ui::PayloadEdit*>();
        m_edit->setFocus();
        m_sent = std::make_unique<QSignalSpy>(m_composer.get(), &ui::Composer::sendRequested);
    }
    void cleanup()
    {
        m_sent.reset();
        m_composer.reset();
        m_history.reset();
    }
};
