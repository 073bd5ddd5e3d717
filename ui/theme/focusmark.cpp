// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/theme/focusmark.h"

#include "ui/theme/tones.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QEvent>
#include <QPainter>

namespace ui {

namespace {

constexpr int FocusLine = 2; // pixels

/// Lies over the edge of a view; clicks and paints go through its middle.
class Frame final : public QWidget
{
public:
    explicit Frame(QWidget* view)
        : QWidget(view)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setFocusPolicy(Qt::NoFocus);
        view->installEventFilter(this);
        cover();
        show();
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Resize)
            cover();
        return QWidget::eventFilter(watched, event);
    }
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter(this).fillRect(rect(), toneColor(Tone::Accent, palette()));
    }

private:
    void cover()
    {
        setGeometry(parentWidget()->rect());
        setMask(QRegion(rect()) - rect().adjusted(FocusLine, FocusLine, -FocusLine, -FocusLine));
        raise();
    }
};

/// A view that is a pane, or a part of one: those in dialogs and lists that pop up are framed.
bool isBare(const QWidget* view)
{
    const auto* area = qobject_cast<const QAbstractScrollArea*>(view);
    return area && area->frameShape() == QFrame::NoFrame && area->window()->windowType() == Qt::Window;
}

} // namespace

FocusMark::FocusMark(QObject* parent)
    : QObject(parent)
{
    connect(qApp, &QApplication::focusChanged, this, [this](const QWidget*, QWidget* now) { onFocusChanged(now); });
}

FocusMark::~FocusMark()
{
    delete m_frame;
}

void FocusMark::onFocusChanged(QWidget* now)
{
    delete m_frame;
    if (isBare(now))
        m_frame = new Frame(now);
}

} // namespace ui
