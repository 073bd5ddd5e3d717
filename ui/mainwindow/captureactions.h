// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QString>

class QAction;

namespace ui {

class CaptureView;

/// What can be done with the capture that a window shows: finding, holding and saving its records. Each action does its
/// work by itself; the window puts into its menus those that it offers. Owned by the window. Thread: GUI.
class CaptureActions final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CaptureActions)

public:
    explicit CaptureActions(CaptureView& view, QObject* parent = nullptr);

    /// Draws the icons for the palette that the application has now.
    void applyIcons();

    QAction* const saveCapture; ///< all records
    QAction* const saveShown;
    QAction* const saveSelected;
    QAction* const saveProgram;
    QAction* const openInWireshark;
    QAction* const filter;
    QAction* const find;
    QAction* const findNext;
    QAction* const findPrevious;
    QAction* const goToRecord;
    QAction* const pause;
    QAction* const clear;
    QAction* const showAll;

private:
    template <class Receiver, class Slot>
    QAction* make(const QString& text, QStringView key, const Receiver* receiver, Slot slot);
};

} // namespace ui
