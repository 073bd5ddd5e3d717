// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/programsaver.h"

#include "capture/reader.h"
#include "ui/fields/savedialog.h"
#include "ui/theme/quantity.h"
#include "ui/traffic/logview.h"

#include <QFileDialog>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace ui {

using namespace Qt::StringLiterals;
using session::ProgramForm;

namespace {

constexpr std::array Endings{std::pair(ProgramForm::CallScript, "jsonl"_L1), std::pair(ProgramForm::Python, "py"_L1),
    std::pair(ProgramForm::C, "c"_L1)};

/// Of a file's name; empty for one that says no language.
std::optional<ProgramForm> formOf(const QString& ending)
{
    const auto* known = std::ranges::find(Endings, ending, [](const auto& each) { return each.second; });
    return known == Endings.end() ? std::nullopt : std::optional(known->first);
}

} // namespace

ProgramSaver::ProgramSaver(LogView& view, QWidget* window)
    : QObject(window)
    , m_view(view)
    , m_window(window)
{ }

void ProgramSaver::choose()
{
    QFileDialog* dialog = newSaveDialog(m_window, tr("Save As Program"),
        {{tr("Call script (*.jsonl)"), u"jsonl"_s}, {tr("Python 3 (*.py)"), u"py"_s}, {tr("C (*.c)"), u"c"_s}});
    connect(dialog, &QFileDialog::fileSelected, this, [this, dialog](const QString& path) {
        save(path, formOf(dialog->defaultSuffix()).value_or(ProgramForm::CallScript));
    });
    dialog->show();
}

void ProgramSaver::save(const QString& path, ProgramForm form)
{
    form = formOf(QFileInfo(path).suffix()).value_or(form);
    capture::Reader* reader = m_view.reader();
    if (!reader)
        return;
    const auto chosen = records();
    const QString failure = session::saveProgram(*reader, chosen, form, path);
    if (!failure.isEmpty()) {
        Q_EMIT noticeRaised({Severity::Error, saveFailureText(path, failure), {}, u"program"_s});
        return;
    }
    const QString text = tr("Saved %1 records as %2.").arg(countText(chosen.size()), QFileInfo(path).fileName());
    Q_EMIT noticeRaised({Severity::Information, text, {}, u"program"_s, true});
}

/// One more than a program takes is enough to be refused.
std::vector<base::RecordIndex> ProgramSaver::records() const
{
    constexpr std::size_t Enough = session::MaxProgramRecords + 1;
    std::vector<base::RecordIndex> result;
    if (m_view.selection().count() > 1) {
        for (const RowRange& range : m_view.selection().ranges()) {
            for (std::uint64_t row = range.first; row <= range.last && result.size() < Enough; ++row)
                result.push_back(m_view.recordAt(row));
        }
        return result;
    }
    const std::uint64_t count = m_view.reader()->recordCount();
    for (std::uint64_t index = 0; index < count && result.size() < Enough; ++index)
        result.push_back({index});
    return result;
}

} // namespace ui
