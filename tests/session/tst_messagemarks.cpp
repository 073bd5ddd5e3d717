// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "message/ruletext.h"
#include "session/models/messagemarks.h"
#include "tests/ui/trafficcapture.h"

#include <QSignalSpy>
#include <QTest>

using capture::Operation;
using session::MessageMark;
using session::MessageMarks;
using traffic::SampleCapture;

namespace {

query::FramingRules lines(std::uint32_t endpoint)
{
    return {{{endpoint}, message::parseRule("lines").value()}};
}

/// One letter a record: < and > where a message goes over its edges, ? where it waits, + for several, ! for faulty
/// ones.
QString marksOf(const MessageMarks& marks, quint64 count)
{
    QStringList texts;
    for (quint64 i = 0; i < count; ++i) {
        const MessageMark mark = marks.markOf({i});
        QString text;
        for (const auto& [holds, letter] : {std::pair(mark.continues, u'<'), std::pair(mark.isCoalesced, u'+'),
                 std::pair(mark.isFaulty, u'!'), std::pair(mark.goesOn, u'>'), std::pair(mark.isWaiting, u'?')}) {
            if (holds)
                text += letter;
        }
        texts.append(text);
    }
    return texts.join(u'|');
}

} // namespace

class TestMessageMarks final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void marksFollowTheCapture()
    {
        SampleCapture capture;
        capture.data(3, Operation::Recv, "one\n");
        capture.data(3, Operation::Recv, "two\nthr");
        capture.commit();
        MessageMarks marks(capture.newReader());
        const QSignalSpy changed(&marks, &MessageMarks::changed);
        marks.grow(capture.count());
        marks.setRules(lines(3));
        QTRY_COMPARE(marksOf(marks, 2), QStringLiteral("|+?"));
        QVERIFY(changed.count() >= 1);
        capture.data(3, Operation::Recv, "ee\n");
        capture.commit();
        marks.grow(capture.count());
        QTRY_COMPARE(marksOf(marks, 3), QStringLiteral("|+>|<"));
        QCOMPARE(marks.counts().at({3}).messages, std::uint64_t(3));
        QCOMPARE(marks.counts().at({3}).splitRecords, std::uint64_t(2));
    }

    void otherRulesMakeOtherMarks()
    {
        SampleCapture capture;
        capture.data(3, Operation::Recv, "a\nb\n");
        capture.data(2, Operation::Recv, "a\nb");
        capture.commit();
        MessageMarks marks(capture.newReader());
        marks.grow(capture.count());
        marks.setRules(lines(3));
        QTRY_COMPARE(marksOf(marks, 2), QStringLiteral("+|"));
        marks.setRules(lines(2));
        QTRY_COMPARE(marksOf(marks, 2), QStringLiteral("|+?"));
        marks.setRules({});
        QCOMPARE(marksOf(marks, 2), QStringLiteral("|"));
        QVERIFY(marks.counts().empty());
    }

    void whatIsNotAsTheRuleHasItIsFaulty()
    {
        SampleCapture capture;
        capture.data(3, Operation::Send, "on");
        capture.call(3, Operation::Close);
        capture.commit();
        MessageMarks marks(capture.newReader());
        marks.grow(capture.count());
        marks.setRules(lines(3));
        QTRY_COMPARE(marksOf(marks, 2), QStringLiteral("!|"));
    }

    void marksOfWhatIsGoneGoToo()
    {
        SampleCapture capture;
        capture.data(3, Operation::Recv, "a\nb\n");
        capture.data(3, Operation::Recv, "a\nb\n");
        capture.commit();
        MessageMarks marks(capture.newReader());
        marks.grow(capture.count());
        marks.setRules(lines(3));
        QTRY_COMPARE(marksOf(marks, 2), QStringLiteral("+|+"));
        marks.letGo({1});
        QCOMPARE(marksOf(marks, 2), QStringLiteral("|+"));
    }
};

QTEST_GUILESS_MAIN(TestMessageMarks)

#include "tst_messagemarks.moc"
