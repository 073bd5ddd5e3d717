// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/fields/linelabel.h"

namespace ui {

LineLabel::LineLabel(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
}

QSize LineLabel::sizeHint() const
{
    // A pixel more than the text has: what is broken into lines is measured in fractions.
    const QSize text = fontMetrics().size(0, this->text());
    return text.grownBy(contentsMargins()) + QSize(1, 0);
}

/// One long word is no reason for a wide window: it is cut.
QSize LineLabel::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

} // namespace ui
