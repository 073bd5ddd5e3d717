// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/propertyfeed.h"

#include "workspace/endpointmodel.h"
#include "workspace/propertymodel.h"
#include "workspace/workspace.h"

#include <algorithm>
#include <array>

namespace ui {

using workspace::PropertyModel;

namespace {

/// A call answers within milliseconds; more records than this cannot be between it and its request.
constexpr quint64 MostRecordsLookedAt = 200'000;

} // namespace

PropertyFeed::PropertyFeed(workspace::Workspace& workspace, PropertyModel* model, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_model(model)
{
    connect(model, &PropertyModel::refreshRequested, this, &PropertyFeed::refresh);
    connect(model, &PropertyModel::setOptionRequested, this,
        [this](base::EndpointId id, const engine::OptionSetting& setting) {
            applyAndRead(id, [this, id, &setting] { m_workspace.setOption(id, setting); });
        });
    connect(model, &PropertyModel::setModeRequested, this, [this](base::EndpointId id, const net::ModeSetting& mode) {
        applyAndRead(id, [this, id, &mode] { m_workspace.setMode(id, mode); });
    });
    connect(model, &PropertyModel::setOneLaneRequested, this,
        [this](base::EndpointId id, bool on) { applyAndRead(id, [this, id, on] { m_workspace.setOneLane(id, on); }); });
    connect(model, &PropertyModel::setReceiveRequested, this,
        [this](base::EndpointId id, engine::ReceiveMode mode, quint32 size) {
            applyAndRead(id, [this, id, mode, size] { m_workspace.setReceive(id, mode, size); });
        });
    connect(model, &PropertyModel::setEchoRequested, this,
        [this](base::EndpointId id, bool on) { applyAndRead(id, [this, id, on] { m_workspace.setEcho(id, on); }); });
    connect(model, &PropertyModel::setBacklogRequested, this, [this](base::EndpointId id, int backlog) {
        applyAndRead(id, [this, id, backlog] { m_workspace.setBacklog(id, backlog); });
    });
}

void PropertyFeed::setReader(std::shared_ptr<capture::Reader> reader)
{
    m_reader = std::move(reader);
}

void PropertyFeed::refresh(base::EndpointId id)
{
    m_workspace.readProperties(id, this, [this, id](const std::optional<engine::Properties>& properties) {
        if (properties) {
            m_model->update(*properties);
        } else if (const engine::EndpointStatus* status = m_workspace.endpoints()->status(id)) {
            // It has ended, and its options with it; what is known of it stays to be read.
            engine::Properties last;
            last.status = *status;
            m_model->update(last);
        }
    });
}

template <class Change> void PropertyFeed::applyAndRead(base::EndpointId id, Change change)
{
    const quint64 first = m_workspace.recordCount();
    change();
    m_workspace.afterAllPosted(this, [this, id, first] {
        reportFailures(id, first);
        refresh(id);
    });
}

void PropertyFeed::reportFailures(base::EndpointId id, quint64 first)
{
    if (!m_reader)
        return;
    std::array<capture::Record, 256> records;
    const quint64 end = std::min<quint64>(m_reader->recordCount(), first + MostRecordsLookedAt);
    for (quint64 at = first; at < end;) {
        const auto read = m_reader->records({at}, records);
        if (!read || *read == 0)
            return;
        for (std::size_t i = 0; i < *read; ++i) {
            const capture::Record& record = records[i];
            if (record.endpoint != id || record.operation != capture::Operation::SetSockOpt
                || record.outcome != capture::Outcome::Errno)
                continue;
            const auto detail = m_reader->detail(record.detail);
            if (const auto* option = detail ? std::get_if<capture::OptionDetail>(&*detail) : nullptr)
                m_model->reportOptionError(id, option->level, option->name, {record.errorNumber, "setsockopt"});
        }
        at += *read;
    }
}

} // namespace ui
