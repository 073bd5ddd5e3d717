// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "codec/copyformat.h"
#include "ui/bytes/bytesource.h"

#include <QWidget>

#include <memory>

class QAction;
class QScrollArea;
class QSplitter;

namespace ui {

class GoToBar;
class HexView;
class Inspector;
class RecordHeader;

/// The selected record: a head that says which record it is and what is selected in it, the bytes, and an inspector
/// that can be hidden: beside the bytes, or in their place where the pane is too narrow for both. Of a record without
/// bytes a card tells the rest.
class BytesPane final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BytesPane)

public:
    explicit BytesPane(QWidget* parent = nullptr);

    /// Shows a record's payload. Of no bytes it says that the call moved none.
    /// @param title  which record: "#12  recv  12 bytes  server/1". Plain text.
    void showBytes(std::shared_ptr<ByteSource> source, const QString& title);
    /// Shows a record without a payload: its arguments in place of the bytes.
    void showArguments(const QString& title, const QString& arguments);
    /// Puts a widget into the pane that can be shown with a record: what else there is to say about it. It takes the
    /// place of the bytes, or stands beside them where the call moved some; in a low pane it scrolls. The pane owns it.
    void setCard(QWidget* card);
    /// Until another record is shown.
    void showCard(bool on);
    [[nodiscard]] bool isShowingCard() const;
    /// Changes the line that says which record it is.
    void setTitle(const QString& title);
    /// The name of the errno that the record's call ended with, until another record is shown.
    void setProblem(const QString& name);
    /// What else is known of a record with bytes, in the line below while nothing is selected: plain text, until
    /// another record is shown.
    void setFacts(const QString& facts);
    /// Shows nothing but the reason; without one, what a person has to do to see bytes.
    void clear(const QString& reason = {});

    /// The head, for a window that has a place of its own for it.
    [[nodiscard]] QWidget* header() const;
    [[nodiscard]] HexView* view() const { return m_view; }
    [[nodiscard]] Inspector* inspector() const { return m_inspector; }
    /// The inspector is to be seen whenever there are bytes.
    void setInspecting(bool on);
    [[nodiscard]] bool isInspecting() const;
    /// Shows and hides it: for a menu.
    [[nodiscard]] QAction* inspectorAction() const;
    /// Takes the inspector away, with its button and its key.
    void dropInspector();
    /// Puts what is selected, or all, on the clipboard; of more than 1 MiB the first, and says so.
    void copy(codec::CopyFormat format);
    /// Opens the field in which an offset is typed.
    void openGoTo();

    /// Whether the inspector is to be seen, its room and its choices.
    [[nodiscard]] QByteArray saveState() const;
    /// Takes only what saveState() gave; else all is as at the first start.
    void restoreState(const QByteArray& state);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildToggle();
    void wireView();
    void showInspector();
    void refreshInspector();
    void placeInspector();
    [[nodiscard]] bool hasRoomForBoth() const;
    [[nodiscard]] int leastViewWidth() const;
    void setContent(std::shared_ptr<ByteSource> source, const QString& title, const QString& emptyText);
    void showStatus(const QString& text = {});
    [[nodiscard]] QString statusText() const;

    RecordHeader* m_header;
    QSplitter* m_split;
    HexView* m_view;
    Inspector* m_inspector;
    QScrollArea* m_card; // hidden where there is nothing to add to the bytes
    QString m_facts; // of the record that is shown
    GoToBar* m_goTo;
    bool m_isPlaced = false; // the inspector has its room
};

} // namespace ui
