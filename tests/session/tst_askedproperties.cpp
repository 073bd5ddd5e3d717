// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/properties/askedproperties.h"

#include <QTest>

#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <vector>

using namespace Qt::StringLiterals;
using session::AskedProperties;
using session::Property;
using session::PropertyRow;

namespace {

constexpr base::EndpointId Here{1};
constexpr base::EndpointId Elsewhere{2};

/// SO_RCVBUF as a reading lists it.
Property bufferOf(const QString& value)
{
    Property property;
    property.key = session::PropertyKey::Option;
    property.option = net::findOption(SOL_SOCKET, SO_RCVBUF);
    property.value = value;
    property.isReadOnly = false;
    return property;
}

engine::OptionSetting settingOf(int bytes)
{
    engine::OptionSetting setting{SOL_SOCKET, SO_RCVBUF, std::vector<std::byte>(sizeof(bytes))};
    std::memcpy(setting.value.data(), &bytes, sizeof(bytes));
    return setting;
}

engine::Properties readingOf(base::EndpointId endpoint, std::vector<engine::OptionFailure> failures)
{
    engine::Properties reading;
    reading.status.id = endpoint;
    reading.failures = std::move(failures);
    return reading;
}

} // namespace

class TestAskedProperties final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void settingIsToldWhereTheValueIsAnother()
    {
        AskedProperties asked;
        asked.note(Here, settingOf(5000));
        QCOMPARE(asked.rowOf(Here, bufferOf(u"10000"_s)).asked, u"5000"_s);
        QCOMPARE(asked.rowOf(Here, bufferOf(u"5000"_s)).asked, QString());
        QCOMPARE(asked.rowOf(Elsewhere, bufferOf(u"10000"_s)).asked, QString());
    }

    void readOnlyValueWasNotAskedFor()
    {
        AskedProperties asked;
        asked.note(Here, settingOf(5000));
        Property property = bufferOf(u"10000"_s);
        property.isReadOnly = true;
        QVERIFY(asked.rowOf(Here, property) == (PropertyRow{property, {}, {}}));
    }

    void refusalGoesWithAReadingThatHasItNotAndTheTextStays()
    {
        AskedProperties asked;
        asked.note(Here, settingOf(5000));
        asked.takeFailures(readingOf(Here, {{SOL_SOCKET, SO_RCVBUF, {EPERM, "setsockopt"}}}));
        QCOMPARE(asked.rowOf(Here, bufferOf(u"10000"_s)).error.code, EPERM);
        asked.takeFailures(readingOf(Elsewhere, {}));
        QCOMPARE(asked.rowOf(Here, bufferOf(u"10000"_s)).error.code, EPERM);
        asked.takeFailures(readingOf(Here, {}));
        QCOMPARE(asked.rowOf(Here, bufferOf(u"10000"_s)).error.code, 0);
        QCOMPARE(asked.rowOf(Here, bufferOf(u"10000"_s)).asked, u"5000"_s);
    }

    void errorOfBadTextOutlivesReadings()
    {
        AskedProperties asked;
        asked.note(Here, bufferOf(u"10000"_s), u"much"_s, {EINVAL, "setsockopt"});
        asked.takeFailures(readingOf(Here, {}));
        const PropertyRow row = asked.rowOf(Here, bufferOf(u"10000"_s));
        QCOMPARE(row.asked, u"much"_s);
        QCOMPARE(row.error.code, EINVAL);
    }

    void forgettingAnEndpointLeavesTheOthers()
    {
        AskedProperties asked;
        asked.note(Here, settingOf(5000));
        asked.note(Elsewhere, settingOf(6000));
        asked.forget(Here);
        QCOMPARE(asked.rowOf(Here, bufferOf(u"10000"_s)).asked, QString());
        QCOMPARE(asked.rowOf(Elsewhere, bufferOf(u"10000"_s)).asked, u"6000"_s);
    }
};

QTEST_GUILESS_MAIN(TestAskedProperties)
#include "tst_askedproperties.moc"
