// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/uniquefd.h"

#include <QTest>

#include <netdb.h>

#include <fcntl.h>

#include <type_traits>

static_assert(!std::is_copy_constructible_v<base::UniqueFd>);

class TestError final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesErrnoAsInC()
    {
        QCOMPARE(base::errnoName(ECONNREFUSED), std::string("ECONNREFUSED"));
        QCOMPARE(base::errnoName(EOPNOTSUPP), std::string("EOPNOTSUPP"));
        QCOMPARE(base::errnoName(4711), std::string("errno 4711"));
    }

    void messageNamesCallErrnoAndMeaning()
    {
        const base::Error error{EADDRINUSE, "bind"};
        QCOMPARE(error.message(), std::string("bind: EADDRINUSE (Address already in use)"));
    }

    void uniqueFdClosesWhatItOwns()
    {
        int number = -1;
        {
            const base::UniqueFd fd(::open("/dev/null", O_RDONLY | O_CLOEXEC));
            number = fd.get();
            QVERIFY(fd.isOpen());
        }
        QCOMPARE(::fcntl(number, F_GETFD), -1);
    }

    void uniqueFdMovesOwnership()
    {
        base::UniqueFd first(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        const int number = first.get();
        base::UniqueFd second(std::move(first));
        QCOMPARE(second.get(), number);
        second.reset();
        QCOMPARE(::fcntl(number, F_GETFD), -1);
    }

    void resolversErrorsHaveTheirNames()
    {
        QCOMPARE(base::errnoName(EAI_NONAME), std::string("EAI_NONAME"));
        QCOMPARE(base::errnoName(EAI_AGAIN), std::string("EAI_AGAIN"));
        QCOMPARE(base::errnoName(EAI_OVERFLOW), std::string("EAI_OVERFLOW"));
        QCOMPARE(base::errnoName(-4711), std::string("errno -4711"));
    }
};

QTEST_GUILESS_MAIN(TestError)
#include "tst_error.moc"
