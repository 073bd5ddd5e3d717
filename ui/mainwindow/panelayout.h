// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>

#include <array>

class QAction;
class QDockWidget;
class QMainWindow;
class QStackedWidget;

namespace session {
class Settings;
}

namespace ui {

class CaptureView;
class Composer;
class ComposerFaces;
class DetailsPane;
class EndpointsPane;
class NoticeBar;
class OpenBar;
class PayloadsPane;
class PropertyPanel;
class TcpInfoPane;

/// The panes of a window, in reading order.
struct Panes
{
    OpenBar* openBar; ///< on top of all
    NoticeBar* notices; ///< below it
    EndpointsPane* endpoints;
    PayloadsPane* payloads; ///< behind the endpoints, and closed at first
    CaptureView* capture; ///< in the middle the log, and below it the current record
    PropertyPanel* properties;
    TcpInfoPane* tcpInfo; ///< behind the properties
    Composer* composer; ///< at the bottom of all, as a face of
    ComposerFaces* faces;
};

/// Puts the panes into their places, and remembers where a person moves them. The log has the room that there is: what
/// tells of one record or one endpoint is below it, in tabs where the window is narrow, with the endpoints themselves
/// where it is small; and what is about the endpoint is at the right where the window is wide. What a person changes is
/// remembered for each of the four. What comes and goes, such as a notice, takes its room from the log alone. Owned by
/// the window, to which the panes then belong. Thread: GUI.
class PaneLayout final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PaneLayout)

public:
    PaneLayout(const Panes& panes, QMainWindow* window);

    /// Shows this page in the place of the docks until showPanes() is called.
    void setBeginning(QWidget* page);
    void showPanes();
    /// The pane of what there is about the current endpoint, which is the layout's own.
    [[nodiscard]] DetailsPane* details() const { return m_detailsPane; }
    /// Opens the saved payloads, in front of what they share their place with.
    void openPayloads();
    /// As it was last time, where that is known and of this version.
    void restore(const session::Settings& settings);
    void save(session::Settings& settings) const;
    /// Panes and columns as for the first start; the window keeps its size and place.
    void reset();
    /// Those that show and hide a pane, in the order of a menu.
    [[nodiscard]] QList<QAction*> actions() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// How much room the window has in its width, which decides where the details are.
    enum class Room
    {
        Small, ///< one place below the log, in tabs, for all other panes
        Narrow, ///< one place below the log, in tabs; the endpoints at the left
        Usual, ///< record and endpoint below the log, side by side
        Wide ///< the endpoint's at the right
    };

    static constexpr std::size_t Rooms = 4;
    /// In pixels; nothing is known yet where `below` is 0.
    struct Sizes
    {
        int endpoints = 0; ///< width
        int details = 0; ///< width of what is about the endpoint
        int below = 0; ///< height of what is below the log

        friend bool operator==(const Sizes&, const Sizes&) = default;
    };

    void group() const;
    void fillCentre();
    [[nodiscard]] QAction* addToggle(const QString& text);
    [[nodiscard]] QDockWidget* addDock(const QString& title, const QString& name, QWidget* pane);
    [[nodiscard]] Room roomNow() const;
    void arrange();
    void place();
    void shareRoom();
    [[nodiscard]] Sizes firstSizes() const;
    [[nodiscard]] Sizes sizesNow() const;
    void noteSizes();
    void keepSizesSoon();
    void keepSizes();
    void showRecord() const;
    void showTitles() const;

    Panes m_panes;
    QMainWindow* m_window; // whose geometry it is
    QStackedWidget* m_places; // the beginning, or the docks
    QMainWindow* m_docks;
    QDockWidget* m_endpoints;
    QDockWidget* m_payloads;
    QDockWidget* m_record;
    DetailsPane* m_detailsPane;
    QDockWidget* m_details;
    QAction* m_composerAction;
    bool m_isArranged = false; // the docks have their sizes
    bool m_isDragged = false; // by a person, who gives a pane its size
    bool m_isKeeping = false; // their sizes will be looked at
    Room m_room = Room::Narrow;
    std::array<Sizes, Rooms> m_sizes; // by room, as a person gave them
    std::array<QByteArray, Rooms> m_states; // of the docks, as they were last time; empty when they have been put back
};

} // namespace ui
