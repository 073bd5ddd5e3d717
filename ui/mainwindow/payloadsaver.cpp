// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/payloadsaver.h"

#include "capture/reader.h"
#include "session/jobs/payloadfile.h"
#include "ui/fields/savedialog.h"
#include "ui/theme/quantity.h"
#include "ui/traffic/logview.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

#include <utility>

namespace ui {

using namespace Qt::StringLiterals;
using session::PayloadFile;

PayloadSaver::PayloadSaver(LogView& view, session::ReaderFactory newReader, QWidget* window)
    : QObject(window)
    , m_view(view)
    , m_newReader(std::move(newReader))
    , m_window(window)
{ }

void PayloadSaver::addTo(QMenu* menu, quint64 record)
{
    const auto read = m_view.reader()->record({record});
    if (!read || read->payloadSize == 0)
        return;
    connect(menu->addAction(tr("Save Bytes...")), &QAction::triggered, this, [this, record] { choose(record); });
}

void PayloadSaver::choose(quint64 record)
{
    QFileDialog* dialog = newSaveDialog(m_window, tr("Save Bytes of Record %1").arg(countText(record + 1)));
    dialog->selectFile(u"record-%1.bin"_s.arg(record + 1));
    connect(dialog, &QFileDialog::fileSelected, this, [this, record](const QString& path) { save(record, path); });
    dialog->show();
}

void PayloadSaver::save(quint64 record, const QString& path)
{
    const QString name = QFileInfo(path).fileName();
    auto* file = new PayloadFile(m_newReader, this);
    connect(file, &PayloadFile::finished, this, [this, file, name](quint64 bytes) {
        file->deleteLater();
        const QString text = bytes == 1 ? tr("Saved 1 byte as %1.").arg(name)
                                        : tr("Saved %1 bytes as %2.").arg(countText(bytes), name);
        Q_EMIT noticeRaised({Severity::Information, text, {}, u"bytes"_s, true});
    });
    connect(file, &PayloadFile::failed, this, [this, file, path](const base::Error& error) {
        file->deleteLater();
        Q_EMIT noticeRaised({Severity::Error, saveFailureText(path, error), {}, u"bytes"_s});
    });
    file->save({record}, path);
}

} // namespace ui
