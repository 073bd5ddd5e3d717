// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/openbar/beforeopening.h"

#include "session/urloptions.h"
#include "ui/openbar/beforefields.h"
#include "ui/openbar/openproblemtext.h"
#include "ui/openbar/optionrows.h"
#include "ui/theme/tones.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;
using session::OpenAs;
using session::OpenProblem;

namespace {

constexpr int VisibleOptions = 3; // more are scrolled, so that the panel fits below the open bar
constexpr int OptionHeight = 30;

/// Nothing wrong was typed: something is still to be.
bool isMissing(const session::OpenError& error)
{
    return error.problem == OpenProblem::OptionValueMissing
        || (error.problem == OpenProblem::UnknownOption && error.part.isEmpty());
}

} // namespace

BeforeOpening::BeforeOpening(QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_fields(new BeforeFields(this))
{
    setAccessibleName(tr("What is set before opening"));
    setFocusProxy(m_fields);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * GridPixels, GridPixels, 2 * GridPixels, 2 * GridPixels);
    column->setSpacing(GridPixels / 2);
    column->setSizeConstraint(QLayout::SetFixedSize);
    m_fieldArea = newScrollArea(m_fields);
    column->addWidget(m_fieldArea);
    buildOptions(column);
    buildButtons(column);
    connect(m_fields, &BeforeFields::changed, this, &BeforeOpening::onChanged);
    connect(m_fields, &BeforeFields::edited, this, [this] { check(Typing::Done); });
    setProtocol(m_protocol);
}

BeforeOpening::~BeforeOpening()
{
    // A field that loses the keyboard as it ends says that it was edited; nobody is to hear it.
    m_fields->disconnect(this);
    m_options->disconnect(this);
}

QScrollArea* BeforeOpening::newScrollArea(QWidget* content)
{
    auto* area = new QScrollArea(this);
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    return area;
}

void BeforeOpening::fitInto(int height)
{
    m_room = height;
    constexpr int LeastFields = 12 * GridPixels;
    const QSize needed = m_fields->sizeHint();
    const int barWidth = m_fieldArea->verticalScrollBar()->sizeHint().width();
    m_fieldArea->setFixedHeight(needed.height());
    layout()->activate();
    const int others = layout()->totalSizeHint().height() - needed.height();
    const int shown = std::min(needed.height(), std::max(LeastFields, m_room - others));
    m_fieldArea->setFixedHeight(shown);
    m_fieldArea->setMinimumWidth(needed.width() + (shown < needed.height() ? barWidth : 0));
}

void BeforeOpening::buildOptions(QBoxLayout* column)
{
    auto* heading = newFieldHeading(tr("Socket options"), this);
    heading->setMinimumHeight(3 * GridPixels);
    heading->setAlignment(Qt::AlignBottom);
    m_options = new OptionRows(this);
    m_optionArea = newScrollArea(m_options);
    column->addWidget(heading);
    column->addWidget(m_optionArea);
    connect(m_options, &OptionRows::changed, this, &BeforeOpening::onChanged);
    connect(m_options, &OptionRows::edited, this, [this] { check(Typing::Done); });
}

void BeforeOpening::buildButtons(QBoxLayout* column)
{
    m_message = new QLabel(this);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->hide();
    column->addWidget(m_message);
    auto* adding = new QPushButton(tr("Add Option"), this);
    auto* copying = new QPushButton(tr("Copy as URL"), this);
    auto* clearing = new QPushButton(tr("Defaults"), this);
    adding->setAccessibleName(tr("Add socket option"));
    adding->setToolTip(tr("Any socket option, set between socket and bind or connect"));
    copying->setToolTip(tr("What Enter would open, for the command line or a script"));
    clearing->setToolTip(tr("Set nothing before opening"));
    auto* row = new QHBoxLayout;
    row->setSpacing(GridPixels);
    row->addWidget(adding);
    row->addStretch(1);
    row->addWidget(copying);
    row->addWidget(clearing);
    column->addLayout(row);
    connect(adding, &QPushButton::clicked, m_options, &OptionRows::addEmpty);
    connect(copying, &QPushButton::clicked, this, &BeforeOpening::urlWanted);
    connect(clearing, &QPushButton::clicked, this, &BeforeOpening::clear);
}

// --- what is set -----------------------------------------------------------------------------------------------------

void BeforeOpening::setProtocol(net::Protocol protocol)
{
    m_protocol = protocol;
    m_options->setProtocol(protocol);
    m_fields->setProtocol(protocol);
}

QStringList BeforeOpening::parts() const
{
    return m_fields->parts() + m_options->parts();
}

QString BeforeOpening::options(OpenAs as) const
{
    return (m_fields->parts(as) + m_options->parts()).join(u'&');
}

void BeforeOpening::addOptions(const QString& options)
{
    const QStringList parts = options.split(u'&', Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        const QString name = part.section(u'=', 0, 0);
        QString value = part.section(u'=', 1);
        // A timeout says that the mode is one, but for that of 0 s.
        if (name == "timeout"_L1 && !options.contains("mode="_L1))
            m_fields->set(u"mode"_s, value == "0"_L1 ? QString() : name);
        if (name == "mode"_L1 && value.startsWith("non"_L1))
            value.clear(); // the default
        if (m_fields->has(name))
            m_fields->set(name, part.contains(u'=') ? value : u"1"_s);
        else
            m_options->add(name, value);
    }
}

void BeforeOpening::clear()
{
    m_isTried = false;
    m_fields->clear();
    m_options->clear();
}

void BeforeOpening::onChanged()
{
    fitOptions();
    check(Typing::GoesOn);
    Q_EMIT changed();
}

void BeforeOpening::fitOptions()
{
    const auto rows = std::clamp(int(m_options->count()), 0, VisibleOptions);
    m_optionArea->setVisible(rows > 0);
    m_optionArea->setFixedHeight(std::max(1, rows) * OptionHeight);
    fitInto(m_room);
}

// --- what is wrong with it -------------------------------------------------------------------------------------------

void BeforeOpening::check(Typing typing)
{
    Problems problems;
    for (const OpenAs as : {OpenAs::Connection, OpenAs::Listener}) {
        session::OpenRequest request;
        request.as = as;
        request.protocol = m_protocol;
        const QString set = options(as);
        const Problems found = set.isEmpty() ? Problems() : session::applyUrlOptions(request, set);
        for (const session::OpenError& problem : found) {
            const bool isTold
                = std::ranges::find(problems, problem.option, &session::OpenError::option) != problems.end();
            const bool isForNow
                = isMissing(problem) ? m_isTried : typing == Typing::Done || !isTypedInto(problem.option);
            if (isForNow && !isTold)
                problems.push_back(problem);
        }
    }
    tell(problems, OpenAs::Listener);
}

bool BeforeOpening::isTypedInto(const QString& option) const
{
    const QWidget* focus = focusWidget();
    const QWidget* field = m_fields->editorOf(option);
    if (!isVisible() || !focus)
        return false;
    return field ? focus == field || field->isAncestorOf(focus) : m_options->isTypedInto(option);
}

void BeforeOpening::showProblems(const Problems& problems, OpenAs as)
{
    m_isTried = true;
    tell(problems, as);
}

void BeforeOpening::tell(const Problems& problems, OpenAs as)
{
    QStringList options;
    QStringList lines;
    for (const session::OpenError& problem : problems) {
        options.append(problem.option);
        lines.append(problemText(problem, as));
    }
    m_fields->mark(options);
    m_options->mark(options);
    QPalette colors;
    colors.setColor(QPalette::WindowText, toneColor(Tone::Error, palette()));
    m_message->setPalette(colors);
    m_message->setText(lines.join(u'\n'));
    m_message->setHidden(lines.isEmpty());
}

void BeforeOpening::showEvent(QShowEvent* event)
{
    m_fields->setChoices();
    QFrame::showEvent(event);
}

/// With an edge: a panel in the window's own colour would not be told from what is below it.
void BeforeOpening::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(toneColor(Tone::Dim, palette()));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

/// Enter in a line ends it all. That which chooses from a list comes here too, and ends only the list.
void BeforeOpening::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && qobject_cast<QLineEdit*>(focusWidget()))
        close();
    else
        QFrame::keyPressEvent(event);
}

} // namespace ui
