// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "net/protocol.h"
#include "session/openrequest.h"

#include <QFrame>
#include <QStringList>

#include <vector>

class QBoxLayout;
class QLabel;
class QScrollArea;

namespace ui {

class BeforeFields;
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
    /// Makes it no higher than this, in pixels, where it can: the fields are scrolled then.
    void fitInto(int height);
    /// Marks the fields that these problems are in and says what is wrong.
    void showProblems(const std::vector<session::OpenError>& problems, session::OpenAs as);

Q_SIGNALS:
    void changed();
    /// What would be opened now is wanted as a URL.
    void urlWanted();

protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    using Problems = std::vector<session::OpenError>;
    [[nodiscard]] QScrollArea* newScrollArea(QWidget* content);
    void buildOptions(QBoxLayout* column);
    void buildButtons(QBoxLayout* column);
    void onChanged();
    enum class Typing
    {
        GoesOn,
        Done
    };
    /// Says what is wrong with what was typed, of the field that is typed into only when that is done. What is missing
    /// is not wrong before somebody has tried to open.
    void check(Typing typing);
    [[nodiscard]] bool isTypedInto(const QString& option) const;
    void fitOptions();

    void tell(const Problems& problems, session::OpenAs as);

    net::Protocol m_protocol = net::Protocol::Tcp;
    BeforeFields* m_fields;
    OptionRows* m_options = nullptr;
    QScrollArea* m_fieldArea = nullptr;
    QScrollArea* m_optionArea = nullptr;
    int m_room = QWIDGETSIZE_MAX; // height of the screen
    QLabel* m_message = nullptr;
    bool m_isTried = false; // to open with what is missing now
};

} // namespace ui
