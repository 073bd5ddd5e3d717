// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "codec/copyformat.h"
#include "ui/bytes/bytesource.h"

#include <QWidget>

#include <memory>

namespace ui {

class ElidedLabel;
class GoToBar;
class HexView;

/// The bytes of the selected record: a line that says which record it is, the bytes, and a line that says what is
/// selected in them.
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
    /// Shows nothing but the reason; without one, what a person has to do to see bytes.
    void clear(const QString& reason = {});

    [[nodiscard]] HexView* view() const { return m_view; }
    /// Puts what is selected, or all, on the clipboard; of more than 1 MiB the first, and says so.
    void copy(codec::CopyFormat format);

private:
    void setContent(std::shared_ptr<ByteSource> source, const QString& title, const QString& emptyText);
    void showStatus(const QString& text = {});
    [[nodiscard]] QString statusText() const;
    void openGoTo();
    void openMenu(const QPoint& globalPosition);

    ElidedLabel* m_title;
    HexView* m_view;
    ElidedLabel* m_status;
    GoToBar* m_goTo;
};

} // namespace ui
