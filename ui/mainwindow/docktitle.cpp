// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/docktitle.h"

#include "ui/theme/tones.h"

namespace ui {

DockTitle::DockTitle(const QString& text, QWidget* parent)
    : QLabel(text, parent)
{
    setTextFormat(Qt::PlainText);
    setContentsMargins(GridPixels, GridPixels / 2, GridPixels, GridPixels / 2);
    QFont heading = font();
    heading.setWeight(QFont::DemiBold);
    setFont(heading);
}

void DockTitle::setFolded(bool isFolded)
{
    if (m_isFolded == isFolded)
        return;
    m_isFolded = isFolded;
    updateGeometry();
}

QSize DockTitle::sizeHint() const
{
    return m_isFolded ? QSize(0, 0) : QLabel::sizeHint();
}

QSize DockTitle::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

} // namespace ui
