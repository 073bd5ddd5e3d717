// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/sockets/endpointwords.h"

#include "session/models/endpointmodel.h"
#include "ui/sockets/endpointrows.h"
#include "ui/sockets/endpointtext.h"

namespace ui {

using namespace Qt::StringLiterals;

EndpointWords::EndpointWords(QObject* parent)
    : QIdentityProxyModel(parent)
{ }

std::optional<std::chrono::milliseconds> pauseOf(const QModelIndex& index)
{
    const QVariant pause = index.data(EndpointRows::PauseRole);
    return pause.isValid() ? std::optional(std::chrono::milliseconds(pause.toInt())) : std::nullopt;
}

QVariant EndpointWords::data(const QModelIndex& index, int role) const
{
    if (role != Qt::AccessibleTextRole && role != Qt::ToolTipRole && role != Qt::DisplayRole)
        return QIdentityProxyModel::data(index, role);
    if (const QVariant gathered = QIdentityProxyModel::data(index, EndpointRows::GatheredRole); gathered.isValid())
        return role == Qt::ToolTipRole ? QVariant() : tr("Closed (%1)").arg(gathered.toInt());
    if (role == Qt::DisplayRole)
        return QIdentityProxyModel::data(index, role);
    const QVariant value = QIdentityProxyModel::data(index, session::EndpointModel::StatusRole);
    if (!value.isValid())
        return {};
    const auto status = value.value<engine::EndpointStatus>();
    if (role == Qt::AccessibleTextRole)
        return endpointSentence(status, pauseOf(index));
    // A tool tip takes what looks like HTML for HTML, and a Unix path may look like anything.
    return QString(u"<p style='white-space:pre'>"_s % endpointDetailText(status).toHtmlEscaped() % u"</p>"_s);
}

} // namespace ui
