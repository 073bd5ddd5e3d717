// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/openbar/beforeopening.h"

#include "session/localaddresses.h"
#include "session/urloptions.h"
#include "ui/openbar/fieldvalue.h"
#include "ui/openbar/localedit.h"
#include "ui/openbar/openproblemtext.h"
#include "ui/openbar/optionrows.h"
#include "ui/theme/tones.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QStringBuilder>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;
using session::OpenAs;

namespace {

constexpr auto InterfaceOption = "SO_BINDTODEVICE"_L1;
constexpr int VisibleOptions = 3; // more are scrolled, so that the panel fits below the open bar
constexpr int OptionHeight = 30;

} // namespace

BeforeOpening::BeforeOpening(QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_grid(new QGridLayout)
{
    setAccessibleName(tr("What is set before opening"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * GridPixels, GridPixels, 2 * GridPixels, 2 * GridPixels);
    column->setSpacing(GridPixels);
    column->setSizeConstraint(QLayout::SetFixedSize);
    column->addLayout(m_grid);
    m_grid->setHorizontalSpacing(GridPixels);
    m_grid->setVerticalSpacing(GridPixels / 2);
    m_grid->setColumnMinimumWidth(1, 34 * GridPixels);
    buildForOne();
    buildForBoth();
    buildOptions();
    buildButtons();
    setProtocol(m_protocol);
}

BeforeOpening::~BeforeOpening()
{
    // A field that loses the keyboard as it ends says that it was edited; nobody is to hear it.
    const auto fields = findChildren<QWidget*>();
    for (const QWidget* field : fields)
        field->disconnect(this);
}

void BeforeOpening::buildForOne()
{
    addHeading(tr("To connect"));
    m_local = new LocalEdit(this);
    setFocusProxy(m_local);
    connect(m_local, &LocalEdit::changed, this, &BeforeOpening::onChanged);
    connect(m_local, &LocalEdit::edited, this, [this] { check(Typing::Done); });
    addField(u"local"_s, Use::Connecting, tr("Local address"), m_local, tr("bound first"));
    addField(u"connect_timeout"_s, Use::Connecting, tr("Connect timeout"),
        newLine(tr("Connect timeout"), tr("the system's, about 2 minutes")), tr("seconds"));
    addHeading(tr("To listen"));
    addField(u"backlog"_s, Use::Listening, tr("Backlog"), newLine(tr("Backlog before opening"), u"128"_s),
        tr("connections that wait"));
}

void BeforeOpening::buildForBoth()
{
    addHeading(tr("Either way"));
    addField(u"family"_s, Use::Always, tr("Family"),
        newChoice(tr("Address family"), {tr("Any"), u"IPv4"_s, u"IPv6"_s}, {{}, u"ipv4"_s, u"ipv6"_s}),
        tr("of a name's addresses"));
    m_interface = newChoice(tr("Network interface"), {tr("Any")}, {{}});
    addField(InterfaceOption, Use::Always, tr("Interface"), m_interface, InterfaceOption);
    addField(u"ttl"_s, Use::Always, tr("TTL"), newLine(tr("TTL"), tr("the system's")), tr("1 to 255 hops"));
    m_mode = newChoice(tr("Mode before opening"), {tr("Non-blocking"), tr("Blocking"), tr("Timeout")},
        {{}, u"blocking"_s, u"timeout"_s});
    addField(u"mode"_s, Use::Always, tr("Mode"), m_mode, {});
    addField(u"timeout"_s, Use::Always, tr("Timeout"), newLine(tr("Timeout before opening"), {}), tr("seconds"));
    auto* echo = new QCheckBox(tr("Send back what is received"), this);
    echo->setAccessibleName(tr("Echo before opening"));
    connect(echo, &QCheckBox::toggled, this, &BeforeOpening::onChanged);
    addField(u"echo"_s, Use::Always, tr("Echo"), echo, {});
}

void BeforeOpening::buildOptions()
{
    addHeading(tr("Socket options"));
    m_options = new OptionRows(this);
    m_optionArea = new QScrollArea(this);
    m_optionArea->setWidget(m_options);
    m_optionArea->setWidgetResizable(true);
    m_optionArea->setFrameShape(QFrame::NoFrame);
    m_optionArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_optionArea->setFocusPolicy(Qt::NoFocus);
    m_grid->addWidget(m_optionArea, m_grid->rowCount(), 0, 1, 3);
    connect(m_options, &OptionRows::changed, this, &BeforeOpening::onChanged);
    connect(m_options, &OptionRows::edited, this, [this] { check(Typing::Done); });
}

void BeforeOpening::buildButtons()
{
    m_message = new QLabel(this);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->hide();
    m_grid->addWidget(m_message, m_grid->rowCount(), 0, 1, 3);
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
    m_grid->addLayout(row, m_grid->rowCount(), 0, 1, 3);
    connect(adding, &QPushButton::clicked, m_options, &OptionRows::addEmpty);
    connect(copying, &QPushButton::clicked, this, &BeforeOpening::urlWanted);
    connect(clearing, &QPushButton::clicked, this, &BeforeOpening::clear);
}

void BeforeOpening::addHeading(const QString& text)
{
    auto* heading = new QLabel(text, this);
    QFont font = heading->font();
    font.setWeight(QFont::DemiBold);
    heading->setFont(font);
    const int row = m_grid->rowCount();
    m_grid->setRowMinimumHeight(row, 3 * GridPixels);
    m_grid->addWidget(heading, row, 0, 1, 3, Qt::AlignBottom);
}

void BeforeOpening::addField(const QString& option, Use use, const QString& label, QWidget* editor, const QString& unit)
{
    const int row = m_grid->rowCount();
    const Field field{option, use, new QLabel(label, this), editor, new QLabel(this), unit};
    field.label->setBuddy(editor);
    field.hint->setForegroundRole(QPalette::PlaceholderText);
    field.hint->setMinimumWidth(20 * GridPixels);
    m_grid->addWidget(field.label, row, 0);
    m_grid->addWidget(editor, row, 1);
    m_grid->addWidget(field.hint, row, 2);
    m_fields.push_back(field);
}

QComboBox* BeforeOpening::newChoice(const QString& name, const QStringList& words, const QStringList& values)
{
    auto* box = new QComboBox(this);
    box->setAccessibleName(name);
    for (qsizetype i = 0; i < words.size(); ++i)
        box->addItem(words[i], values[i]);
    connect(box, &QComboBox::currentIndexChanged, this, &BeforeOpening::onChanged);
    return box;
}

QLineEdit* BeforeOpening::newLine(const QString& name, const QString& placeholder)
{
    auto* line = new QLineEdit(this);
    line->setAccessibleName(name);
    line->setPlaceholderText(placeholder);
    connect(line, &QLineEdit::textChanged, this, &BeforeOpening::onChanged);
    connect(line, &QLineEdit::editingFinished, this, [this] { check(Typing::Done); });
    return line;
}

// --- what is set -----------------------------------------------------------------------------------------------------

void BeforeOpening::setProtocol(net::Protocol protocol)
{
    m_protocol = protocol;
    m_local->setUnix(net::isUnix(protocol));
    m_options->setProtocol(protocol);
    onChanged();
}

/// Why a field means nothing now; empty where it does.
QString BeforeOpening::reasonAgainst(const QString& option) const
{
    const bool isOfIp = option == "family"_L1 || option == "ttl"_L1 || option == InterfaceOption;
    if (isOfIp && net::isUnix(m_protocol))
        return tr("not for Unix sockets");
    const bool isOfConnections = option == "backlog"_L1 || option == "connect_timeout"_L1;
    if (isOfConnections && !net::hasConnections(m_protocol))
        return tr("not for datagrams");
    if (option == "timeout"_L1 && m_mode->currentData() != u"timeout"_s)
        return tr("in timeout mode only");
    return {};
}

QStringList BeforeOpening::partsFor(const std::vector<Use>& uses) const
{
    QStringList result;
    for (const Field& field : m_fields) {
        const bool counts = field.editor->isEnabled() && std::ranges::find(uses, field.use) != uses.end();
        const QString value = counts ? fieldValue(field.editor) : QString();
        if (!value.isEmpty())
            result.append(field.option % u'=' % value);
    }
    return result + m_options->parts();
}

QStringList BeforeOpening::parts() const
{
    return partsFor({Use::Always, Use::Connecting, Use::Listening});
}

QString BeforeOpening::options(OpenAs as) const
{
    return partsFor({Use::Always, as == OpenAs::Listener ? Use::Listening : Use::Connecting}).join(u'&');
}

void BeforeOpening::addOptions(const QString& options)
{
    const QStringList parts = options.split(u'&', Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        const QString name = part.section(u'=', 0, 0);
        QString value = part.section(u'=', 1);
        // A timeout says that the mode is one, but for that of 0 s.
        if (name == "timeout"_L1 && !options.contains("mode="_L1))
            setFieldValue(m_mode, value == "0"_L1 ? QString() : name);
        if (name == "mode"_L1 && value.startsWith("non"_L1))
            value.clear(); // the default
        const auto field = std::ranges::find(m_fields, name, &Field::option);
        if (field == m_fields.end())
            m_options->add(name, value);
        else
            setFieldValue(field->editor, part.contains(u'=') ? value : u"1"_s);
    }
}

void BeforeOpening::clear()
{
    for (const Field& field : m_fields)
        setFieldValue(field.editor, {});
    m_options->clear();
}

void BeforeOpening::onChanged()
{
    if (!m_message) // still being built
        return;
    for (const Field& field : m_fields) {
        const QString reason = reasonAgainst(field.option);
        field.editor->setEnabled(reason.isEmpty());
        field.label->setEnabled(reason.isEmpty());
        field.hint->setText(reason.isEmpty() ? field.unit : reason);
    }
    fitOptions();
    check(Typing::GoesOn);
    Q_EMIT changed();
}

void BeforeOpening::fitOptions()
{
    const auto rows = std::clamp(int(m_options->count()), 0, VisibleOptions);
    m_optionArea->setVisible(rows > 0);
    m_optionArea->setFixedHeight(std::max(1, rows) * OptionHeight);
}

void BeforeOpening::unmark()
{
    m_message->hide();
    m_options->mark({});
    for (const Field& field : m_fields)
        markField(field.editor, false);
}

void BeforeOpening::check(Typing typing)
{
    unmark();
    for (const OpenAs as : {OpenAs::Connection, OpenAs::Listener}) {
        session::OpenRequest request;
        request.as = as;
        request.protocol = m_protocol;
        const QString set = options(as);
        const auto problem = set.isEmpty() ? std::nullopt : session::applyUrlOptions(request, set);
        if (problem && (typing == Typing::Done || !isTypedInto(problem->option)))
            return showProblem(*problem, as);
    }
}

bool BeforeOpening::isTypedInto(const QString& option) const
{
    const QWidget* focus = focusWidget();
    const auto field = std::ranges::find(m_fields, option, &Field::option);
    const QWidget* editor = field == m_fields.end() ? m_options : field->editor;
    return isVisible() && focus && (focus == editor || editor->isAncestorOf(focus));
}

void BeforeOpening::showProblem(const session::OpenError& error, OpenAs as)
{
    unmark();
    const auto field = std::ranges::find(m_fields, error.option, &Field::option);
    if (field != m_fields.end())
        markField(field->editor, true);
    else
        m_options->mark(error.option);
    QPalette colors;
    colors.setColor(QPalette::WindowText, toneColor(Tone::Error, palette()));
    m_message->setPalette(colors);
    m_message->setText(problemText(error, as));
    m_message->show();
}

void BeforeOpening::showEvent(QShowEvent* event)
{
    const QString chosen = fieldValue(m_interface);
    const QSignalBlocker silent(m_interface);
    while (m_interface->count() > 1)
        m_interface->removeItem(1);
    const QStringList names = session::interfaceNames();
    for (const QString& name : names)
        m_interface->addItem(name, name);
    setFieldValue(m_interface, chosen);
    m_local->setChoices(session::localAddresses());
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
