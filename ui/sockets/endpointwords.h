// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QIdentityProxyModel>

namespace ui {

/// Puts words to the endpoints' values: what a screen reader reads, and the tool tip. Owned by the pane. Thread: GUI.
class EndpointWords final : public QIdentityProxyModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EndpointWords)

public:
    explicit EndpointWords(QObject* parent = nullptr);

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
};

} // namespace ui
