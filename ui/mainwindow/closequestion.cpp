// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/closequestion.h"

#include "session/settings.h"
#include "ui/theme/quantity.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QMessageBox>
#include <QStringBuilder>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr auto QuestionName = "closeQuestion"_L1;

/// The context of these words for translators.
struct CloseQuestion
{
    Q_DECLARE_TR_FUNCTIONS(ui::CloseQuestion)
};

QString endpointsText(std::size_t count)
{
    return count == 1 ? CloseQuestion::tr("One endpoint is open and will be closed")
                      : CloseQuestion::tr("%1 endpoints are open and will be closed").arg(countText(quint64(count)));
}

QString recordsText(quint64 count, Closing closing)
{
    const QString unsaved = count == 1 ? CloseQuestion::tr("one record is not saved")
                                       : CloseQuestion::tr("%1 records are not saved").arg(countText(count));
    return closing == Closing::Window
        ? CloseQuestion::tr("%1, which File > Reopen Last Capture brings back until another window is closed")
              .arg(unsaved)
        : CloseQuestion::tr("%1, of which File > Reopen Last Capture brings back the last window's").arg(unsaved);
}

/// What is lost, in one sentence.
QString lossText(const ClosingLoss& loss, Closing closing)
{
    if (loss.unsavedRecords == 0)
        return endpointsText(loss.endpoints) % u'.';
    const QString records = recordsText(loss.unsavedRecords, closing);
    if (loss.endpoints == 0)
        return records.at(0).toUpper() % records.mid(1) % u'.';
    return CloseQuestion::tr("%1, and %2.").arg(endpointsText(loss.endpoints), records);
}

} // namespace

ClosingLoss& ClosingLoss::operator+=(const ClosingLoss& other)
{
    endpoints += other.endpoints;
    unsavedRecords += other.unsavedRecords;
    return *this;
}

void closeAfterQuestion(QWidget* window, session::Settings& settings, Closing closing, const ClosingLoss& loss,
    const std::function<void()>& close)
{
    if (!loss.isAny() || !settings.asksBeforeClosing())
        return close();
    // The newer wish counts: a window that was to be closed may now be to go with all others.
    delete window->findChild<QMessageBox*>(QuestionName, Qt::FindDirectChildrenOnly);
    const bool isWindow = closing == Closing::Window;
    auto* box = new QMessageBox(QMessageBox::NoIcon, QString(),
        isWindow ? CloseQuestion::tr("Close this window?") : CloseQuestion::tr("Quit Sockscope?"), QMessageBox::Cancel,
        window);
    box->setObjectName(QuestionName);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(lossText(loss, closing));
    box->addButton(isWindow ? CloseQuestion::tr("Close Window") : CloseQuestion::tr("Quit"), QMessageBox::AcceptRole);
    box->setDefaultButton(QMessageBox::Cancel); // Enter loses nothing
    auto* never = new QCheckBox(CloseQuestion::tr("Do not ask again"), box);
    box->setCheckBox(never);
    QObject::connect(box, &QMessageBox::accepted, window, [&settings, never, close] {
        if (never->isChecked())
            settings.setAsksBeforeClosing(false);
        close();
    });
    box->open();
}

} // namespace ui
