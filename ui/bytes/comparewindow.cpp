// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/bytes/comparewindow.h"

#include "ui/bytes/sizetext.h"
#include "ui/theme/quantity.h"
#include "ui/theme/tones.h"

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QShortcut>
#include <QVBoxLayout>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds CompareFiguresEvery{250};

} // namespace

CompareWindow::CompareWindow(
    const workspace::ReaderFactory& newReader, const Side& left, const Side& right, QWidget* window)
    : QMainWindow(window, Qt::Window)
    , m_left(left.shown.bytes)
    , m_right(right.shown.bytes)
    , m_comparison(newReader, left.record, right.record)
    , m_differences(m_comparison, *m_left, *m_right)
    , m_views(new CompareViews(this))
    , m_figures(new QLabel(this))
    , m_notice(new QLabel(this))
    , m_previous(addButton(tr("&Previous"), u"Shift+F7"_s, &CompareWindow::goToPrevious))
    , m_next(addButton(tr("&Next"), u"F7"_s, &CompareWindow::goToNext))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Compare bytes") % u" - Sockscope"_s);
    m_previous->setAccessibleName(tr("Previous difference"));
    m_previous->setToolTip(tr("Previous difference (Shift+F7)"));
    m_next->setAccessibleName(tr("Next difference"));
    m_next->setToolTip(tr("Next difference (F7)"));
    layOut();
    m_views->show(left.shown, right.shown);
    // Sixteen bytes a row on either side, where the screen has the room.
    const QSize wanted(m_views->sizeHint().width(), 64 * GridPixels);
    resize(wanted.boundedTo(QGuiApplication::primaryScreen()->availableSize()));
    m_figuresTimer.setSingleShot(true);
    using workspace::PayloadComparison;
    connect(&m_figuresTimer, &QTimer::timeout, this, &CompareWindow::showFigures);
    connect(&m_comparison, &PayloadComparison::progressed, this, [this] {
        if (!m_figuresTimer.isActive())
            m_figuresTimer.start(CompareFiguresEvery);
    });
    connect(&m_comparison, &PayloadComparison::finished, this, &CompareWindow::showFigures);
    connect(&m_comparison, &PayloadComparison::failed, this, [this](const base::Error& error) {
        tell(tr("The bytes cannot be read: %1").arg(QString::fromStdString(error.message())));
    });
    showFigures();
    m_views->setFocus();
}

CompareWindow::~CompareWindow() = default;

QPushButton* CompareWindow::addButton(const QString& text, const QString& key, void (CompareWindow::*slot)())
{
    auto* button = new QPushButton(text, this);
    connect(button, &QPushButton::clicked, this, slot);
    connect(new QShortcut(QKeySequence(key), this), &QShortcut::activated, this, slot);
    return button;
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
    goTo(selected.size > 0 ? m_differences.after(selected.first) : m_differences.first());
}

void CompareWindow::goToPrevious()
{
    goTo(m_differences.before(m_views->selected().first));
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
    const bool differs = m_comparison.figures().differing > 0;
    m_next->setEnabled(differs);
    m_previous->setEnabled(differs);
}

QString CompareWindow::figuresText() const
{
    const auto figures = m_comparison.figures();
    const QString places = figures.places == 1 ? tr("in 1 place") : tr("in %1 places").arg(countText(figures.places));
    const QString differing = figures.differing == 1
        ? tr("1 byte differs")
        : tr("%1 bytes differ %2").arg(countText(figures.differing), places);
    if (figures.compared < figures.size)
        return tr("Compared %1 of %2: %3").arg(sizeText(figures.compared), sizeText(figures.size), differing);
    if (figures.differing == 0)
        return figures.size == 0 ? tr("Neither has bytes.") : tr("The bytes are equal.");
    if (m_left->size() == m_right->size())
        return differing;
    const bool leftIsLonger = m_left->size() > m_right->size();
    const std::uint64_t more = leftIsLonger ? m_left->size() - m_right->size() : m_right->size() - m_left->size();
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
