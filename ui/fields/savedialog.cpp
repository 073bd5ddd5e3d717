// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/fields/savedialog.h"

#include <QCoreApplication>
#include <QFileDialog>

#include <algorithm>
#include <cerrno>

namespace ui {

namespace {

struct SaveDialog
{
    Q_DECLARE_TR_FUNCTIONS(ui::SaveDialog)
};

QString reasonText(const base::Error& error)
{
    // The kernel would overwrite it: it is we who do not.
    if (error.code == EEXIST)
        return SaveDialog::tr("it is there already, and is no ordinary file");
    return SaveDialog::tr("%1 (%2, %3)")
        .arg(QString::fromStdString(base::errnoText(error.code)), QString::fromUtf8(error.operation),
            QString::fromStdString(base::errnoName(error.code)));
}

} // namespace

QFileDialog* newSaveDialog(QWidget* window, const QString& title, const QList<SaveKind>& kinds)
{
    auto* dialog = new QFileDialog(window, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setLabelText(QFileDialog::LookIn, SaveDialog::tr("Folder:"));
    if (kinds.isEmpty())
        return dialog;
    QStringList filters;
    for (const SaveKind& kind : kinds)
        filters.append(kind.filter);
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(kinds.front().ending);
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, kinds](const QString& filter) {
        const auto chosen = std::ranges::find(kinds, filter, &SaveKind::filter);
        dialog->setDefaultSuffix(chosen == kinds.end() ? kinds.front().ending : chosen->ending);
    });
    return dialog;
}

QString saveFailureText(const QString& path, const base::Error& error)
{
    return saveFailureText(path, reasonText(error));
}

QString saveFailureText(const QString& path, const QString& reason)
{
    return SaveDialog::tr("%1 could not be saved: %2. Nothing of it was written.").arg(path, reason);
}

} // namespace ui
