// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QIdentityProxyModel>

#include <chrono>
#include <optional>

namespace ui {

/// How long the endpoint of this row waits until it is opened again, where it does.
[[nodiscard]] std::optional<std::chrono::milliseconds> pauseOf(const QModelIndex& index);

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
