// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/fields/factlist.h"
#include "ui/mainwindow/recordpresenter.h"

namespace ui {

/// "#12  server/1  recv(65536, 0) = 12", with what the call gave back beside that. Records are counted from one, as
/// people do. That a call failed is not in it: the errno's name has a place of its own.
[[nodiscard]] QString recordTitle(quint64 index, const RecordPresenter::Read& read);
/// All that is known of a record, a fact a line: its call as made, how it ended, how long it took, whose it was, what
/// it moved, and when.
[[nodiscard]] QList<Fact> recordFacts(const RecordPresenter::Read& read);
/// The same in one line, beside the bytes and without what the title says.
[[nodiscard]] QString recordFactLine(const RecordPresenter::Read& read);
/// In words what came of a call that moved no bytes.
[[nodiscard]] QString recordOutcome(const RecordPresenter::Read& read);

} // namespace ui
