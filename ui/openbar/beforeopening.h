// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/openrequest.h"

#include <QFrame>
#include <QStringList>

#include <vector>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QScrollArea;

namespace ui {

class LocalEdit;
class OptionRows;

/// What is set before an endpoint is opened: where it is bound, family, interface, mode, any socket option. It pops up
/// below its button. What it says are the options of a URL, so that both ways are one. Owned by the button. Thread:
/// GUI.
class BeforeOpening final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BeforeOpening)

public:
    explicit BeforeOpening(QWidget* parent);
    ~BeforeOpening() override;

    /// What such a socket cannot use is greyed, says why, and does not count.
    void setProtocol(net::Protocol protocol);
    /// All that is set, as it stands in a URL: "local=:40000".
    [[nodiscard]] QStringList parts() const;
    /// What of it counts for a listener or for a connection, behind the '?' of a URL.
    [[nodiscard]] QString options(session::OpenAs as) const;
    /// Sets these, and leaves the others as they are.
    void addOptions(const QString& options);
    void clear();
    /// Marks the field that this problem is in and says what is wrong.
    void showProblem(const session::OpenError& error, session::OpenAs as);

Q_SIGNALS:
    void changed();
    /// What would be opened now is wanted as a URL.
    void urlWanted();

protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    /// Which way of opening a field counts for.
    enum class Use
    {
        Always,
        Connecting,
        Listening
    };
    struct Field
    {
        QString option; // its name in a URL
        Use use;
        QLabel* label;
        QWidget* editor;
        QLabel* hint;
        QString unit; // of the hint, while the field can be used
    };
    void buildForOne();
    void buildForBoth();
    void buildOptions();
    void buildButtons();
    void addHeading(const QString& text);
    void addField(const QString& option, Use use, const QString& label, QWidget* editor, const QString& unit);
    [[nodiscard]] QComboBox* newChoice(const QString& name, const QStringList& words, const QStringList& values);
    [[nodiscard]] QLineEdit* newLine(const QString& name, const QString& placeholder);
    [[nodiscard]] QString reasonAgainst(const QString& option) const;
    [[nodiscard]] QStringList partsFor(const std::vector<Use>& uses) const;
    void onChanged();
    void unmark();
    enum class Typing
    {
        GoesOn,
        Done
    };
    /// Says what is wrong with what was typed, of the field that is typed into only when that is done.
    void check(Typing typing);
    [[nodiscard]] bool isTypedInto(const QString& option) const;
    void fitOptions();

    net::Protocol m_protocol = net::Protocol::Tcp;
    QGridLayout* m_grid;
    std::vector<Field> m_fields;
    LocalEdit* m_local = nullptr;
    QComboBox* m_interface = nullptr;
    QComboBox* m_mode = nullptr;
    OptionRows* m_options = nullptr;
    QScrollArea* m_optionArea = nullptr;
    QLabel* m_message = nullptr;
};

} // namespace ui
