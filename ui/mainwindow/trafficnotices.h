// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

namespace ui {

class NoticeBar;
class TrafficPane;

/// What a log has to tell stands in the notices of its window. That its filter stopped stands there no longer than the
/// filter does.
void tellInNotices(const TrafficPane* traffic, NoticeBar* notices);

} // namespace ui
