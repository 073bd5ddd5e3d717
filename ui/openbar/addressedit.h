// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLineEdit>
#include <QStringList>

class QStringListModel;

namespace ui {

/// The field for an address: offers those that hold what is typed, and nothing once an address is whole. Owned by the
/// open bar. Thread: GUI.
class AddressEdit final : public QLineEdit
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AddressEdit)

public:
    explicit AddressEdit(const QString& text, QWidget* parent = nullptr);

    /// What is offered, the likeliest first.
    void setSuggestions(const QStringList& addresses);

Q_SIGNALS:
    /// Down was pressed where no addresses are offered.
    void recentWanted();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] bool isWhole() const;
    void offer();

    QStringList m_suggestions;
    QStringListModel* m_offered; // all of them, or none: the completer looks for what matches
};

} // namespace ui
