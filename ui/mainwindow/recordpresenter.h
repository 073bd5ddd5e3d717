// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"
#include "query/searchstream.h"
#include "ui/bytes/comparewindow.h"

#include <QObject>
#include <QPointer>
#include <QWidget>

#include <memory>
#include <optional>

namespace ui {

class BytesPane;
class ErrnoCard;
class FactList;

/// Shows the record that is current in the log in the bytes pane: its call, its bytes or what else is known of it, and
/// why it failed. Owned by the
/// window. Thread: GUI; the reader is its own.
class RecordPresenter final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RecordPresenter)

public:
    RecordPresenter(BytesPane* pane, QObject* parent = nullptr);

    void setReader(std::shared_ptr<capture::Reader> reader);
    void show(std::optional<quint64> index);
    /// Gives the keyboard to the explanation of a record that failed; shows the record first, where another is shown.
    void explain(quint64 index);
    /// Takes the explanation away until it is asked for, or another record is shown.
    void closeExplanation();
    /// An endpoint has another name from now on.
    void renameEndpoint(base::EndpointId id, const std::string& name);
    /// Selects, in the bytes that are shown, what a search found in their record.
    void showHit(const query::SearchHit& hit);
    /// A record with its detail and the protocol of its endpoint, for an explanation; empty when it cannot be read.
    struct Read
    {
        capture::Record record;
        capture::Detail detail;
        capture::EndpointInfo endpoint;
    };
    [[nodiscard]] std::optional<Read> read(quint64 index) const;
    /// The latest record of an endpoint's call that ended with this errno, among the last million.
    [[nodiscard]] std::optional<quint64> latestFailure(
        base::EndpointId endpoint, capture::Operation operation, int code) const;
    /// A record's bytes as one side of a comparison; empty when the record cannot be read.
    [[nodiscard]] std::optional<CompareWindow::Side> compareSide(quint64 index) const;
    /// An endpoint's name, inert.
    [[nodiscard]] QString endpointName(base::EndpointId id) const;

private:
    void showExplanation(bool on);

    BytesPane* m_pane;
    ErrnoCard* m_card; // the pane's
    FactList* m_facts; // the pane's, too
    QPointer<QWidget> m_focusBefore; // the explanation had it
    std::optional<quint64> m_index; // of the record that is shown
    Read m_shown;
    std::shared_ptr<capture::Reader> m_reader;
};

/// "#12 recv", counted from one as the log does.
[[nodiscard]] QString shortTitle(quint64 index, const capture::Record& record);
/// "connect(127.0.0.1:9)".
[[nodiscard]] QString callOf(const RecordPresenter::Read& read);
/// "connect(127.0.0.1:9) = ECONNREFUSED".
[[nodiscard]] QString callAndResult(const RecordPresenter::Read& read);

} // namespace ui
