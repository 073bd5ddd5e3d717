// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/stream/streamwindow.h"

#include "ui/fields/savedialog.h"
#include "ui/stream/streamview.h"
#include "ui/theme/quantity.h"
#include "ui/theme/tones.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

using namespace Qt::StringLiterals;
using capture::Direction;
using session::StreamSide;

namespace {

constexpr std::chrono::milliseconds StreamCountEvery{250};

} // namespace

StreamWindow::StreamWindow(
    const session::ReaderFactory& newReader, base::EndpointId endpoint, const QString& name, QWidget* window)
    : QMainWindow(window, Qt::Window)
    , m_stream(newReader, endpoint)
    , m_file(newReader)
    , m_view(new StreamView(m_stream, this))
    , m_modes(new QComboBox(this))
    , m_calls(new QCheckBox(tr("&Call boundaries"), this))
    , m_follow(new QCheckBox(tr("&Follow"), this))
    , m_cancel(new QPushButton(tr("Cancel saving"), this))
    , m_counts(new QLabel(this))
    , m_notice(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Stream of %1").arg(name));
    resize(100 * GridPixels, 72 * GridPixels);
    buildModes();
    layOut(buildSaving());
    m_follow->setChecked(true);
    m_calls->setToolTip(tr("A line where each call begins, with its record's number and size"));
    m_follow->setToolTip(tr("Stay at the end of the stream (F or End)"));
    m_countTimer.setSingleShot(true);

    connect(m_calls, &QCheckBox::toggled, m_view, &StreamView::setShowsCalls);
    connect(m_follow, &QCheckBox::toggled, m_view, &StreamView::setFollowing);
    connect(m_view, &StreamView::followingChanged, m_follow, &QCheckBox::setChecked);
    connect(m_view, &StreamView::recordChosen, this, &StreamWindow::recordChosen);
    connect(m_view, &StreamView::noticeRaised, this, &StreamWindow::tell);
    connect(&m_countTimer, &QTimer::timeout, this, &StreamWindow::showCounts);
    connect(&m_stream, &session::FollowedStream::grown, this, [this] {
        if (!m_countTimer.isActive())
            m_countTimer.start(StreamCountEvery);
    });
    connect(&m_stream, &session::FollowedStream::finished, this, &StreamWindow::showCounts);
    connect(&m_stream, &session::FollowedStream::failed, this, [this](const base::Error& error) {
        tell(tr("The capture cannot be read: %1").arg(QString::fromStdString(error.message())));
    });
    connect(&m_file, &session::StreamFile::progressed, this,
        [this](double fraction) { tell(tr("Saving: %1 %").arg(int(fraction * 100))); });
    connect(&m_file, &session::StreamFile::finished, this, &StreamWindow::onSaved);
    connect(m_cancel, &QPushButton::clicked, &m_file, &session::StreamFile::cancel);
    showCounts();
    m_view->setFocus();
}

StreamWindow::~StreamWindow()
{
    delete m_view; // before the stream that it shows
}

void StreamWindow::buildModes()
{
    m_modes->setAccessibleName(tr("Stream mode"));
    m_modes->addItem(tr("Text"), int(StreamMode::Text));
    m_modes->addItem(tr("Hex dump"), int(StreamMode::HexDump));
    m_modes->addItem(tr("C array"), int(StreamMode::CArray));
    m_modes->addItem(tr("Python bytes"), int(StreamMode::Python));
    m_modes->addItem(tr("Raw"), int(StreamMode::Raw));
    connect(m_modes, &QComboBox::currentIndexChanged, this,
        [this] { m_view->setMode(StreamMode(m_modes->currentData().toInt())); });
}

QPushButton* StreamWindow::buildSaving()
{
    auto* button = new QPushButton(tr("&Save"), this);
    auto* menu = new QMenu(button);
    const auto add = [this, menu](const QString& text, StreamSide side) {
        connect(menu->addAction(text), &QAction::triggered, this, [this, side] { chooseFile(side); });
    };
    add(tr("&Received Bytes..."), StreamSide::Received);
    add(tr("&Sent Bytes..."), StreamSide::Sent);
    add(tr("&Both in Order..."), StreamSide::Both);
    button->setMenu(menu);
    m_cancel->hide();
    return button;
}

void StreamWindow::layOut(QPushButton* saving)
{
    for (QLabel* label : {m_counts, m_notice})
        label->setTextFormat(Qt::PlainText);
    m_counts->setObjectName(u"streamSize"_s);
    m_counts->setForegroundRole(QPalette::PlaceholderText);
    m_notice->setAccessibleName(tr("Notice"));
    m_notice->setWordWrap(true);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(GridPixels, GridPixels, GridPixels, GridPixels / 2);
    top->setSpacing(GridPixels);
    top->addWidget(m_modes);
    top->addWidget(m_calls);
    top->addWidget(m_follow);
    top->addStretch(1);
    top->addWidget(m_cancel);
    top->addWidget(saving);
    auto* bottom = new QHBoxLayout;
    bottom->setContentsMargins(GridPixels, GridPixels / 2, GridPixels, GridPixels / 2);
    bottom->addWidget(m_counts);
    bottom->addSpacing(GridPixels);
    bottom->addWidget(m_notice, 1);
    auto* centre = new QWidget;
    setCentralWidget(centre);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_view, 1);
    column->addLayout(bottom);
}

void StreamWindow::grow(quint64 count)
{
    m_stream.grow(count);
}

void StreamWindow::showCounts()
{
    const quint64 calls = m_stream.callCount();
    QString text = tr("received %1   sent %2   %3")
                       .arg(bytesText(m_stream.size(Direction::In)), bytesText(m_stream.size(Direction::Out)),
                           calls == 1 ? tr("1 call") : tr("%1 calls").arg(countText(calls)));
    const quint64 missing = m_stream.missing(Direction::In) + m_stream.missing(Direction::Out);
    if (missing > 0)
        text += u"   "_s % tr("%1 missing").arg(bytesText(missing));
    m_counts->setText(text);
}

void StreamWindow::tell(const QString& text)
{
    m_notice->setText(text);
    m_notice->setAccessibleDescription(text);
}

void StreamWindow::chooseFile(StreamSide side)
{
    QFileDialog* dialog = newSaveDialog(this, tr("Save the stream"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, side](const QString& path) { save(side, path); });
    dialog->show();
}

void StreamWindow::save(StreamSide side, const QString& path)
{
    m_file.save(endpoint(), side, path);
    m_cancel->show();
    tell(tr("Saving..."));
}

void StreamWindow::onSaved(quint64 bytes, quint64 missing, const QString& path, const QString& failure, bool cancelled)
{
    m_cancel->hide();
    const QString name = QFileInfo(path).fileName();
    if (!failure.isEmpty())
        tell(tr("%1 could not be saved: %2").arg(name, failure));
    else if (cancelled)
        tell(tr("Saving was cancelled; %1 is as it was.").arg(name));
    else if (missing > 0)
        tell(tr("Saved %1 as %2. The capture misses %3 more, and nothing stands for them in the file.")
                 .arg(bytesText(bytes), name, bytesText(missing)));
    else
        tell(tr("Saved %1 as %2.").arg(bytesText(bytes), name));
}

void StreamWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape || event->matches(QKeySequence::Close))
        close();
    else
        QMainWindow::keyPressEvent(event);
}

} // namespace ui
