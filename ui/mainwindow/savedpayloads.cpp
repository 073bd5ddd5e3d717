// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/savedpayloads.h"

#include "library/exchange.h"
#include "session/filename.h"
#include "ui/composer/composer.h"
#include "ui/composer/payloadedit.h"
#include "ui/notice/noticebar.h"
#include "ui/payloads/payloadspane.h"
#include "ui/payloads/payloadwords.h"
#include "ui/theme/quantity.h"

#include <QAction>
#include <QFileDialog>
#include <QShortcut>

#include <utility>

namespace ui {

using namespace Qt::StringLiterals;
using library::Payload;

namespace {

// One notice of each kind at a time.
constexpr auto Topic = "payloads"_L1;
constexpr auto DeletedTopic = "payloads deleted"_L1;

QString countOf(std::size_t payloads)
{
    return payloads == 1 ? SavedPayloads::tr("1 payload") : SavedPayloads::tr("%1 payloads").arg(countText(payloads));
}

} // namespace

SavedPayloads::SavedPayloads(
    library::PayloadLibrary& library, PayloadsPane* pane, Composer* composer, NoticeBar* notices, QWidget* window)
    : QObject(window)
    , m_library(library)
    , m_pane(pane)
    , m_composer(composer)
    , m_notices(notices)
    , m_window(window)
    , m_save(new QAction(tr("Save Pa&yload"), this))
    , m_import(new QAction(tr("&Import Payloads..."), this))
    , m_export(new QAction(tr("E&xport Payloads..."), this))
{
    // Ctrl+D alone deletes a character in text fields where a desktop has its keys so (QKeySequence::Delete).
    m_save->setShortcut(QKeySequence(u"Ctrl+Shift+D"_s));
    connect(m_save, &QAction::triggered, this, &SavedPayloads::saveComposed);
    connect(m_import, &QAction::triggered, this, &SavedPayloads::chooseImport);
    connect(m_export, &QAction::triggered, this, &SavedPayloads::chooseExport);
    addKeys(window);
    wirePane();
    connect(&library, &library::PayloadLibrary::problemFound, this, &SavedPayloads::tellLibraryProblem);
    connect(&library, &library::PayloadLibrary::keptAside, this, [this](const QString& path) {
        m_notices->showNotice({Severity::Warning,
            tr("What stood in place of the saved payloads is kept as %1.").arg(session::shownFileName(path)), {}, {}});
    });
    tellLibraryProblem();
}

/// Ctrl+1 to Ctrl+9 send the first nine.
void SavedPayloads::addKeys(QWidget* window)
{
    for (int number = 1; number <= NumberedPayloads; ++number) {
        const auto key = static_cast<Qt::Key>(Qt::Key_0 + number);
        auto* shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), window);
        connect(shortcut, &QShortcut::activated, this, [this, number] { sendNumber(number); });
    }
}

void SavedPayloads::wirePane()
{
    const auto show = [this] {
        m_pane->setPayloads(m_library.payloads());
        m_export->setEnabled(!m_library.payloads().empty());
    };
    connect(&m_library, &library::PayloadLibrary::changed, m_pane, show);
    show();
    connect(m_pane, &PayloadsPane::saveRequested, this, &SavedPayloads::saveComposed);
    connect(m_pane, &PayloadsPane::sendRequested, this, &SavedPayloads::send);
    connect(m_pane, &PayloadsPane::composeRequested, this, &SavedPayloads::compose);
    connect(m_pane, &PayloadsPane::changeRequested, this, &SavedPayloads::change);
    connect(m_pane, &PayloadsPane::removeRequested, this, &SavedPayloads::remove);
}

void SavedPayloads::saveComposed()
{
    const session::SentPayload content = m_composer->payload();
    if (content.text.isEmpty()) {
        tell(tr("Type a payload first: there is nothing to save."));
        return;
    }
    Payload payload;
    payload.content = content;
    payload.name = proposedPayloadName(content);
    payload.target = m_composer->address();
    payload.id = library::newPayloadId();
    const QString id = payload.id;
    if (!change(library::AddPayloads{{std::move(payload)}, {}}))
        return;
    Q_EMIT paneNeeded();
    // When the pane has its place: moving it would end the editing.
    const auto editName = [pane = m_pane, id] { pane->editName(id); };
    QMetaObject::invokeMethod(m_pane, editName, Qt::QueuedConnection);
}

void SavedPayloads::save(const session::SentPayload& content, const QString& target)
{
    Payload payload;
    payload.content = content;
    payload.name = proposedPayloadName(content);
    payload.target = target;
    const QString name = shownPayloadName(payload.name);
    if (!change(library::AddPayloads{{std::move(payload)}, {}}))
        return;
    tell(tr("Saved as payload %1.").arg(name));
    Q_EMIT paneNeeded();
}

void SavedPayloads::send(const Payload& payload)
{
    if (const auto refusal = m_composer->sendPayload(payload.content, payload.target)) {
        const QString text = tr("%1 was not sent: %2").arg(shownPayloadName(payload.name), refusal->text);
        m_notices->showNotice({refusal->severity, text, {}, Topic});
        return;
    }
    m_notices->withdraw(Topic);
}

void SavedPayloads::sendNumber(int number)
{
    const auto& payloads = m_library.payloads();
    if (std::size_t(number) <= payloads.size())
        return send(payloads[std::size_t(number) - 1]);
    tell(payloads.empty()
            ? tr("No payload is saved yet. Ctrl+Shift+D saves the one that is typed, and Ctrl+1 sends it.")
            : tr("Only %1 saved: Ctrl+%2 sends none.").arg(countOf(payloads.size())).arg(number));
}

void SavedPayloads::compose(const Payload& payload)
{
    if (!PayloadEdit::canHold(payload.content.text)) {
        tell(tr("%1 has lines that are too long to be changed here. It can be sent as it is.")
                 .arg(shownPayloadName(payload.name)));
        return;
    }
    m_composer->setPayload(payload.content);
    Q_EMIT composerNeeded();
}

bool SavedPayloads::change(const library::Change& change)
{
    const auto changed = m_library.change(change);
    if (!changed)
        tellProblem(changed.error());
    return changed.has_value();
}

void SavedPayloads::remove(const std::vector<Payload>& payloads, const QString& before)
{
    if (!change(library::RemovePayloads{payloads}))
        return;
    const QString what = payloads.size() == 1 ? shownPayloadName(payloads.front().name) : countOf(payloads.size());
    const auto restore = [this, payloads, before] { change(library::AddPayloads{payloads, before}); };
    m_notices->showNotice(
        {Severity::Information, tr("Deleted %1.").arg(what), {{tr("Undo"), restore, true}}, DeletedTopic});
}

void SavedPayloads::chooseImport()
{
    auto* dialog = new QFileDialog(m_window, tr("Import Payloads"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Payloads of Sockscope or Packet Sender (*.json *.ini)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &SavedPayloads::importFrom);
    dialog->show();
}

void SavedPayloads::importFrom(const QString& path)
{
    const auto read = library::importPayloads(path);
    if (!read) {
        tellProblem(read.error());
        return;
    }
    std::vector<Payload> added = library::withoutKnown(*read, m_library.payloads());
    const std::size_t count = added.size();
    const std::size_t known = read->size() - count;
    if (count > 0 && !change(library::AddPayloads{std::move(added), {}}))
        return;
    const QString name = session::shownFileName(path);
    tell(known == 0 ? tr("Imported %1 from %2.").arg(countOf(count), name)
                    : tr("Imported %1 from %2; %3 were there already.").arg(countOf(count), name, countText(known)));
    Q_EMIT paneNeeded();
}

void SavedPayloads::chooseExport()
{
    auto* dialog = new QFileDialog(m_window, tr("Export Payloads"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    dialog->selectFile(u"payloads.json"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &SavedPayloads::exportTo);
    dialog->show();
}

void SavedPayloads::exportTo(const QString& path)
{
    const std::vector<Payload> payloads = m_library.payloads();
    const auto written = library::exportPayloads(path, payloads);
    if (!written)
        tellProblem(written.error());
    else
        tell(tr("Exported %1 to %2.").arg(countOf(payloads.size()), session::shownFileName(path)));
}

void SavedPayloads::tellLibraryProblem()
{
    using Kind = library::Problem::Kind;
    const auto& problem = m_library.problem();
    if (!problem)
        return;
    if (problem->kind != Kind::NoJson && problem->kind != Kind::NoLibrary && problem->kind != Kind::TooLarge)
        return tellProblem(*problem);
    const QString text = tr("%1 Mend it, or save a payload: it is then kept under another name.");
    m_notices->showNotice({Severity::Error, text.arg(payloadProblemText(*problem)), {}, Topic});
}

void SavedPayloads::tellProblem(const library::Problem& problem)
{
    const Severity severity
        = problem.kind == library::Problem::Kind::LaterVersion ? Severity::Warning : Severity::Error;
    m_notices->showNotice({severity, payloadProblemText(problem), {}, Topic});
}

void SavedPayloads::tell(const QString& text)
{
    m_notices->showNotice({Severity::Information, text, {}, Topic, true});
}

} // namespace ui
