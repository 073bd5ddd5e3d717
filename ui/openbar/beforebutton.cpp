// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/openbar/beforebutton.h"

#include "codec/visible.h"
#include "ui/fields/clickthrough.h"
#include "ui/openbar/beforeopening.h"
#include "ui/theme/tones.h"

#include <QCursor>
#include <QEvent>
#include <QGuiApplication>
#include <QScreen>
#include <QStringBuilder>
#include <QStyle>
#include <QStyleOptionButton>

#include <algorithm>
#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int FewWordsBelow = 90 * GridPixels; // width of the bar

} // namespace

BeforeButton::BeforeButton(QWidget* bar)
    : QPushButton(bar)
    , m_panel(new BeforeOpening(this))
{
    setAccessibleName(tr("Before opening"));
    new ClickThrough(m_panel);
    m_panel->installEventFilter(this);
    bar->installEventFilter(this);
    connect(this, &QPushButton::clicked, this, &BeforeButton::onClicked);
    connect(m_panel, &BeforeOpening::changed, this, &BeforeButton::showWhatIsSet);
    showWhatIsSet();
}

/// A press on the button closes the panel, as one anywhere else does; the click that it begins must not open it again.
bool BeforeButton::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        setShort(parentWidget()->width() < FewWordsBelow);
    else if (watched == m_panel && event->type() == QEvent::Hide && QGuiApplication::mouseButtons() != Qt::NoButton)
        m_closesPanel = rect().contains(mapFromGlobal(QCursor::pos()));
    return QPushButton::eventFilter(watched, event);
}

void BeforeButton::onClicked()
{
    if (!std::exchange(m_closesPanel, false))
        showPanel();
}

void BeforeButton::showPanel()
{
    if (m_panel->isVisible())
        return;
    const QRect room = screen()->availableGeometry();
    m_panel->fitInto(room.height());
    const QSize size = m_panel->sizeHint();
    const QPoint below = mapToGlobal(rect().bottomLeft()) + QPoint(0, GridPixels / 2);
    m_panel->move(std::clamp(below.x(), room.left(), std::max(room.left(), room.right() - size.width())),
        std::clamp(below.y(), room.top(), std::max(room.top(), room.bottom() - size.height())));
    m_panel->show();
    m_panel->setFocus(Qt::PopupFocusReason);
}

/// What it says while so many options are set.
QString BeforeButton::words(bool isShort, int count)
{
    if (count == 0)
        return isShort ? tr("Before") : tr("Before Opening");
    return u"\u25cf "_s % (isShort ? tr("%n set", nullptr, count) : tr("Before: %n set", nullptr, count));
}

/// With room for all that it says, so that what stands beside it does not move.
QSize BeforeButton::roomFor(bool isShort) const
{
    constexpr int UsualMost = 9;
    QStyleOptionButton option;
    initStyleOption(&option);
    QSize room;
    for (const int count : {0, UsualMost}) {
        QFont own = font();
        own.setBold(count > 0);
        const QSize text = QFontMetrics(own).size(Qt::TextShowMnemonic, words(isShort, count));
        room = room.expandedTo(style()->sizeFromContents(QStyle::CT_PushButton, &option, text, this));
    }
    return room;
}

void BeforeButton::setShort(bool isShort)
{
    if (std::exchange(m_isShort, isShort) != isShort) {
        setText(words(isShort, static_cast<int>(m_panel->parts().size())));
        updateGeometry();
    }
}

int BeforeButton::spared() const
{
    return m_isShort ? 0 : roomFor(false).width() - roomFor(true).width();
}

void BeforeButton::showWhatIsSet()
{
    const QStringList parts = m_panel->parts();
    const bool isAnythingSet = !parts.isEmpty();
    QFont own = font();
    own.setBold(isAnythingSet);
    setFont(own);
    setText(words(m_isShort, static_cast<int>(parts.size())));
    QStringList shown;
    for (const QString& part : parts)
        shown.append(QString::fromStdU16String(codec::visibleName(part.toStdString())).toHtmlEscaped());
    const QString purpose
        = tr("Local address, interface, mode, timeouts and socket options of what is opened from here");
    setToolTip(isAnythingSet ? shown.join(u"<br>"_s) : purpose);
    setAccessibleDescription(isAnythingSet ? parts.join(u", "_s) : purpose);
}

} // namespace ui
