// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/calls/callline.h"

#include "codec/visible.h"
#include "session/endpointnames.h"
#include "ui/calls/callfields.h"
#include "ui/calls/groupdelegate.h"
#include "ui/fields/elidedlabel.h"
#include "ui/fields/flowlayout.h"
#include "ui/fields/linelabel.h"
#include "ui/theme/tones.h"

#include <QBrush>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <initializer_list>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// Widgets that are not parted where the line is broken.
QWidget* together(QWidget* line, std::initializer_list<QWidget*> widgets)
{
    auto* part = new QWidget(line);
    auto* row = new QHBoxLayout(part);
    row->setContentsMargins({});
    row->setSpacing(GridPixels / 2);
    for (QWidget* widget : widgets)
        row->addWidget(widget);
    part->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    return part;
}

bool isEnter(const QKeyEvent& event)
{
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
}

} // namespace

CallLine::CallLine(QWidget* parent)
    : QWidget(parent)
    , m_endpointName(new QLabel(this))
    , m_call(new QComboBox(this))
    , m_fields(new CallFields(this))
    , m_make(new QPushButton(tr("Make call"), this))
    , m_outcomeText(new LineLabel(this))
    , m_explain(new QPushButton(tr("Explain"), this))
    , m_words(new ElidedLabel(this))
{
    m_endpointName->setTextFormat(Qt::PlainText);
    m_outcomeText->setAccessibleName(tr("Call result"));
    m_outcomeText->setFont(fixedFont());
    m_outcomeText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_explain->setAccessibleName(tr("Explain call result"));
    m_words->setForegroundRole(QPalette::PlaceholderText);
    m_words->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); // beside the result, or below it
    fillCalls();
    clearOutcome();
    layOut();
    setFocusProxy(m_call);
    connectParts();
    update();
}

void CallLine::fillCalls()
{
    m_call->setAccessibleName(tr("Call"));
    for (const CallInfo& each : callTable()) {
        m_call->addItem(each.name);
        m_call->setItemData(m_call->count() - 1, callGroup(each.kind), GroupRole);
    }
    m_call->setItemDelegate(new GroupDelegate(m_call));
    m_call->setMaxVisibleItems(m_call->count());
}

void CallLine::layOut()
{
    auto* line = new FlowLayout(GridPixels / 2, GridPixels / 2);
    line->addWidget(together(this, {m_endpointName, m_call, new QLabel(u"("_s)}));
    for (int i = 0; i < CallArgumentCount; ++i)
        line->addWidget(m_fields->part(CallArgument(i)));
    line->addWidget(new QLabel(u")"_s, this));
    auto* said = new QWidget(this);
    auto* words = new FlowLayout(GridPixels, GridPixels / 2, said);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_outcomeText, m_explain, m_words})
        words->addWidget(widget);
    auto* below = new QHBoxLayout;
    below->setSpacing(GridPixels);
    below->addWidget(said, 1, Qt::AlignVCenter);
    below->addWidget(m_make, 0, Qt::AlignBottom);
    m_make->setMinimumHeight(MainRowPixels); // as high as what sends, in whose place it is
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(GridPixels, GridPixels / 2, GridPixels, GridPixels / 2);
    column->setSpacing(GridPixels / 2);
    column->addLayout(line);
    column->addLayout(below);
    orderTabs();
}

/// From the call over its arguments to what makes it.
void CallLine::orderTabs()
{
    QWidget* last = m_call;
    for (int i = 0; i < CallArgumentCount; ++i) {
        const auto editors = m_fields->part(CallArgument(i))->findChildren<QWidget*>();
        for (QWidget* editor : editors) {
            const bool isStop = (editor->focusPolicy() & Qt::TabFocus) != 0 && !editor->focusProxy();
            if (isStop && editor->window() == window()) { // a list that drops down is a window of its own
                setTabOrder(last, editor);
                last = editor;
            }
        }
    }
    setTabOrder(last, m_make);
    setTabOrder(m_make, m_explain);
}

void CallLine::connectParts()
{
    const auto edited = [this] {
        m_fieldProblem.clear();
        update();
    };
    connect(m_call, &QComboBox::currentIndexChanged, this, edited);
    // By a person: what is offered leaves the result of the call before.
    connect(m_call, &QComboBox::activated, this, &CallLine::clearOutcome);
    connect(m_explain, &QPushButton::clicked, this, [this] { Q_EMIT explanationRequested(m_outcome.record); });
    connect(m_fields, &CallFields::edited, this, edited);
    connect(m_make, &QPushButton::clicked, this, &CallLine::makeCall);
}

const CallInfo& CallLine::call() const
{
    return callTable()[std::size_t(m_call->currentIndex())];
}

void CallLine::setEndpoint(const engine::EndpointStatus* status)
{
    const base::EndpointId before = endpointId();
    m_endpoint = status ? std::optional(*status) : std::nullopt;
    const base::EndpointId now = endpointId();
    if (now != before && now != m_outcome.endpoint && now != m_outcome.opened)
        clearOutcome();
    update();
}

base::EndpointId CallLine::endpointId() const
{
    return m_endpoint ? m_endpoint->id : base::EndpointId{};
}

void CallLine::chooseCall(CallKind kind)
{
    m_call->setCurrentIndex(int(kind));
    clearOutcome();
}

void CallLine::showOutcome(const CallOutcome& outcome)
{
    m_outcome = outcome;
    m_outcomeText->setText(outcome.text);
    // The name is fixed, so that the label can be found; what it says is its description.
    m_outcomeText->setAccessibleDescription(outcome.text);
    m_outcomeText->setVisible(!outcome.text.isEmpty());
    m_explain->setVisible(outcome.failed);
    applyTones();
    if (!outcome.text.isEmpty() && !outcome.failed && !outcome.isCutShort && m_made == call().kind)
        offerNext();
    update();
}

void CallLine::offerNext()
{
    if (const auto next = nextCall(*m_made, m_endpoint ? m_endpoint->info.protocol : net::Protocol::Tcp))
        m_call->setCurrentIndex(int(*next));
}

void CallLine::clearOutcome()
{
    showOutcome({});
}

void CallLine::applyTones()
{
    QPalette colors = m_outcomeText->palette();
    const QColor color = toneColor(m_outcome.failed ? Tone::Error : Tone::Text, palette());
    // A label whose text can be selected paints with Text.
    colors.setColor(QPalette::Text, color);
    colors.setColor(QPalette::WindowText, color);
    m_outcomeText->setPalette(colors);
}

void CallLine::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyTones();
}

/// Ctrl+Enter makes the call, as Enter does: to the window it means to send the payload, which is not seen now.
bool CallLine::event(QEvent* event)
{
    const bool wouldSend = event->type() == QEvent::ShortcutOverride && isEnter(static_cast<const QKeyEvent&>(*event));
    if (wouldSend)
        event->accept();
    return wouldSend || QWidget::event(event);
}

/// Fields and buttons have no use for Enter, and leave it to the line.
void CallLine::keyPressEvent(QKeyEvent* event)
{
    if (!isEnter(*event))
        return QWidget::keyPressEvent(event);
    (m_explain->hasFocus() ? m_explain : m_make)->click();
}

void CallLine::update()
{
    const CallInfo& chosen = call();
    const QString name = m_endpoint
        ? QString::fromStdU16String(codec::visibleName(session::attemptName(m_endpoint->info).name))
        : tr("no endpoint");
    m_endpointName->setVisible(chosen.kind != CallKind::Socket); // that one makes a new endpoint
    m_endpointName->setText(name % u" ."_s);
    m_endpointName->setAccessibleName(tr("On %1").arg(name));
    m_fields->show(chosen, endpoint());
    const QString reason = whyNot(chosen, endpoint());
    m_make->setEnabled(reason.isEmpty());
    m_make->setToolTip(reason);
    markCalls();
    showWords(reason.isEmpty() ? m_fieldProblem : reason);
}

void CallLine::showWords(const QString& problem)
{
    const CallInfo& chosen = call();
    QStringList sentences{callText(chosen.sentence), tr("See %1.").arg(chosen.manPage)};
    if (m_endpoint && chosen.kind != CallKind::Socket)
        sentences.insert(1, howItWaits(chosen, *m_endpoint));
    sentences.removeAll(QString());
    const QString help = sentences.join(u' ');
    m_call->setToolTip(help);
    // Beside a result there is room for what matters more alone.
    QStringList words{problem, m_outcome.text.isEmpty() ? help : QString()};
    words.removeAll(QString());
    m_words->setLine(words.join(u' '));
    m_words->setVisible(!words.isEmpty());
}

/// Calls that cannot be made now are grey in the list and say why; they can be chosen, to be read about.
void CallLine::markCalls()
{
    const auto set = [this](int row, const QVariant& value, int role) {
        if (m_call->itemData(row, role) != value)
            m_call->setItemData(row, value, role);
    };
    const QBrush grey = palette().brush(QPalette::PlaceholderText);
    for (int row = 0; row < m_call->count(); ++row) {
        const QString reason = whyNot(callTable()[std::size_t(row)], endpoint());
        set(row, reason.isEmpty() ? QVariant() : QVariant(grey), Qt::ForegroundRole);
        for (const int role : {int(Qt::ToolTipRole), int(Qt::AccessibleDescriptionRole)})
            set(row, reason.isEmpty() ? QVariant() : QVariant(reason), role);
    }
}

void CallLine::makeCall()
{
    const auto action = callAction(
        m_fields->form(), m_endpoint ? CallSocket{m_endpoint->info.protocol, m_endpoint->family} : CallSocket{});
    if (!action) {
        m_fieldProblem = action.error().text;
        update();
        m_fields->focusField(action.error().argument);
        return;
    }
    m_made = call().kind;
    const bool isNew = std::holds_alternative<NewSocket>(*action);
    Q_EMIT callRequested(isNew ? base::EndpointId{} : endpointId(), *action);
}

} // namespace ui
