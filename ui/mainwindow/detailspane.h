// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QAction;
class QStackedWidget;
class QTabBar;

namespace ui {

class ElidedLabel;
class PropertyPanel;
class TcpInfoPane;

/// What there is about the current endpoint, in one place: its properties and, of a TCP connection, its figures, each
/// behind a tab. The head has the tabs, whose they are, and the field in which a property is looked for. Owned by its
/// dock, as are the two panes. Thread: GUI.
class DetailsPane final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DetailsPane)

public:
    DetailsPane(PropertyPanel* properties, TcpInfoPane* tcpInfo, QWidget* parent = nullptr);

    /// The head, for a dock's title.
    [[nodiscard]] QWidget* header() const { return m_header; }
    /// Whose properties and figures they are; plain text.
    void setEndpointName(const QString& name);
    /// The current endpoint is a TCP connection: its figures have a tab, unless nobody wants to see them.
    void setHasTcpInfo(bool hasFigures);
    /// Shows and hides the tab of the figures: for a menu.
    [[nodiscard]] QAction* tcpInfoAction() const { return m_tcpInfoAction; }
    /// The dock is a tab itself, which has the name of the properties already.
    void setUnderTab(bool isUnderTab);

private:
    void showPage(int page);
    void showTcpInfo();
    void showTabs();

    QWidget* m_header;
    QTabBar* m_tabs;
    ElidedLabel* m_name;
    QWidget* m_search; // the properties'
    QStackedWidget* m_pages; // in the order of the tabs
    QAction* m_tcpInfoAction;
    bool m_hasTcpInfo = false;
    bool m_isUnderTab = false;
};

} // namespace ui
