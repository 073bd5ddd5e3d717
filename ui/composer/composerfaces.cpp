// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/composer/composerfaces.h"

#include "ui/theme/tones.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

constexpr qreal CornerRadius = 4;

/// One control of two segments below each other, in one frame, of which one is filled. Tabs, so that keys and screen
/// readers know them as such.
class FaceTabs final : public QTabBar
{
public:
    explicit FaceTabs(QWidget* parent)
        : QTabBar(parent)
    {
        setShape(QTabBar::RoundedWest);
        setDrawBase(false);
        setExpanding(true);
        setUsesScrollButtons(false);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    }

protected:
    [[nodiscard]] QSize tabSizeHint(int /*index*/) const override
    {
        int width = 0;
        for (int i = 0; i < count(); ++i)
            width = std::max(width, fontMetrics().horizontalAdvance(tabText(i)));
        return {width + 3 * GridPixels, fontMetrics().height() + GridPixels};
    }

    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QColor accent = toneColor(Tone::Accent, palette());
        const QColor onAccent = palette().color(QPalette::HighlightedText);
        QColor edge = toneColor(Tone::Dim, palette());
        edge.setAlpha(EdgeAlpha);
        const QRectF frame = QRectF(tabRect(0) | tabRect(count() - 1)).adjusted(0.5, 0.5, -0.5, -0.5);
        QPainterPath outline;
        outline.addRoundedRect(frame, CornerRadius, CornerRadius);
        painter.setClipPath(outline);
        painter.fillRect(tabRect(currentIndex()), accent);
        painter.setClipping(false);
        painter.strokePath(outline, edge);
        for (int i = 0; i < count(); ++i) {
            painter.setPen(i == currentIndex() ? onAccent : palette().color(QPalette::WindowText));
            painter.drawText(tabRect(i), Qt::AlignCenter, tabText(i));
        }
        if (!hasFocus())
            return;
        painter.setPen(onAccent);
        painter.drawRoundedRect(QRectF(tabRect(currentIndex())).adjusted(2.5, 2.5, -2.5, -2.5), 2, 2);
    }

private:
    static constexpr int EdgeAlpha = 110; // as of the chips of the filter
};

} // namespace

ComposerFaces::ComposerFaces(QWidget* send, QWidget* call, QWidget* parent)
    : QWidget(parent)
    , m_tabs(new FaceTabs(this))
    , m_send(send)
    , m_call(call)
{
    m_tabs->addTab(tr("Send"));
    m_tabs->setAccessibleTabName(int(Face::Send), tr("Send message"));
    m_tabs->setTabToolTip(int(Face::Send), tr("Send a payload"));
    m_tabs->addTab(tr("Call"));
    m_tabs->setAccessibleTabName(int(Face::Call), tr("Calls"));
    m_tabs->setTabToolTip(int(Face::Call), tr("Make any socket call"));

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(GridPixels / 2, 0, 0, 0);
    row->setSpacing(0);
    auto* tabs = new QVBoxLayout;
    tabs->setContentsMargins(0, GridPixels / 2, 0, GridPixels / 2);
    // As high as two rows beside them; where there are more, they stay above.
    m_tabs->setMaximumHeight(2 * std::max(MainRowPixels, m_tabs->sizeHint().height() / 2));
    tabs->addWidget(m_tabs, 1);
    tabs->addStretch(0);
    row->addLayout(tabs);
    for (QWidget* face : {m_send, m_call})
        row->addWidget(face, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, &ComposerFaces::showFace);
    showFace();
}

void ComposerFaces::setKey(Face face, const QKeySequence& key)
{
    m_tabs->setTabToolTip(
        int(face), tr("%1 (%2)").arg(m_tabs->tabToolTip(int(face)), key.toString(QKeySequence::NativeText)));
}

void ComposerFaces::turnTo(Face face)
{
    m_tabs->setCurrentIndex(int(face));
}

ComposerFaces::Face ComposerFaces::face() const
{
    return Face(m_tabs->currentIndex());
}

void ComposerFaces::showFace()
{
    m_send->setVisible(face() == Face::Send);
    m_call->setVisible(face() == Face::Call);
    setFocusProxy(face() == Face::Send ? m_send : m_call);
}

/// Who shares the room with us asks for one height, and not for what it is at our width.
bool ComposerFaces::event(QEvent* event)
{
    const bool isDone = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize)
        setFixedHeight(layout()->totalHeightForWidth(width()));
    return isDone;
}

} // namespace ui
