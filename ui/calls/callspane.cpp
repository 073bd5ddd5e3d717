// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/calls/callspane.h"

#include "codec/visible.h"
#include "ui/calls/callfields.h"
#include "ui/theme/tones.h"

#include <QBrush>
#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

QLabel* makeLine()
{
    auto* line = new QLabel;
    line->setTextFormat(Qt::PlainText);
    line->setWordWrap(true);
    return line;
}

} // namespace

CallsPane::CallsPane(QWidget* parent)
    : QWidget(parent)
    , m_endpointName(makeLine())
    , m_call(new QComboBox)
    , m_fields(new CallFields)
    , m_sentence(makeLine())
    , m_problem(makeLine())
    , m_make(new QPushButton(tr("Make call")))
    , m_scroll(new QScrollArea)
    , m_outcomeText(makeLine())
    , m_explain(new QPushButton(tr("Explain")))
{
    m_call->setAccessibleName(tr("Call"));
    for (const CallInfo& each : callTable())
        m_call->addItem(each.name);
    m_call->setMaxVisibleItems(m_call->count());
    m_problem->setForegroundRole(QPalette::PlaceholderText);
    m_outcomeText->setAccessibleName(tr("Call result"));
    m_outcomeText->setFont(fixedFont());
    m_outcomeText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_explain->setAccessibleName(tr("Explain call result"));
    clearOutcome();
    layOut();
    setFocusProxy(m_call);
    const auto edited = [this] {
        m_fieldProblem.clear();
        update();
    };
    connect(m_call, &QComboBox::currentIndexChanged, this, edited);
    connect(m_call, &QComboBox::currentIndexChanged, this, &CallsPane::clearOutcome);
    connect(m_explain, &QPushButton::clicked, this, [this] { Q_EMIT explanationRequested(m_outcome.record); });
    connect(m_fields, &CallFields::edited, this, edited);
    connect(m_fields, &CallFields::submitted, m_make, &QPushButton::click);
    connect(m_make, &QPushButton::clicked, this, &CallsPane::makeCall);
    // The form is laid out anew after the result has come, and whenever the endpoint's state changes.
    connect(m_scroll->verticalScrollBar(), &QScrollBar::rangeChanged, this, &CallsPane::revealOutcome);
    update();
}

void CallsPane::layOut()
{
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(GridPixels, GridPixels, GridPixels, GridPixels);
    column->setSpacing(GridPixels);
    for (QWidget* widget :
        std::initializer_list<QWidget*>{m_endpointName, m_call, m_sentence, m_fields, m_make, m_problem, m_outcomeText})
        column->addWidget(widget);
    column->addWidget(m_explain, 0, Qt::AlignLeft);
    column->addStretch(1);
    m_scroll->setWidget(inside);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins({});
    whole->addWidget(m_scroll);
}

const CallInfo& CallsPane::call() const
{
    return callTable()[std::size_t(m_call->currentIndex())];
}

void CallsPane::setEndpoint(const engine::EndpointStatus* status)
{
    m_endpoint = status ? std::optional(*status) : std::nullopt;
    update();
}

void CallsPane::chooseCall(CallKind kind)
{
    m_call->setCurrentIndex(int(kind));
}

void CallsPane::showOutcome(const CallOutcome& outcome)
{
    m_outcome = outcome;
    m_outcomeText->setText(outcome.text);
    // The name is fixed, so that the label can be found; what it says is its description.
    m_outcomeText->setAccessibleDescription(outcome.text);
    m_outcomeText->setVisible(!outcome.text.isEmpty());
    m_explain->setVisible(outcome.failed);
    applyTones();
    revealOutcome();
}

/// The pane may be too low for the form and the result.
void CallsPane::revealOutcome()
{
    if (!m_outcome.text.isEmpty())
        m_scroll->ensureWidgetVisible(
            m_outcome.failed ? static_cast<QWidget*>(m_explain) : m_outcomeText, 0, GridPixels);
}

void CallsPane::clearOutcome()
{
    showOutcome({});
}

void CallsPane::applyTones()
{
    QPalette colors = m_outcomeText->palette();
    const QColor color = toneColor(m_outcome.failed ? Tone::Error : Tone::Text, palette());
    // A label whose text can be selected paints with Text.
    colors.setColor(QPalette::Text, color);
    colors.setColor(QPalette::WindowText, color);
    m_outcomeText->setPalette(colors);
}

void CallsPane::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyTones();
}

void CallsPane::update()
{
    const CallInfo& chosen = call();
    const bool isNew = chosen.kind == CallKind::Socket;
    const QString name
        = m_endpoint ? QString::fromStdU16String(codec::visibleName(m_endpoint->info.name)) : tr("no endpoint");
    m_endpointName->setText(isNew ? tr("A new endpoint") : tr("On %1").arg(name));
    QStringList sentences{callText(chosen.sentence), tr("See %1.").arg(chosen.manPage)};
    if (m_endpoint && !isNew)
        sentences.insert(1, howItWaits(chosen, *m_endpoint));
    sentences.removeAll(QString());
    m_sentence->setText(sentences.join(u' '));
    m_fields->show(chosen, endpoint());
    const QString reason = whyNot(chosen, endpoint());
    m_make->setEnabled(reason.isEmpty());
    m_make->setToolTip(reason);
    markCalls();
    m_problem->setText(reason.isEmpty() ? m_fieldProblem : reason);
    m_problem->setVisible(!m_problem->text().isEmpty());
}

/// Calls that cannot be made now are grey in the list and say why; they can be chosen, to be read about.
void CallsPane::markCalls()
{
    const auto set = [this](int row, const QVariant& value, int role) {
        if (m_call->itemData(row, role) != value)
            m_call->setItemData(row, value, role);
    };
    const QBrush grey = palette().brush(QPalette::PlaceholderText);
    for (int row = 0; row < m_call->count(); ++row) {
        const QString reason = whyNot(callTable()[std::size_t(row)], endpoint());
        set(row, reason.isEmpty() ? QVariant() : QVariant(grey), Qt::ForegroundRole);
        set(row, reason.isEmpty() ? QVariant() : QVariant(reason), Qt::ToolTipRole);
    }
}

void CallsPane::makeCall()
{
    const auto action = callAction(
        m_fields->form(), m_endpoint ? CallSocket{m_endpoint->info.protocol, m_endpoint->family} : CallSocket{});
    if (!action) {
        m_fieldProblem = action.error().text;
        update();
        m_fields->focusField(action.error().argument);
        return;
    }
    const bool isNew = std::holds_alternative<NewSocket>(*action);
    Q_EMIT callRequested(isNew || !m_endpoint ? base::EndpointId{} : m_endpoint->id, *action);
}

} // namespace ui
