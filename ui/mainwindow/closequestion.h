// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <cstddef>
#include <functional>

class QWidget;

namespace session {
class Settings;
}

namespace ui {

/// What ends with a window, or with several.
struct ClosingLoss
{
    std::size_t endpoints = 0; ///< that are open
    quint64 unsavedRecords = 0;

    [[nodiscard]] bool isAny() const { return endpoints > 0 || unsavedRecords > 0; }
    ClosingLoss& operator+=(const ClosingLoss& other);
};

enum class Closing
{
    Window,
    Program
};

/// Goes on with `close` at once where nothing would be lost, or the person does not want to be asked; else asks first,
/// in a dialog of `window` that does not wait. There is at most one such question a window.
/// @param settings  must outlive the window.
void closeAfterQuestion(QWidget* window, session::Settings& settings, Closing closing, const ClosingLoss& loss,
    const std::function<void()>& close);

} // namespace ui
