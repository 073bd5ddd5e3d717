// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;

namespace ui {

/// Something that is known, and what it is called: "Took", "51 µs". Plain text.
struct Fact
{
    QString name;
    QString value;
};

/// Facts below each other, their values in one column. Values are in the fixed-pitch font, and can be selected and
/// copied.
class FactList final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FactList)

public:
    explicit FactList(QWidget* parent = nullptr);

    void setFacts(const QList<Fact>& facts);

private:
    struct Row
    {
        QLabel* name;
        QLabel* value;
    };
    void addRow();

    QGridLayout* m_grid;
    std::vector<Row> m_rows; // as many as were ever needed at once; those that are not are hidden
};

} // namespace ui
