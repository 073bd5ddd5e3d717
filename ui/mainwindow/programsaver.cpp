// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/programsaver.h"

#include "capture/reader.h"
#include "ui/theme/quantity.h"
#include "ui/traffic/logview.h"

#include <QFileDialog>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <utility>

namespace ui {

using namespace Qt::StringLiterals;
using session::ProgramForm;

namespace {

constexpr std::array Endings{std::pair(ProgramForm::CallScript, "jsonl"_L1), std::pair(ProgramForm::Python, "py"_L1),
    std::pair(ProgramForm::C, "c"_L1)};

} // namespace

ProgramSaver::ProgramSaver(LogView& view, QWidget* window)
    : QObject(window)
    , m_view(view)
    , m_window(window)
{ }

void ProgramSaver::choose()
{
    auto* dialog = new QFileDialog(m_window, tr("Save As Program"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const QStringList filters{tr("Call script (*.jsonl)"), tr("Python 3 (*.py)"), tr("C (*.c)")};
    dialog->setNameFilters(filters);
    const auto formOf = [filters](const QString& filter) {
        return Endings.at(std::size_t(std::max<qsizetype>(0, filters.indexOf(filter))));
    };
    dialog->setDefaultSuffix(Endings.front().second);
    connect(dialog, &QFileDialog::filterSelected, dialog,
        [dialog, formOf](const QString& filter) { dialog->setDefaultSuffix(formOf(filter).second); });
    connect(dialog, &QFileDialog::fileSelected, this,
        [this, dialog, formOf](const QString& path) { save(path, formOf(dialog->selectedNameFilter()).first); });
    dialog->show();
}

void ProgramSaver::save(const QString& path, ProgramForm form)
{
    const QString ending = QFileInfo(path).suffix();
    for (const auto& [known, text] : Endings) {
        if (ending == text)
            form = known;
    }
    capture::Reader* reader = m_view.reader();
    if (!reader)
        return;
    const auto chosen = records();
    const QString failure = session::saveProgram(*reader, chosen, form, path);
    const QString name = QFileInfo(path).fileName();
    if (failure.isEmpty())
        Q_EMIT noticeRaised({Severity::Information, tr("Saved %1 records as %2.").arg(countText(chosen.size()), name),
            {}, u"program"_s, true});
    else
        Q_EMIT noticeRaised({Severity::Error, tr("%1 could not be saved: %2").arg(name, failure), {}, u"program"_s});
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
