// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/bytes/bytesource.h"
#include "ui/bytes/hexdumptext.h"
#include "ui/bytes/hexlayout.h"
#include "ui/bytes/hexselection.h"
#include "ui/fields/rowarea.h"

#include <algorithm>
#include <memory>
#include <vector>

namespace ui {

class HexInput;

/// Shows bytes as offset, hex and ASCII. Reads and paints visible rows only, so that its cost does not depend on how
/// many bytes there are. For assistive technology it is a text: the dump of its bytes.
class HexView final : public RowArea
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HexView)

public:
    explicit HexView(QWidget* parent = nullptr);
    ~HexView() override;

    /// Shows these bytes from their start on, with nothing selected. With null or no bytes `emptyText` is shown.
    void setSource(std::shared_ptr<ByteSource> source, const QString& emptyText);
    /// Shows bytes beside others: those that differ are marked, and the rows go as far as the longer of both. They are
    /// compared where they are painted.
    void compareWith(std::shared_ptr<ByteSource> other);
    /// Draws a frame around these bytes; size 0 for none.
    void setFramed(const ByteRange& range);
    [[nodiscard]] ByteSource* source() const { return m_source.get(); }
    [[nodiscard]] std::uint64_t size() const { return m_source ? m_source->size() : 0; }
    /// How many bytes there are rows for.
    [[nodiscard]] std::uint64_t extent() const { return std::max(size(), m_other ? m_other->size() : 0); }
    /// What a screen reader reads: the dump of the bytes, or why there are none.
    [[nodiscard]] HexDumpText& dumpText() { return m_dump; }

    [[nodiscard]] const HexSelection& selection() const { return m_selection; }
    [[nodiscard]] HexColumn activeColumn() const { return m_column; }
    void setActiveColumn(HexColumn column);
    void select(const ByteRange& range);
    /// Takes over a selection that a key or the mouse made in this column, and scrolls to its cursor.
    void select(const HexSelection& selection, HexColumn column);
    /// The same, and the view stays where it is.
    void selectInPlace(const ByteRange& range);
    void selectAll();
    void clearSelection();
    /// Puts the cursor on a byte and scrolls to it.
    void goTo(std::uint64_t offset);
    /// Scrolls to a byte and leaves the cursor where it is.
    void showByte(std::uint64_t offset);
    /// The same; a byte that is not seen yet comes with what is before and after it, not at the view's edge. There may
    /// be no such byte, but a row for it.
    void showAmid(std::uint64_t offset);
    /// What a copy takes: the selection, or everything where nothing is selected.
    [[nodiscard]] ByteRange rangeToCopy() const;

    [[nodiscard]] const HexLayout& hexLayout() const { return m_layout; }
    [[nodiscard]] quint64 rowCount() const override { return m_layout.rowCount(extent()); }
    [[nodiscard]] int rowHeight() const override { return static_cast<int>(m_layout.lineHeight); }
    /// Where a byte is in the viewport, which it may lie outside of.
    [[nodiscard]] QRect byteRect(std::uint64_t offset, HexColumn column) const;
    /// The byte at a place of the viewport, if there is one on that row.
    [[nodiscard]] std::optional<std::uint64_t> byteAt(const QPoint& position) const;
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void sourceChanged();
    void selectionChanged();
    /// Ctrl+C: copy as the active column says.
    void copyRequested();
    void goToRequested();
    void menuRequested(const QPoint& globalPosition);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    [[nodiscard]] int contentWidth() const override;
    void topMoved(ScrolledBy) override { }

private:
    void relayout();
    [[nodiscard]] std::span<const std::byte> readOther(std::uint64_t start, std::size_t wanted);

    std::shared_ptr<ByteSource> m_source;
    std::shared_ptr<ByteSource> m_other; // that is compared with
    ByteRange m_framed;
    QString m_emptyText;
    HexDumpText m_dump;
    HexLayout m_layout;
    HexSelection m_selection;
    HexColumn m_column = HexColumn::Hex;
    std::vector<std::byte> m_buffer; // the bytes of the rows being painted
    std::vector<std::byte> m_otherBuffer; // those that they are compared with
    HexInput* m_input;
};

} // namespace ui
