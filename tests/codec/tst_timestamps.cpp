// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "python.h"
#include "samples.h"

#include "codec/timestamps.h"

#include <QTest>

using codec::TimeStamp;
using codec::timeStampText;
using namespace samples;

Q_DECLARE_METATYPE(codec::TimeStamp)

namespace {

QByteArray textOf(TimeStamp form, std::uint64_t value)
{
    return QByteArray::fromStdString(timeStampText(form, value).value_or("none"));
}

/// A number near the plausible range of a form, or anywhere.
std::uint64_t candidate(std::mt19937_64& random, TimeStamp form)
{
    const std::uint64_t seconds = random() % (std::uint64_t{1} << 33);
    const auto scaled = [&](std::uint64_t perSecond) { return seconds * perSecond + random() % perSecond; };
    switch (form) {
    case TimeStamp::UnixSeconds32:
    case TimeStamp::Dos: return random() & 0xffff'ffff;
    case TimeStamp::UnixSeconds: return seconds;
    case TimeStamp::UnixMilliseconds: return scaled(1000);
    case TimeStamp::UnixMicroseconds: return scaled(1'000'000);
    case TimeStamp::UnixNanoseconds: return scaled(1'000'000'000);
    case TimeStamp::Ntp: return random();
    case TimeStamp::FileTime: return 116'444'736'000'000'000 + scaled(10'000'000);
    }
    return 0;
}

} // namespace

class TestTimeStamps final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesEachForm_data()
    {
        QTest::addColumn<TimeStamp>("form");
        QTest::addColumn<quint64>("value");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* name, TimeStamp form, quint64 value, const char* text) {
            QTest::newRow(name) << form << value << QByteArray(text);
        };
        row("unix 32", TimeStamp::UnixSeconds32, 1'234'567'890, "2009-02-13T23:31:30Z");
        row("last second", TimeStamp::UnixSeconds32, 0xffff'ffff, "2106-02-07T06:28:15Z");
        row("too late", TimeStamp::UnixSeconds, 0x1'0000'0000, "none");
        row("first", TimeStamp::UnixSeconds, 31'536'000, "1971-01-01T00:00:00Z");
        row("too early", TimeStamp::UnixSeconds, 31'535'999, "none");
        row("zero", TimeStamp::UnixSeconds32, 0, "none");
        row("negative", TimeStamp::UnixSeconds, ~quint64{0}, "none");
        row("leap day", TimeStamp::UnixSeconds, 951'782'400, "2000-02-29T00:00:00Z");
        row("milliseconds", TimeStamp::UnixMilliseconds, 1'234'567'890'007, "2009-02-13T23:31:30.007Z");
        row("microseconds", TimeStamp::UnixMicroseconds, 1'234'567'890'000'001, "2009-02-13T23:31:30.000001Z");
        row("nanoseconds", TimeStamp::UnixNanoseconds, 1'234'567'890'987'654'321, "2009-02-13T23:31:30.987654321Z");
        row("NTP half", TimeStamp::Ntp, 0xcd40'8152'8000'0000, "2009-02-13T23:31:30.500000000Z");
        row("NTP era 1", TimeStamp::Ntp, 0, "none");
        row("NTP era 1 begins", TimeStamp::Ntp, 1, "2036-02-07T06:28:16.000000000Z");
        row("NTP era 0 ends", TimeStamp::Ntp, ~quint64{0}, "2036-02-07T06:28:15.999999999Z");
        row("NTP before 1970", TimeStamp::Ntp, quint64{0x8000'0000} << 32, "none");
        row("FILETIME", TimeStamp::FileTime, 128'790'414'900'000'001, "2009-02-13T23:31:30.0000001Z");
        row("FILETIME 1601", TimeStamp::FileTime, 1, "none");
        row("DOS", TimeStamp::Dos, 0x3a4d'bbef, "2009-02-13T23:31:30");
        row("DOS first", TimeStamp::Dos, 0x0021'0000, "1980-01-01T00:00:00");
        row("DOS month 0", TimeStamp::Dos, 0x0001'0000, "none");
        row("DOS second 60", TimeStamp::Dos, 0x0021'001e, "none");
        row("DOS 30 February", TimeStamp::Dos, 0x3a5e'0000, "none");
        row("DOS 2107", TimeStamp::Dos, 0xffff'0000 & 0xfe21'0000, "none");
    }
    void writesEachForm()
    {
        QFETCH(TimeStamp, form);
        QFETCH(quint64, value);
        QFETCH(QByteArray, text);
        QCOMPARE(textOf(form, value), text);
    }

    void agreesWithPythonsCalendar()
    {
        if (!hasPython())
            QSKIP("python3 is not installed");
        const std::uint32_t seed = std::random_device{}();
        qInfo() << "seed" << seed;
        std::mt19937_64 random(seed);
        QList<QByteArray> cases;
        QList<QByteArray> ours;
        for (int i = 0; i < 8 * 500; ++i) {
            const auto form = static_cast<TimeStamp>(i % 8);
            const std::uint64_t value = candidate(random, form);
            cases += QByteArray::number(i % 8) + ' ' + QByteArray::number(qulonglong(value));
            ours += textOf(form, value);
        }
        const QList<QByteArray> answers = pythonAnswers(R"(
import sys
from datetime import datetime, timedelta
from fractions import Fraction
EPOCH = datetime(1970, 1, 1)
FIRST, LAST = 31536000, 0xffffffff
def shown(seconds, digits):
    whole = seconds.numerator // seconds.denominator
    if not FIRST <= whole <= LAST:
        return "none"
    text = (EPOCH + timedelta(seconds=whole)).isoformat()
    if digits:
        text += "." + str(int((seconds - whole) * 10 ** digits)).zfill(digits)
    return text + "Z"
def dos(v):
    try:
        when = datetime(1980 + (v >> 25), v >> 21 & 15, v >> 16 & 31, v >> 11 & 31, v >> 5 & 63, (v & 31) * 2)
    except ValueError:
        return "none"
    return when.isoformat() if (when - EPOCH).total_seconds() <= LAST else "none"
def ntp(v):
    era = 0 if v >> 63 else 1 << 32
    since = int((datetime(1970, 1, 1) - datetime(1900, 1, 1)).total_seconds())
    return shown(Fraction(v, 1 << 32) + era - since, 9)
def filetime(v):
    since = int((datetime(1970, 1, 1) - datetime(1601, 1, 1)).total_seconds())
    return shown(Fraction(v, 10 ** 7) - since, 7)
forms = [lambda v: shown(Fraction(v), 0), lambda v: shown(Fraction(v), 0), lambda v: shown(Fraction(v, 1000), 3),
         lambda v: shown(Fraction(v, 10 ** 6), 6), lambda v: shown(Fraction(v, 10 ** 9), 9), ntp, filetime, dos]
for line in sys.stdin:
    form, value = map(int, bytes.fromhex(line).split())
    print(forms[form](value))
)",
            cases);
        QCOMPARE(answers.size(), cases.size());
        for (qsizetype i = 0; i < cases.size(); ++i)
            QCOMPARE(QByteArray(cases[i] + ": " + ours[i]), QByteArray(cases[i] + ": " + answers[i]));
    }
};

QTEST_GUILESS_MAIN(TestTimeStamps)
#include "tst_timestamps.moc"
