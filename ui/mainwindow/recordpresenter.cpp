// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/recordpresenter.h"

#include "codec/visible.h"
#include "ui/bytes/bytespane.h"
#include "ui/bytes/hexview.h"
#include "ui/bytes/recordbytes.h"
#include "ui/errnocard/errnocard.h"
#include "ui/fields/factlist.h"
#include "ui/mainwindow/recordfacts.h"
#include "ui/theme/quantity.h"
#include "words/calltext.h"
#include "words/recordtext.h"

#include <QApplication>
#include <QVBoxLayout>

#include <algorithm>
#include <span>
#include <vector>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

QString operationText(const capture::Record& record)
{
    const std::string_view name = capture::operationName(record.operation);
    return QString::fromLatin1(name.data(), qsizetype(name.size()));
}

} // namespace

RecordPresenter::RecordPresenter(BytesPane* pane, QObject* parent)
    : QObject(parent)
    , m_pane(pane)
    , m_card(new ErrnoCard)
    , m_facts(new FactList)
{
    auto* page = new QWidget;
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_card);
    column->addWidget(m_facts);
    column->addStretch(1);
    m_pane->setCard(page);
}

void RecordPresenter::setReader(std::shared_ptr<capture::Reader> reader)
{
    m_reader = std::move(reader);
    show({});
}

std::optional<RecordPresenter::Read> RecordPresenter::read(quint64 index) const
{
    if (!m_reader)
        return {};
    const auto record = m_reader->record({index});
    if (!record)
        return {};
    Read result{*record, {}, m_reader->endpoint(record->endpoint)};
    if (auto detail = m_reader->detail(record->detail))
        result.detail = *std::move(detail);
    return result;
}

QString RecordPresenter::endpointName(base::EndpointId id) const
{
    return m_reader ? QString::fromStdU16String(codec::visibleName(m_reader->endpoint(id).name)) : QString();
}

std::optional<CompareWindow::Side> RecordPresenter::compareSide(quint64 index) const
{
    const auto found = read(index);
    if (!found)
        return {};
    return CompareWindow::Side{
        found->record, {std::make_shared<RecordBytes>(m_reader, found->record), recordTitle(index, *found)}};
}

void RecordPresenter::show(std::optional<quint64> index)
{
    m_index.reset();
    if (!index) {
        m_pane->clear();
        return;
    }
    auto found = read(*index);
    if (!found) {
        m_pane->clear(tr("This record cannot be read."));
        return;
    }
    m_index = index;
    m_shown = *std::move(found);
    const QString title = recordTitle(*index, m_shown);
    if (m_shown.record.payloadSize > 0)
        m_pane->showBytes(std::make_shared<RecordBytes>(m_reader, m_shown.record), title);
    else
        m_pane->showArguments(title, recordOutcome(m_shown));
    m_pane->setFacts(recordFactLine(m_shown));
    m_facts->setFacts(recordFacts(m_shown));
    showExplanation(capture::isFailure(m_shown.record));
}

/// Beside bytes only what explains them stands.
void RecordPresenter::showExplanation(bool on)
{
    const bool hasBytes = m_shown.record.payloadSize > 0;
    if (on) {
        const Explanation why = explainRecord(m_shown.record, m_shown.endpoint.protocol);
        m_card->setExplanation(why, callOf(m_shown));
        m_pane->setProblem(why.name);
    }
    m_card->setVisible(on);
    m_facts->setVisible(!hasBytes);
    m_pane->showCard(on || !hasBytes);
}

void RecordPresenter::explain(quint64 index)
{
    if (m_index != index)
        show(index);
    if (m_index != index)
        return;
    showExplanation(true);
    m_focusBefore = QApplication::focusWidget();
    m_pane->setFocus(Qt::OtherFocusReason);
}

void RecordPresenter::closeExplanation()
{
    if (!m_index || m_card->isHidden())
        return;
    const bool hadFocus = m_pane->isAncestorOf(QApplication::focusWidget());
    showExplanation(false);
    if (hadFocus)
        (m_focusBefore ? m_focusBefore.data() : m_pane)->setFocus(Qt::OtherFocusReason);
}

void RecordPresenter::renameEndpoint(base::EndpointId id, const std::string& name)
{
    if (!m_index || m_shown.record.endpoint != id || m_shown.endpoint.name == name)
        return;
    m_shown.endpoint.name = name;
    m_pane->setTitle(recordTitle(*m_index, m_shown));
    m_facts->setFacts(recordFacts(m_shown));
}

std::optional<quint64> RecordPresenter::latestFailure(
    base::EndpointId endpoint, capture::Operation operation, int code) const
{
    constexpr quint64 LookedAt = 1'000'000;
    constexpr quint64 AtOnce = 4096;
    if (!m_reader)
        return {};
    std::vector<capture::Record> records(AtOnce);
    const quint64 count = m_reader->recordCount();
    const quint64 first = std::max<quint64>(m_reader->firstRecord().value, count - std::min(count, LookedAt));
    for (quint64 end = count; end > first;) {
        const quint64 begin = std::max(first, end - std::min(end, AtOnce));
        const auto read = m_reader->records({begin}, std::span(records).first(end - begin));
        for (std::size_t i = read.value_or(0); i-- > 0;) {
            const capture::Record& record = records[i];
            if (record.endpoint == endpoint && record.operation == operation && capture::failureNumber(record) == code)
                return begin + i;
        }
        end = begin;
    }
    return {};
}

void RecordPresenter::showHit(const query::SearchHit& hit)
{
    HexView* view = m_pane->view();
    if (hit.offset >= view->size())
        return;
    view->goTo(hit.offset);
    // What is in a later record of the stream is shown there.
    view->select({hit.offset, std::min<std::uint64_t>(hit.length, view->size() - hit.offset)});
}

QString shortTitle(quint64 index, const capture::Record& record)
{
    return u'#' % countText(index + 1) % u' ' % operationText(record);
}

QString callOf(const RecordPresenter::Read& read)
{
    return QString::fromStdString(words::callAsMade(read.record, words::callText(read.record, read.detail)));
}

QString callAndResult(const RecordPresenter::Read& read)
{
    const QString call = callOf(read);
    const QString result = QString::fromStdString(words::resultText(read.record));
    return result.isEmpty() ? call : QString(call % u" = "_s % result);
}

} // namespace ui
