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
class QToolButton;

namespace ui {

class ElidedLabel;
class GoToBar;
class HexView;
class Inspector;

/// The bytes of the selected record: a line that says which record it is, the bytes, beside them (below them, where the
/// pane is narrow) an inspector that can be hidden, and a line that says what is selected in them.
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
    /// Puts a widget into the pane that can be shown with a record: why its call failed. It takes the place of the
    /// bytes, or stands beside them where the call moved some; in a low pane it scrolls. The pane owns it.
    void setCard(QWidget* card);
    /// Until another record is shown.
    void showCard(bool on);
    [[nodiscard]] bool isShowingCard() const;
    /// Changes the line that says which record it is.
    void setTitle(const QString& title);
    /// What else is known of the record, in the line below while nothing is selected: plain text, until another record
    /// is shown.
    void setFacts(const QString& facts);
    /// Shows nothing but the reason; without one, what a person has to do to see bytes.
    void clear(const QString& reason = {});

    /// The line on top, for a window that has a place of its own for it.
    [[nodiscard]] QWidget* header() const { return m_header; }
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
    void turnSplit();
    void placeInspector();
    [[nodiscard]] int leastViewWidth() const;
    void setContent(std::shared_ptr<ByteSource> source, const QString& title, const QString& emptyText);
    void showStatus(const QString& text = {});
    [[nodiscard]] QString statusText() const;

    QWidget* m_header;
    ElidedLabel* m_title;
    QToolButton* m_toggle;
    QSplitter* m_split;
    HexView* m_view;
    Inspector* m_inspector;
    QScrollArea* m_card; // hidden where there is nothing to explain
    ElidedLabel* m_status;
    QString m_facts; // of the record that is shown
    GoToBar* m_goTo;
    bool m_isPlaced = false; // the inspector has its room
};

} // namespace ui
