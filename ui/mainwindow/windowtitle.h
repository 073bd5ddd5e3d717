// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class QWidget;

namespace session {
class EndpointModel;
}

namespace ui {

/// Keeps a window's title at what it holds: its first endpoint that is open, behind the program's name. Owned by the
/// window.
class WindowTitle final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WindowTitle)

public:
    /// @param number  of the window among those of the process: the second one is "Sockscope 2".
    WindowTitle(QWidget* window, const session::EndpointModel* endpoints, std::size_t number);

private:
    void update();
    [[nodiscard]] QString firstEndpoint() const;

    QWidget* m_window;
    const session::EndpointModel* m_endpoints;
    QString m_program;
};

} // namespace ui
