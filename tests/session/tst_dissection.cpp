// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/jobs/dissection.h"

#include "tests/ui/trafficcapture.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using capture::Operation;
using session::DissectedField;
using traffic::SampleCapture;

class TestDissection final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheLastPacket()
    {
        const auto packet = session::lastPacket("<?xml version=\"1.0\"?><pdml version=\"0\">"
                                                "<packet><proto name=\"ip\"/></packet><packet>"
                                                "<proto name=\"geninfo\" showname=\"General information\"/>"
                                                "<proto name=\"tcp\" showname=\"TCP &lt;x&gt;\">"
                                                "<field name=\"a\" showname=\"A: 1\"><field show=\"deep\"/></field>"
                                                "<field name=\"b\" hide=\"yes\" showname=\"hidden\"/><field name=\"\"/>"
                                                "</proto></packet></pdml>");
        QVERIFY(packet.has_value());
        QCOMPARE(packet->size(), std::size_t(1));
        QCOMPARE(packet->front().text, u"TCP <x>"_s);
        QCOMPARE(packet->front().fields.size(), std::size_t(1));
        QCOMPARE(packet->front().fields.front().fields.front().text, u"deep"_s);
    }

    void aBrokenDocumentIsNone()
    {
        QVERIFY(!session::lastPacket(""));
        QVERIFY(!session::lastPacket("<html/>"));
        QVERIFY(!session::lastPacket("<pdml><packet><proto"));
        QVERIFY(session::lastPacket("<pdml></pdml>").value().empty());
        const QByteArray deep = "<pdml><packet>" + QByteArray("<field show=\"x\">").repeated(10'000)
            + QByteArray("</field>").repeated(10'000) + "</packet></pdml>";
        QVERIFY(session::lastPacket(deep).has_value());
    }

    void tsharkReadsARequestThatLiesInTwoCalls()
    {
        if (session::Dissection::program().isEmpty())
            QSKIP("tshark is not installed");
        SampleCapture capture;
        capture::EndpointInfo info;
        info.name = "web";
        info.role = capture::Role::Accepted;
        info.local = SampleCapture::address("127.0.0.1", 80);
        info.peer = SampleCapture::address("127.0.0.1", 40112);
        capture.describe(9, info);
        capture.data(9, Operation::Recv, "GET /index HTTP/1.1\r\nHo");
        capture.call(1, Operation::Listen, 0, 5);
        capture.data(9, Operation::Recv, "st: example\r\n\r\n");
        capture.commit();
        session::Dissection dissection(capture.newReader());
        std::vector<DissectedField> protocols;
        QSignalSpy failures(&dissection, &session::Dissection::failed);
        connect(&dissection, &session::Dissection::finished, this,
            [&](const std::vector<DissectedField>& found) { protocols = found; });
        dissection.start({2});
        QTRY_VERIFY_WITH_TIMEOUT(!protocols.empty() || !failures.isEmpty(), 30'000);
        QVERIFY2(failures.isEmpty(), qPrintable(failures.isEmpty() ? QString() : failures.first().first().toString()));
        QVERIFY2(protocols.back().text.startsWith(u"Hypertext Transfer Protocol"_s), qPrintable(protocols.back().text));
        QStringList lines;
        for (const DissectedField& field : protocols.back().fields)
            lines << field.text;
        QVERIFY2(lines.join(u'\n').contains(u"Host: example"_s), qPrintable(lines.join(u'\n')));

        // A record without bytes has no packet.
        protocols = {{u"old"_s, {}}};
        dissection.start({1});
        QTRY_VERIFY_WITH_TIMEOUT(protocols.empty() || !failures.isEmpty(), 30'000);
        QVERIFY(failures.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestDissection)
#include "tst_dissection.moc"
