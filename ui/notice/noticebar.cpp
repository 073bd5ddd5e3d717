// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/notice/noticebar.h"

#include "ui/theme/tones.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// What a notice is about and why are at its ends; between them a path or name may be as long as others made it.
QString shortened(const QString& text)
{
    constexpr qsizetype Most = 360; // characters, some four lines beside two buttons on a screen of 1024 pixels
    return text.size() <= Most ? text : QString(text.left(Most / 2) % u" \u2026 "_s % text.right(Most / 2));
}

} // namespace

NoticeBar::NoticeBar(QWidget* parent)
    : QWidget(parent)
    , m_mark(new SeverityMark(this))
    , m_text(new QLabel(this))
    , m_actions(new QHBoxLayout)
    , m_close(new QToolButton(this))
{
    m_text->setAccessibleName(u"Notice"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setMinimumWidth(20 * GridPixels); // and not that of the longest word
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close->setText(u"\u00d7"_s);
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Close notice"));
    m_close->setToolTip(tr("Close this notice"));
    connect(m_close, &QToolButton::clicked, this, &NoticeBar::closeCurrent);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(GridPixels, GridPixels / 2, GridPixels, GridPixels / 2);
    layout->setSpacing(GridPixels);
    layout->addWidget(m_mark);
    layout->addWidget(m_text, 1);
    m_actions->setSpacing(GridPixels);
    layout->addLayout(m_actions);
    layout->addWidget(m_close);
    m_passing.setSingleShot(true);
    m_passing.setInterval(PassesAfter);
    connect(&m_passing, &QTimer::timeout, this, &NoticeBar::closeCurrent);
    hide();
}

void NoticeBar::showNotice(const Notice& notice)
{
    std::erase_if(m_notices, [&](const Notice& each) {
        return each.topic.isEmpty() ? each.passes || !notice.passes : each.topic == notice.topic;
    });
    m_notices.push_back(notice);
    if (m_notices.size() > static_cast<std::size_t>(MaxNotices))
        m_notices.erase(m_notices.begin());
    present();
    QAccessibleEvent alert(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void NoticeBar::withdraw(const QString& topic)
{
    if (topic.isEmpty())
        return;
    if (std::erase_if(m_notices, [&](const Notice& each) { return each.topic == topic; }) > 0)
        present();
}

void NoticeBar::closeCurrent()
{
    if (m_notices.empty())
        return;
    m_notices.pop_back();
    present();
}

void NoticeBar::present()
{
    setVisible(!m_notices.empty());
    m_passing.stop();
    if (m_notices.empty()) {
        m_text->clear();
        m_text->setToolTip({});
        m_text->setAccessibleDescription({});
        presentActions({});
        return;
    }
    const Notice& notice = m_notices.back();
    if (notice.passes)
        m_passing.start();
    m_mark->setSeverity(notice.severity);
    // A name from outside may hold line breaks; a notice is one line.
    const QString text = notice.text.simplified();
    m_text->setText(shortened(text));
    m_text->setToolTip(text.toHtmlEscaped());
    // The name is fixed, so that the label can be found; what it says is its description.
    m_text->setAccessibleDescription(text);
    presentActions(notice);
}

void NoticeBar::presentActions(const Notice& notice)
{
    // A button may be the one whose click brought us here, so it is deleted later.
    for (QPushButton* button : m_buttons) {
        m_actions->removeWidget(button);
        button->hide();
        button->deleteLater();
    }
    m_buttons.clear();
    for (std::size_t i = 0; i < notice.actions.size(); ++i) {
        auto* button = new QPushButton(notice.actions[i].label, this);
        connect(button, &QPushButton::clicked, this, [this, i] { run(i); });
        m_actions->addWidget(button);
        button->show();
        m_buttons.push_back(button);
    }
    QWidget* previous = m_text;
    for (QPushButton* button : m_buttons) {
        setTabOrder(previous, button);
        previous = button;
    }
    setTabOrder(previous, m_close);
}

void NoticeBar::run(std::size_t action)
{
    // A copy: the action may show another notice, or withdraw this one.
    const NoticeAction chosen = m_notices.back().actions[action];
    if (chosen.closesNotice)
        closeCurrent();
    if (chosen.run)
        chosen.run();
}

void NoticeBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.fillRect(QRect(0, height() - 1, width(), 1), toneColor(Tone::Separator, palette()));
}

} // namespace ui
