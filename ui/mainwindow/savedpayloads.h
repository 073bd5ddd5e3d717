// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "library/payloadlibrary.h"

#include <QObject>

#include <vector>

class QAction;
class QMenu;
class QWidget;

namespace ui {

class Composer;
class NoticeBar;
class PayloadsPane;
class SendAgain;

/// Keeps the pane of saved payloads on what the library has, and carries out what is asked for there: sends by the
/// composer, and saves what the composer or a record of the log has. What fails is a notice. Owned by the window.
/// Thread: GUI.
class SavedPayloads final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SavedPayloads)

public:
    /// All must outlive it. Dialogs belong to `window`, which gets the keys Ctrl+1 to Ctrl+9.
    SavedPayloads(
        library::PayloadLibrary& library, PayloadsPane* pane, Composer* composer, NoticeBar* notices, QWidget* window);

    /// Save Payload, for the menu of what is sent; import and export, for the menu of files.
    [[nodiscard]] QAction* saveAction() const { return m_save; }
    [[nodiscard]] QList<QAction*> fileActions() const { return {m_import, m_export}; }
    /// Keeps a payload, and tells so.
    void save(const session::SentPayload& content, const QString& target);

Q_SIGNALS:
    /// The pane is to be seen.
    void paneNeeded();
    /// The composer has got a payload to be changed.
    void composerNeeded();

private:
    void addKeys(QWidget* window);
    void wirePane();
    void saveComposed();
    void send(const library::Payload& payload);
    void sendNumber(int number);
    void compose(const library::Payload& payload);
    bool change(const library::Change& change);
    void remove(const std::vector<library::Payload>& payloads, const QString& before);
    void chooseImport();
    void importFrom(const QString& path);
    void chooseExport();
    void exportTo(const QString& path);
    /// Of the library's own file: what will become of it, too.
    void tellLibraryProblem();
    void tellProblem(const library::Problem& problem);
    void tell(const QString& text);

    library::PayloadLibrary& m_library;
    PayloadsPane* m_pane;
    Composer* m_composer;
    NoticeBar* m_notices;
    QWidget* m_window;
    QAction* m_save;
    QAction* m_import;
    QAction* m_export;
};

} // namespace ui
