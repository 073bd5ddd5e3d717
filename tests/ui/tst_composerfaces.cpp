// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/composer/composer.h"
#include "ui/composer/composerfaces.h"
#include "ui/composer/payloadedit.h"

#include <QAccessible>
#include <QLabel>
#include <QTabBar>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace ui;
using Face = ComposerFaces::Face;

/// The two faces: which one is up, and how high it is.
class TestComposerFaces final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_history = std::make_unique<session::SendHistory>(QString());
        m_composer = new Composer(*m_history);
        m_composer->setTarget({.name = u"client"_s, .canSend = true});
        m_edit = m_composer->findChild<PayloadEdit*>();
        m_call = new QLabel(u"a call"_s);
        m_faces = std::make_unique<ComposerFaces>(m_composer, m_call);
        m_faces->resize(800, 100);
        m_faces->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_faces.get()));
    }
    void cleanup() { m_faces.reset(); }

    void onlyTheFaceThatIsUpIsShown()
    {
        QVERIFY(m_edit->isVisible() && !m_call->isVisible());
        m_faces->turnTo(Face::Call);
        QVERIFY(!m_edit->isVisible() && m_call->isVisible());
        QCOMPARE(m_faces->face(), Face::Call);
    }

    void facesAreTabsWithNamesOfTheirOwn()
    {
        QAccessibleInterface* tabs = QAccessible::queryAccessibleInterface(m_faces->findChild<QTabBar*>());
        QStringList names;
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(tabs->child(i)->role(), QAccessible::PageTab);
            names += tabs->child(i)->text(QAccessible::Name);
        }
        QCOMPARE(names, (QStringList{u"Send message"_s, u"Calls"_s}));
    }

    void theKeyboardGoesToTheFaceThatIsUp()
    {
        m_faces->turnTo(Face::Call);
        m_faces->turnTo(Face::Send);
        m_faces->setFocus();
        QCOMPARE(m_faces->focusWidget(), static_cast<QWidget*>(m_edit));
    }

    void oneLineTakesTwoRowsAndNoMore()
    {
        QTRY_VERIFY2(m_faces->height() <= 64, qPrintable(QString::number(m_faces->height())));
        const int one = m_faces->height();
        m_edit->setPlainText(u"1\n2\n3\n4\n5\n6\n7"_s);
        QTRY_VERIFY(m_faces->height() > one + 4 * m_edit->fontMetrics().lineSpacing());
        m_edit->setPlainText(u"1"_s);
        QTRY_COMPARE(m_faces->height(), one);
    }

    void whatIsWrongTakesARowOnlyWhereThereIsNoRoomForIt()
    {
        QTRY_VERIFY(m_faces->height() <= 64);
        m_composer->showMessage(u"Odd digit"_s, Severity::Error);
        QCoreApplication::sendPostedEvents();
        QVERIFY(m_faces->height() <= 64);
        m_composer->showMessage(u"words "_s.repeated(60), Severity::Error);
        QTRY_VERIFY(m_faces->height() > 64);
    }

private:
    std::unique_ptr<session::SendHistory> m_history;
    std::unique_ptr<ComposerFaces> m_faces;
    Composer* m_composer = nullptr;
    PayloadEdit* m_edit = nullptr;
    QLabel* m_call = nullptr;
};

QTEST_MAIN(TestComposerFaces)
#include "tst_composerfaces.moc"
