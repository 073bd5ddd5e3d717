// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/ui/shownlog.h"
#include "ui/mainwindow/programsaver.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QTest>

using namespace Qt::StringLiterals;
using capture::Operation;
using session::ProgramForm;
using traffic::Shown;

namespace {

/// A log of a client that sends twice, and what the saver had to tell.
struct Saved
{
    Saved()
    {
        shown.capture.call(3, Operation::Socket, 5);
        shown.capture.data(3, Operation::Send, "first");
        shown.capture.data(3, Operation::Send, "second");
        shown.publish();
        QObject::connect(&saver, &ui::ProgramSaver::noticeRaised, &saver,
            [this](const ui::Notice& notice) { notices.push_back(notice); });
    }
    [[nodiscard]] QString path(const QString& name) const { return folder.filePath(name); }
    [[nodiscard]] QByteArray text(const QString& name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
    }

    Shown shown;
    QWidget window;
    ui::ProgramSaver saver{shown.view, &window};
    QTemporaryDir folder;
    std::vector<ui::Notice> notices;
};

} // namespace

class TestProgramSaver final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fileIsForItsOwnerAlone()
    {
        Saved saved;
        saved.saver.save(saved.path(u"a.py"_s), ProgramForm::Python);
        QCOMPARE(QFileInfo(saved.path(u"a.py"_s)).permissions() & ~(QFile::ReadUser | QFile::WriteUser),
            QFile::ReadOwner | QFile::WriteOwner);
        QCOMPARE(saved.notices.size(), std::size_t{1});
        QCOMPARE(saved.notices.front().severity, ui::Severity::Information);
    }

    void endingOfTheNameDecidesTheLanguage()
    {
        Saved saved;
        saved.saver.save(saved.path(u"a.c"_s), ProgramForm::CallScript);
        QVERIFY(saved.text(u"a.c"_s).contains("int main(void)"));
        saved.saver.save(saved.path(u"script"_s), ProgramForm::CallScript);
        QVERIFY(saved.text(u"script"_s).startsWith("{\"op\":\"socket\""));
    }

    void severalSelectedRowsAreSavedAlone()
    {
        Saved saved;
        ui::LogSelection selection;
        selection.add({0, 1});
        saved.shown.view.select(selection);
        saved.saver.save(saved.path(u"some.jsonl"_s), ProgramForm::CallScript);
        QVERIFY(saved.text(u"some.jsonl"_s).contains("first"));
        QVERIFY(!saved.text(u"some.jsonl"_s).contains("second"));

        selection.selectOnly(0);
        saved.shown.view.select(selection);
        saved.saver.save(saved.path(u"all.jsonl"_s), ProgramForm::CallScript);
        QVERIFY(saved.text(u"all.jsonl"_s).contains("second"));
    }

    void failureIsANotice()
    {
        Saved saved;
        saved.saver.save(saved.path(u"no folder/a.py"_s), ProgramForm::Python);
        QCOMPARE(saved.notices.size(), std::size_t{1});
        QCOMPARE(saved.notices.front().severity, ui::Severity::Error);
    }

    void dialogOffersThreeLanguages()
    {
        Saved saved;
        saved.saver.choose();
        const auto* dialog = saved.window.findChild<QFileDialog*>();
        QVERIFY(dialog);
        QCOMPARE(dialog->nameFilters().size(), 3);
    }
};

QTEST_MAIN(TestProgramSaver)
#include "tst_programsaver.moc"
