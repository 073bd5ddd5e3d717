// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/bytes/bytespane.h"

#include "codec/hex.h"
#include "codec/visible.h"
#include "ui/bytes/elidedlabel.h"
#include "ui/bytes/gotobar.h"
#include "ui/bytes/hexview.h"
#include "ui/bytes/sizetext.h"
#include "ui/bytes/valuehint.h"
#include "ui/theme/tones.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QVBoxLayout>

#include <array>

namespace ui {

namespace {

/// What is copied is held in memory as text several times over, by us and by who pastes it.
constexpr std::uint64_t MaxCopyBytes = 1024 * 1024;

ElidedLabel* makeLine(QWidget* parent)
{
    auto* line = new ElidedLabel(parent);
    line->setContentsMargins(GridPixels, GridPixels / 2, GridPixels, GridPixels / 2);
    return line;
}

} // namespace

BytesPane::BytesPane(QWidget* parent)
    : QWidget(parent)
    , m_title(makeLine(this))
    , m_view(new HexView(this))
    , m_status(makeLine(this))
    , m_goTo(new GoToBar(this))
{
    m_title->setFont(fixedFont());
    m_status->setFont(fixedFont());
    m_goTo->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_title);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_status);
    layout->addWidget(m_goTo);
    setFocusProxy(m_view);

    connect(m_view, &HexView::selectionChanged, this, [this] { showStatus(); });
    connect(m_view, &HexView::copyRequested, this, [this] { copy(); });
    connect(m_view, &HexView::goToRequested, this, &BytesPane::openGoTo);
    connect(m_goTo, &GoToBar::offsetChosen, m_view, &HexView::goTo);
    connect(m_goTo, &GoToBar::closed, this, [this] {
        m_status->show();
        m_view->setFocus();
    });
    clear();
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

void BytesPane::setContent(std::shared_ptr<ByteSource> source, const QString& title, const QString& emptyText)
{
    m_goTo->hide();
    m_title->setLine(title);
    m_title->setVisible(!title.isEmpty());
    m_view->setSource(std::move(source), emptyText);
    m_status->setVisible(m_view->size() > 0);
}

void BytesPane::showStatus(const QString& text)
{
    m_status->setLine(text.isEmpty() ? statusText() : text);
}

QString BytesPane::statusText() const
{
    const std::uint64_t size = m_view->size();
    if (size == 0)
        return {};
    const ByteRange range = m_view->selection().range();
    if (range.size == 0)
        return tr("%n byte(s)", nullptr, static_cast<int>(std::min<std::uint64_t>(size, INT_MAX)));
    std::array<std::byte, ValueHintBytes> bytes{};
    const std::size_t known = m_view->source()->read(range.first, bytes);
    return tr("offset %1 (0x%2)   %3 of %4   ")
               .arg(range.first)
               .arg(range.first, 0, 16)
               .arg(QString::number(range.size), QString::number(size))
        + valueHint(std::span<const std::byte>(bytes).first(known));
}

void BytesPane::copy()
{
    ByteRange range = m_view->rangeToCopy();
    const std::uint64_t wanted = range.size;
    range.size = std::min(wanted, MaxCopyBytes);
    if (range.size == 0)
        return;
    std::vector<std::byte> bytes(range.size);
    bytes.resize(m_view->source()->read(range.first, bytes));
    const bool ascii = m_view->activeColumn() == HexColumn::Ascii;
    const std::string text = ascii ? codec::visibleUtf8(bytes) : codec::toHex(bytes, " ");
    QGuiApplication::clipboard()->setText(QString::fromStdString(text));
    if (bytes.size() < wanted)
        showStatus(tr("Copied the first %1 of %2.").arg(sizeText(bytes.size()), sizeText(wanted)));
    else
        showStatus(tr("Copied %n byte(s).", nullptr, static_cast<int>(wanted)));
}

void BytesPane::openGoTo()
{
    if (m_view->size() == 0)
        return;
    m_status->hide();
    m_goTo->open(m_view->selection().cursor().value_or(0), m_view->size());
}

} // namespace ui
