// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "engine/lookup.h"
#include "net/address.h"

#include <QObject>
#include <QString>

#include <tl/expected.hpp>

#include <chrono>
#include <functional>
#include <unordered_map>
#include <vector>

namespace session {

/// What a lookup came to.
struct Resolution
{
    std::vector<net::Address> addresses; ///< empty when the name was not found
    QString problem; ///< the resolver's own words, when there are none
    int error = 0; ///< then getaddrinfo's: base::ResolveError
    std::chrono::nanoseconds duration{0};
    qint64 startNs = 0; ///< wall clock
};

/// What of it a socket of this family can use; an error of its own where there is nothing.
[[nodiscard]] Resolution ofFamily(Resolution resolution, int family);

/// Turns names into addresses without making anybody wait: engine::Lookup for the window. Owned by the Session.
/// Thread: the Session's.
class Resolver final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Resolver)

public:
    explicit Resolver(QObject* parent = nullptr);

    /// An address that needs no lookup. Errors: EINVAL when it does.
    [[nodiscard]] static base::Result<net::Address> numeric(const QString& host, quint16 port);

    /// Looks a name up and calls back once, on this thread, unless it is cancelled before. One lookup per key.
    void lookUp(quint32 key, const QString& host, quint16 port, std::function<void(Resolution)> answer);
    /// True when there was a lookup to cancel; its answer does not come any more.
    bool cancel(quint32 key);

private:
    struct Asked
    {
        quint64 number = 0; // an answer that was on its way when its lookup was cancelled has another
        engine::Lookup::Ticket ticket;
    };
    engine::Lookup m_lookup;
    std::unordered_map<quint32, Asked> m_asked; // by key
    quint64 m_count = 0;
};

} // namespace session
