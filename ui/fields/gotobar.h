// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <tl/expected.hpp>

#include <functional>

class QLabel;
class QLineEdit;

namespace ui {

/// The field in which a place is typed: an offset, a record's number. Enter goes there and closes it, Escape closes it;
/// a mistake is told beside it.
class GoToBar final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GoToBar)

public:
    /// A place, or a sentence that says why the text is none.
    using Place = tl::expected<quint64, QString>;
    using ReadPlace = std::function<Place(const QString& text)>;

    /// @param label  with the mark of a mnemonic. @param hint  shown while nothing is typed.
    GoToBar(const QString& label, const QString& hint, QWidget* parent = nullptr);

    /// Shows the field and gives it the focus; `read` says what a text means.
    void open(ReadPlace read);

Q_SIGNALS:
    void chosen(quint64 place);
    /// The field is hidden again, after a choice or without one.
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void submit();
    void showProblem(const QString& text);

    QLineEdit* m_field;
    QLabel* m_problem;
    ReadPlace m_read;
};

} // namespace ui
