// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/bytes/bytespane.h"

#include "ui/bytes/bytesmenu.h"
#include "ui/bytes/gotooffset.h"
#include "ui/bytes/hexview.h"
#include "ui/bytes/inspector.h"
#include "ui/bytes/recordheader.h"
#include "ui/bytes/sizetext.h"
#include "ui/bytes/valuehint.h"
#include "ui/fields/gotobar.h"
#include "ui/theme/tones.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDataStream>
#include <QHBoxLayout>
#include <QIODevice>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QVBoxLayout>
#include <QtMath>

#include <array>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// What is copied is held in memory as text several times over, by us and by who pastes it.
constexpr std::uint64_t MaxCopyBytes = 1024 * 1024;

constexpr qint32 BytesStateVersion = 1;
constexpr QDataStream::Version BytesStream = QDataStream::Qt_6_0;

QString problemText(OffsetProblem problem, std::uint64_t size)
{
    switch (problem) {
    case OffsetProblem::Empty: return BytesPane::tr("Type an offset, such as 4096, 0x1000 or +16.");
    case OffsetProblem::NotANumber: return BytesPane::tr("Not a number: use decimal or 0x and hex digits.");
    case OffsetProblem::BeforeStart: return BytesPane::tr("That is before the first byte.");
    case OffsetProblem::BeyondEnd: break;
    }
    return BytesPane::tr("The last byte is at %1 (0x%2).").arg(size - 1).arg(size - 1, 0, 16);
}

} // namespace

BytesPane::BytesPane(QWidget* parent)
    : QWidget(parent)
    , m_header(new RecordHeader(this))
    , m_split(new QSplitter(this))
    , m_view(new HexView(this))
    , m_inspector(new Inspector(this))
    , m_card(new QScrollArea(this))
    , m_goTo(new GoToBar(tr("&Go to offset"), u"0x1000, +16"_s, this))
{
    m_goTo->hide();
    m_split->addWidget(m_view);
    m_split->addWidget(m_inspector);
    m_split->setChildrenCollapsible(false);
    m_view->setMinimumHeight(3 * GridPixels);
    m_split->setStretchFactor(0, 1);
    m_split->setStretchFactor(1, 0);
    buildToggle();
    m_card->setFrameShape(QFrame::NoFrame);
    m_card->setWidgetResizable(true);
    m_card->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_card->setMinimumHeight(3 * GridPixels);
    m_card->hide();
    auto* middle = new QHBoxLayout;
    middle->setContentsMargins({});
    middle->addWidget(m_split, 1);
    middle->addWidget(m_card, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addLayout(middle, 1);
    layout->addWidget(m_goTo);
    setFocusProxy(m_view);
    wireView();
    clear();
}

void BytesPane::buildToggle()
{
    auto* toggle = new QAction(tr("Inspector"), this);
    toggle->setCheckable(true);
    toggle->setShortcut(QKeySequence(u"Ctrl+I"_s));
    toggle->setToolTip(tr("What the selected bytes may stand for (Ctrl+I)"));
    addAction(toggle);
    m_header->setAction(toggle, tr("Show inspector"));
    connect(toggle, &QAction::toggled, this, &BytesPane::showInspector);
}

void BytesPane::wireView()
{
    connect(m_view, &HexView::selectionChanged, this, [this] {
        showStatus();
        refreshInspector();
    });
    connect(m_view, &HexView::copyRequested, this, [this] {
        copy(m_view->activeColumn() == HexColumn::Ascii ? codec::CopyFormat::Text : codec::CopyFormat::HexPlain);
    });
    connect(m_view, &HexView::menuRequested, this, [this](const QPoint& position) { showBytesMenu(this, position); });
    connect(m_view, &HexView::goToRequested, this, &BytesPane::openGoTo);
    connect(m_inspector, &Inspector::coveredChanged, this, [this] { m_view->setFramed(m_inspector->covered()); });
    connect(m_goTo, &GoToBar::chosen, m_view, &HexView::goTo);
    connect(m_goTo, &GoToBar::closed, m_view, [this] { m_view->setFocus(); });
}

QWidget* BytesPane::header() const
{
    return m_header;
}

QAction* BytesPane::inspectorAction() const
{
    return m_header->action();
}

void BytesPane::setInspecting(bool on) // NOLINT(readability-make-member-function-const): it changes what is shown
{
    inspectorAction()->setChecked(on);
}

bool BytesPane::isInspecting() const
{
    return inspectorAction()->isChecked();
}

void BytesPane::dropInspector()
{
    setInspecting(false);
    inspectorAction()->setEnabled(false);
    m_header->dropAction();
}

/// Where there is no room for both, the inspector stands in the place of the bytes until it is switched off.
void BytesPane::showInspector()
{
    const bool isSeen = isInspecting() && m_view->size() > 0;
    const bool isAlone = isSeen && !hasRoomForBoth();
    const bool hadFocus = m_view->hasFocus() || m_inspector->isAncestorOf(QApplication::focusWidget());
    m_inspector->setVisible(isSeen);
    m_view->setVisible(!isAlone);
    if (isSeen && !isAlone && !m_isPlaced)
        placeInspector();
    if (!isShowingCard())
        setFocusProxy(isAlone ? static_cast<QWidget*>(m_inspector) : m_view);
    if (hadFocus && !QApplication::focusWidget())
        setFocus(Qt::OtherFocusReason);
    refreshInspector();
}

/// A hidden inspector costs nothing.
void BytesPane::refreshInspector()
{
    const bool isSeen = !m_inspector->isHidden();
    m_inspector->inspect(isSeen ? m_view->source() : nullptr, m_view->selection().range());
}

void BytesPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (!m_inspector->isHidden() && m_view->isHidden() == hasRoomForBoth())
        showInspector();
}

bool BytesPane::hasRoomForBoth() const
{
    return width() >= leastViewWidth() + m_inspector->usefulWidth();
}

/// How wide eight bytes a row are, the fewest that the view shows.
int BytesPane::leastViewWidth() const
{
    HexLayout least = m_view->hexLayout();
    least.bytesPerRow = 8;
    return qCeil(least.width()) + m_view->verticalScrollBar()->sizeHint().width();
}

/// Beside the bytes the inspector gets what they can spare, up to what it is comfortable with.
void BytesPane::placeInspector()
{
    m_isPlaced = true;
    const int room = m_split->width();
    const int inspector = std::min(room - leastViewWidth(), m_inspector->sizeHint().width());
    m_split->setSizes({room - inspector, inspector});
}

QByteArray BytesPane::saveState() const
{
    QByteArray state;
    QDataStream out(&state, QIODevice::WriteOnly);
    out.setVersion(BytesStream);
    out << BytesStateVersion << isInspecting() << (m_isPlaced ? m_split->saveState() : QByteArray())
        << m_inspector->saveState();
    return state;
}

void BytesPane::restoreState(const QByteArray& state)
{
    QDataStream in(state);
    in.setVersion(BytesStream);
    qint32 version = 0;
    bool inspecting = false;
    QByteArray split;
    QByteArray inspector;
    in >> version >> inspecting >> split >> inspector;
    if (in.status() != QDataStream::Ok || version != BytesStateVersion) {
        setInspecting(false);
        m_isPlaced = false;
        return;
    }
    m_isPlaced = m_split->restoreState(split);
    m_split->setOrientation(Qt::Horizontal); // an older state may have them below each other
    m_inspector->restoreState(inspector);
    setInspecting(inspecting);
}

void BytesPane::showBytes(std::shared_ptr<ByteSource> source, const QString& title)
{
    setContent(std::move(source), title, tr("This call moved no bytes."));
}

void BytesPane::showArguments(const QString& title, const QString& arguments)
{
    setContent(nullptr, title, arguments.isEmpty() ? tr("This call moved no bytes.") : arguments);
}

void BytesPane::clear(const QString& reason)
{
    setContent(nullptr, {}, reason.isEmpty() ? tr("Select a record to see its bytes.") : reason);
}

void BytesPane::setCard(QWidget* card)
{
    m_card->setWidget(card);
}

void BytesPane::showCard(bool on)
{
    m_card->setVisible(on);
    m_split->setVisible(!on || m_view->size() > 0);
    setFocusProxy(on ? static_cast<QWidget*>(m_card) : m_view);
}

bool BytesPane::isShowingCard() const
{
    return !m_card->isHidden();
}

void BytesPane::setTitle(const QString& title)
{
    m_header->setTitle(title);
}

void BytesPane::setProblem(const QString& name)
{
    m_header->setProblem(name);
}

void BytesPane::setContent(std::shared_ptr<ByteSource> source, const QString& title, const QString& emptyText)
{
    m_goTo->hide();
    setTitle(title);
    setProblem({});
    m_facts.clear();
    m_view->setSource(std::move(source), emptyText);
    showCard(false);
    showStatus();
    showInspector();
}

void BytesPane::setFacts(const QString& facts)
{
    m_facts = facts;
    showStatus();
}

void BytesPane::showStatus(const QString& text)
{
    m_header->setLine(text.isEmpty() ? statusText() : text);
}

QString BytesPane::statusText() const
{
    const std::uint64_t size = m_view->size();
    if (size == 0)
        return {};
    const ByteRange range = m_view->selection().range();
    if (range.size == 0) {
        const QString count = size == 1 ? tr("1 byte") : tr("%1 bytes").arg(size);
        return m_facts.isEmpty() ? count : QString(count % u"  "_s % m_facts);
    }
    std::array<std::byte, ValueHintBytes> bytes{};
    const std::size_t known = m_view->source()->read(range.first, bytes);
    return tr("offset %1 (0x%2)   %3 of %4   ")
               .arg(range.first)
               .arg(range.first, 0, 16)
               .arg(QString::number(range.size), QString::number(size))
        + valueHint(std::span<const std::byte>(bytes).first(known));
}

void BytesPane::copy(codec::CopyFormat format)
{
    ByteRange range = m_view->rangeToCopy();
    const std::uint64_t wanted = range.size;
    range.size = std::min(wanted, MaxCopyBytes);
    if (range.size == 0)
        return;
    std::vector<std::byte> bytes(range.size);
    bytes.resize(m_view->source()->read(range.first, bytes));
    QGuiApplication::clipboard()->setText(QString::fromStdString(codec::copyAs(bytes, format)));
    if (bytes.size() < wanted)
        showStatus(tr("Copied the first %1 of %2.").arg(sizeText(bytes.size()), sizeText(wanted)));
    else
        showStatus(tr("Copied %n byte(s).", nullptr, static_cast<int>(wanted)));
}

void BytesPane::openGoTo()
{
    if (m_view->size() == 0)
        return;
    const std::uint64_t current = m_view->selection().cursor().value_or(0);
    const std::uint64_t size = m_view->size();
    m_goTo->open([current, size](const QString& text) -> GoToBar::Place {
        const auto offset = parseOffset(text, current, size);
        if (!offset)
            return tl::unexpected(problemText(offset.error(), size));
        return *offset;
    });
}

} // namespace ui
