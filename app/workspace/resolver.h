// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"
#include "net/address.h"

#include <QHostInfo>
#include <QObject>

#include <tl/expected.hpp>

#include <chrono>
#include <functional>
#include <unordered_map>
#include <vector>

namespace workspace {

/// What a lookup came to.
struct Resolution
{
    std::vector<net::Address> addresses; ///< empty when the name was not found
    QString problem; ///< the resolver's own words, when there are none
    int error = 0; ///< base::ResolveError then, as far as QHostInfo tells it
    std::chrono::nanoseconds duration{0};
    qint64 startNs = 0; ///< wall clock
};

/// Which of getaddrinfo's errors a lookup ended with. QHostInfo keeps its text only, and none where it found no
/// address: that is told as EAI_NONAME, and includes EAI_NODATA and EAI_FAIL.
[[nodiscard]] int resolveErrorOf(const QHostInfo& info);

/// What of it a socket of this family can use; an error of its own where there is nothing.
[[nodiscard]] Resolution ofFamily(Resolution resolution, int family);

/// Turns names into addresses without making anybody wait: QHostInfo does the lookups on its own threads. Owned by the
/// Workspace. Thread: the Workspace's.
class Resolver final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Resolver)

public:
    explicit Resolver(QObject* parent = nullptr);
    ~Resolver() override;

    /// An address that needs no lookup. Errors: EINVAL when it does.
    [[nodiscard]] static base::Result<net::Address> numeric(const QString& host, quint16 port);

    /// Looks a name up and calls back once, on this thread, unless it is cancelled before. One lookup per key.
    void lookUp(quint32 key, const QString& host, quint16 port, std::function<void(Resolution)> answer);
    /// True when there was a lookup to cancel; its answer does not come any more.
    bool cancel(quint32 key);

private:
    std::unordered_map<quint32, int> m_lookups; // key to QHostInfo's id
};

} // namespace workspace
