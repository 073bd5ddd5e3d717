// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"
#include "capture/searchstream.h"
#include "ui/bytes/comparewindow.h"

#include <QObject>

#include <memory>
#include <optional>

namespace ui {

class BytesPane;

/// Shows the record that is current in the log in the bytes pane. Owned by the window. Thread: GUI; the reader is its
/// own.
class RecordPresenter final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RecordPresenter)

public:
    RecordPresenter(BytesPane* pane, QObject* parent = nullptr);

    void setReader(std::shared_ptr<capture::Reader> reader);
    void show(std::optional<quint64> index);
    /// Selects, in the bytes that are shown, what a search found in their record.
    void showHit(const capture::SearchHit& hit);
    /// A record with its detail and the protocol of its endpoint, for an explanation; empty when it cannot be read.
    struct Read
    {
        capture::Record record;
        capture::Detail detail;
        capture::EndpointInfo endpoint;
    };
    [[nodiscard]] std::optional<Read> read(quint64 index) const;
    /// A record's bytes as one side of a comparison; empty when the record cannot be read.
    [[nodiscard]] std::optional<CompareWindow::Side> compareSide(quint64 index) const;
    /// An endpoint's name, inert.
    [[nodiscard]] QString endpointName(base::EndpointId id) const;

private:
    BytesPane* m_pane;
    std::shared_ptr<capture::Reader> m_reader;
};

/// "#12 recv", counted from one as the log does.
[[nodiscard]] QString shortTitle(quint64 index, const capture::Record& record);
/// "connect(127.0.0.1:9)", as the log has it.
[[nodiscard]] QString callText(const RecordPresenter::Read& read);

} // namespace ui
