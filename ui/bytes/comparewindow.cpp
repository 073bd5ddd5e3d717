// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/bytes/comparewindow.h"

#include "ui/bytes/bytespane.h"
#include "ui/bytes/hexview.h"
#include "ui/bytes/sizetext.h"
#include "ui/bytes/slicedbytes.h"
#include "ui/theme/quantity.h"
#include "ui/theme/tones.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <climits>
#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds CompareFiguresEvery{250};

/// A record's bytes from one of them on, as a record and to be seen. Offsets then count from there.
CompareWindow::Side slicedFrom(const CompareWindow::Side& side, int skipped)
{
    if (skipped == 0)
        return side;
    CompareWindow::Side sliced = side;
    sliced.record.payloadOffset += static_cast<std::uint64_t>(skipped);
    sliced.record.payloadSize -= static_cast<std::uint32_t>(skipped);
    sliced.shown.bytes = std::make_shared<SlicedBytes>(side.shown.bytes, skipped);
    sliced.shown.title += u"  "_s % CompareWindow::tr("from byte %1").arg(skipped);
    return sliced;
}

} // namespace

CompareWindow::CompareWindow(session::ReaderFactory newReader, const Side& left, const Side& right, QWidget* window)
    : QMainWindow(window, Qt::Window)
    , m_newReader(std::move(newReader))
    , m_left(left)
    , m_right(right)
    , m_views(new CompareViews(this))
    , m_figures(new QLabel(this))
    , m_notice(new QLabel(this))
    , m_leftSkip(addSkip(tr("Left skip"), left))
    , m_rightSkip(addSkip(tr("Right skip"), right))
    , m_previous(addButton(tr("&Previous"), u"Shift+F7"_s, &CompareWindow::goToPrevious))
    , m_next(addButton(tr("&Next"), u"F7"_s, &CompareWindow::goToNext))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Compare bytes"));
    m_previous->setAccessibleName(tr("Previous difference"));
    m_previous->setToolTip(tr("Previous difference (Shift+F7)"));
    m_next->setAccessibleName(tr("Next difference"));
    m_next->setToolTip(tr("Next difference (F7)"));
    layOut();
    m_figuresTimer.setSingleShot(true);
    connect(&m_figuresTimer, &QTimer::timeout, this, &CompareWindow::showFigures);
    begin();
    // Sixteen bytes a row on either side, where the screen has the room.
    resize(m_views->sizeHint().width(), 64 * GridPixels);
    m_views->setFocus();
}

void CompareWindow::begin()
{
    const Side left = slicedFrom(m_left, m_leftSkip->value());
    const Side right = slicedFrom(m_right, m_rightSkip->value());
    m_differences.reset();
    m_comparison = std::make_unique<session::PayloadComparison>(m_newReader, left.record, right.record);
    m_differences.emplace(*m_comparison, left.shown.bytes, right.shown.bytes);
    m_views->show(left.shown, right.shown);
    using session::PayloadComparison;
    connect(m_comparison.get(), &PayloadComparison::progressed, this, [this] {
        if (!m_figuresTimer.isActive())
            m_figuresTimer.start(CompareFiguresEvery);
    });
    connect(m_comparison.get(), &PayloadComparison::finished, this, &CompareWindow::showFigures);
    connect(m_comparison.get(), &PayloadComparison::failed, this, [this](const base::Error& error) {
        tell(tr("The bytes cannot be read: %1").arg(QString::fromStdString(error.message())));
    });
    tell({});
    showFigures();
}

CompareWindow::~CompareWindow() = default;

QPushButton* CompareWindow::addButton(const QString& text, const QString& key, void (CompareWindow::*slot)())
{
    auto* button = new QPushButton(text, this);
    connect(button, &QPushButton::clicked, this, slot);
    connect(new QShortcut(QKeySequence(key), this), &QShortcut::activated, this, slot);
    return button;
}

QSpinBox* CompareWindow::addSkip(const QString& name, const Side& side)
{
    auto* skip = new QSpinBox(this);
    skip->setAccessibleName(name);
    skip->setToolTip(tr("Bytes at the start that are left out"));
    skip->setFont(fixedFont());
    skip->setRange(0, static_cast<int>(std::min<std::uint64_t>(side.record.payloadSize, INT_MAX)));
    skip->setKeyboardTracking(false); // what is half typed is not compared
    connect(skip, &QSpinBox::valueChanged, this, &CompareWindow::begin);
    return skip;
}

void CompareWindow::layOut()
{
    for (QLabel* label : {m_figures, m_notice})
        label->setTextFormat(Qt::PlainText);
    m_figures->setObjectName(u"differences"_s);
    m_figures->setAccessibleName(tr("Differences"));
    m_notice->setAccessibleName(tr("Notice"));
    m_notice->setForegroundRole(QPalette::PlaceholderText);
    m_notice->setMinimumWidth(0);
    m_notice->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* bottom = new QHBoxLayout;
    bottom->setContentsMargins(GridPixels, GridPixels / 2, GridPixels, GridPixels / 2);
    bottom->setSpacing(GridPixels);
    bottom->addWidget(m_figures);
    bottom->addWidget(m_notice, 1);
    bottom->addWidget(new QLabel(tr("Skip left"), this));
    bottom->addWidget(m_leftSkip);
    bottom->addWidget(new QLabel(tr("right"), this));
    bottom->addWidget(m_rightSkip);
    bottom->addWidget(m_previous);
    bottom->addWidget(m_next);
    auto* centre = new QWidget;
    setCentralWidget(centre);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_views, 1);
    column->addLayout(bottom);
}

void CompareWindow::goToNext()
{
    const ByteRange selected = m_views->selected();
    goTo(selected.size > 0 ? m_differences->after(selected.first) : m_differences->first());
}

void CompareWindow::goToPrevious()
{
    goTo(m_differences->before(m_views->selected().first));
}

void CompareWindow::goTo(const Differences::Found& found)
{
    if (found)
        m_views->select(*found);
    if (found)
        tell({});
    else if (found.error() == NoDifference::NotYet)
        tell(tr("Not compared as far as that yet."));
    else
        tell(tr("There is no further difference that way."));
}

void CompareWindow::showFigures()
{
    m_figures->setText(figuresText());
    m_figures->setAccessibleDescription(m_figures->text());
    const bool differs = m_comparison->figures().differing > 0;
    m_next->setEnabled(differs);
    m_previous->setEnabled(differs);
}

QString CompareWindow::figuresText() const
{
    const auto figures = m_comparison->figures();
    const QString places = figures.places == 1 ? tr("in 1 place") : tr("in %1 places").arg(countText(figures.places));
    QString differing = figures.differing == 1 ? tr("1 byte differs")
                                               : tr("%1 bytes differ %2").arg(countText(figures.differing), places);
    if (figures.compared < figures.size)
        return tr("Compared %1 of %2: %3").arg(sizeText(figures.compared), sizeText(figures.size), differing);
    if (figures.differing == 0)
        return figures.size == 0 ? tr("Neither has bytes.") : tr("The bytes are equal.");
    const std::uint64_t left = m_views->left()->view()->size();
    const std::uint64_t right = m_views->right()->view()->size();
    if (left == right)
        return differing;
    const bool leftIsLonger = left > right;
    const std::uint64_t more = leftIsLonger ? left - right : right - left;
    return differing % u"; "_s
        % (leftIsLonger ? tr("left is longer by %1") : tr("right is longer by %1")).arg(countText(more));
}

void CompareWindow::tell(const QString& text)
{
    m_notice->setText(text);
    m_notice->setAccessibleDescription(text);
}

void CompareWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape || event->matches(QKeySequence::Close))
        close();
    else
        QMainWindow::keyPressEvent(event);
}

} // namespace ui
