// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/properties/propertylist.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// The value of a property by its name; a null text where it is not listed.
QString value(const engine::Properties& properties, const QString& name)
{
    for (const session::Property& property : session::listProperties(properties)) {
        if (property.name == name)
            return property.value.isNull() ? u""_s : property.value;
    }
    return {};
}

engine::Properties of(net::Protocol protocol)
{
    engine::Properties properties;
    properties.status.info.protocol = protocol;
    return properties;
}

} // namespace

class TestPropertyList final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theModeOfASocketsFileIsInOctal()
    {
        engine::Properties properties = of(net::Protocol::UnixSeqpacket);
        QVERIFY(value(properties, u"file mode"_s).isNull());
        properties.fileMode = 0660;
        QCOMPARE(value(properties, u"file mode"_s), u"0660"_s);
        properties.fileMode = 0;
        QCOMPARE(value(properties, u"file mode"_s), u"0000"_s);
    }

    void whatTheKernelDroppedIsAFactOfDatagramsAlone()
    {
        for (const auto protocol : {net::Protocol::Udp, net::Protocol::UnixDatagram}) {
            engine::Properties properties = of(protocol);
            properties.status.counters.kernelDrops = 3;
            QCOMPARE(value(properties, u"dropped by kernel"_s), u"3"_s);
        }
        for (const auto protocol : {net::Protocol::Tcp, net::Protocol::UnixStream, net::Protocol::UnixSeqpacket})
            QVERIFY(value(of(protocol), u"dropped by kernel"_s).isNull());
    }
};

QTEST_GUILESS_MAIN(TestPropertyList)
#include "tst_propertylist.moc"
