// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/recordpresenter.h"

#include "codec/visible.h"
#include "exporter/recordtext.h"
#include "ui/bytes/bytespane.h"
#include "ui/bytes/hexview.h"
#include "ui/bytes/recordbytes.h"
#include "ui/theme/quantity.h"

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

QString operationText(const capture::Record& record)
{
    const std::string_view name = capture::operationName(record.operation);
    return QString::fromLatin1(name.data(), qsizetype(name.size()));
}

QString titleOf(quint64 index, const RecordPresenter::Read& read)
{
    // Rows are counted from one, as people do.
    QString title = u'#' % countText(index + 1) % u"  "_s % operationText(read.record);
    const QString result = QString::fromStdString(exporter::resultText(read.record));
    if (!result.isEmpty())
        title += u" = "_s % result;
    return title % u"  "_s % QString::fromStdString(read.endpoint.name);
}

} // namespace

RecordPresenter::RecordPresenter(BytesPane* pane, QObject* parent)
    : QObject(parent)
    , m_pane(pane)
{ }

void RecordPresenter::setReader(std::shared_ptr<capture::Reader> reader)
{
    m_reader = std::move(reader);
    m_pane->clear();
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
        found->record, {std::make_shared<RecordBytes>(m_reader, found->record), titleOf(index, *found)}};
}

void RecordPresenter::show(std::optional<quint64> index)
{
    if (!index) {
        m_pane->clear();
        return;
    }
    const auto found = read(*index);
    if (!found) {
        m_pane->clear(tr("This record cannot be read."));
        return;
    }
    const QString title = titleOf(*index, *found);
    if (found->record.payloadSize > 0) {
        // The bytes take the place of the arguments: who sent them, how they arrived, that they were cut.
        const QString arguments = QString::fromStdString(exporter::argumentText(found->record, found->detail));
        m_pane->showBytes(std::make_shared<RecordBytes>(m_reader, found->record),
            arguments.isEmpty() ? title : title % u"  "_s % arguments);
    } else {
        m_pane->showArguments(title, callText(*found));
    }
}

void RecordPresenter::showHit(const capture::SearchHit& hit)
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

QString callText(const RecordPresenter::Read& read)
{
    const QString arguments = QString::fromStdString(exporter::argumentText(read.record, read.detail));
    if (capture::isEvent(read.record.operation))
        return arguments.isEmpty() ? operationText(read.record) : operationText(read.record) % u": "_s % arguments;
    return operationText(read.record) % u'(' % arguments % u')';
}

} // namespace ui
