// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/sockets/endpointwords.h"

#include "session/models/endpointmodel.h"
#include "ui/sockets/endpointtext.h"

namespace ui {

using namespace Qt::StringLiterals;

EndpointWords::EndpointWords(QObject* parent)
    : QIdentityProxyModel(parent)
{ }

QVariant EndpointWords::data(const QModelIndex& index, int role) const
{
    if (role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)
        return QIdentityProxyModel::data(index, role);
    const QVariant value = QIdentityProxyModel::data(index, session::EndpointModel::StatusRole);
    if (!value.isValid())
        return {};
    const auto status = value.value<engine::EndpointStatus>();
    if (role == Qt::AccessibleTextRole)
        return endpointSentence(status);
    // A tool tip takes what looks like HTML for HTML, and a Unix path may look like anything.
    return QString(u"<p style='white-space:pre'>"_s % endpointDetailText(status).toHtmlEscaped() % u"</p>"_s);
}

} // namespace ui
