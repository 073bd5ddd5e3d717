// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "session/jobs/streamfile.h"
#include "session/models/followedstream.h"

#include <QMainWindow>
#include <QTimer>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QWidget;

namespace ui {

class StreamView;

/// A window with all that went over one endpoint: how it is shown, whether calls are told apart, and saving. Grows with
/// the capture. Deletes itself when it is closed. Thread: GUI.
class StreamWindow final : public QMainWindow
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StreamWindow)

public:
    /// @param name  of the endpoint, inert. @param window  that it belongs to, and goes with.
    StreamWindow(
        const session::ReaderFactory& newReader, base::EndpointId endpoint, const QString& name, QWidget* window);
    ~StreamWindow() override;

    [[nodiscard]] base::EndpointId endpoint() const { return m_stream.endpoint(); }
    [[nodiscard]] StreamView* view() const { return m_view; }
    /// There are `count` records in the capture now.
    void grow(quint64 count);
    /// Writes without asking for a name.
    void save(session::StreamSide side, const QString& path);

Q_SIGNALS:
    /// This record's row was clicked.
    void recordChosen(quint64 record);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildModes();
    [[nodiscard]] QPushButton* buildSaving();
    void layOut(QPushButton* saving);
    void chooseFile(session::StreamSide side);
    void onSaved(quint64 bytes, quint64 missing, const QString& path, const QString& failure, bool cancelled);
    void showCounts();
    void tell(const QString& text);

    session::FollowedStream m_stream;
    session::StreamFile m_file;
    StreamView* m_view;
    QComboBox* m_modes;
    QCheckBox* m_calls;
    QCheckBox* m_follow;
    QPushButton* m_cancel;
    QLabel* m_counts;
    QLabel* m_notice;
    QTimer m_countTimer; // so that the figures can be read
};

} // namespace ui
