// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/tcpsampler.h"

#include <QWidget>

class QLabel;
class QStackedLayout;
class QTreeView;

namespace ui {

class ElidedLabel;
class TcpInfoDelegate;
class TcpInfoModel;

/// The record that is selected in the log, as far as the pane shows it.
struct TcpMark
{
    base::EndpointId endpoint; ///< whose it is
    std::int64_t timeNs = 0; ///< CLOCK_REALTIME
    QString label; ///< "#12 recv"
};

/// Live figures of one TCP connection with small charts, and its state as TCP has it. Asks for figures only while it
/// can be seen. Owned by the window. Thread: GUI.
class TcpInfoPane final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TcpInfoPane)

public:
    /// @param session  must outlive the pane.
    explicit TcpInfoPane(session::Session& session, QWidget* parent = nullptr);

    void setEndpoint(base::EndpointId endpoint);
    /// The sample nearest to this record is marked in all charts, where it is one of this connection's and was made
    /// while samples were taken.
    void setMark(const std::optional<TcpMark>& mark);
    /// A dock behind another tab is not hidden, but nobody sees it.
    void setRaised(bool isRaised);
    [[nodiscard]] const session::TcpSampler& sampler() const { return *m_sampler; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] QWidget* buildFigures();
    void measureColumns();
    void arrangeColumns();
    void applyTones();
    void updateSeen();
    void refresh();
    void passMark();
    void showTexts();

    session::TcpSampler* m_sampler;
    TcpInfoModel* m_model;
    std::optional<TcpMark> m_mark;
    bool m_isRaised = true;
    QStackedLayout* m_places; // the empty text, or the figures
    QLabel* m_empty;
    QLabel* m_state;
    QLabel* m_span;
    ElidedLabel* m_marked;
    QTreeView* m_figures;
    TcpInfoDelegate* m_delegate = nullptr;
    int m_nameWidth = 0;
    int m_textsWidth = 0;
    int m_plainWidth = 0; // of the plain word that stands beside the longest name
};

} // namespace ui
