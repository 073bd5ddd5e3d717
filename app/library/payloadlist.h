// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "library/change.h"
#include "library/problem.h"

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>

#include <optional>
#include <vector>

namespace library {

/// What a file of payloads says: a value, with all that this version does not know, which goes back into the file as it
/// was. An object with "version" and "payloads", a list of objects in their order.
class PayloadList final
{
public:
    static constexpr int Version = 1;
    static constexpr qint64 MaxFileBytes = 64 * 1024 * 1024;
    static constexpr std::size_t MaxPayloads = 10'000;

    /// Errors: NoJson with its place, NoLibrary, LaterVersion, TooLarge; the problem's path is the caller's to say.
    [[nodiscard]] static Outcome<PayloadList> parse(const QByteArray& json);
    [[nodiscard]] QByteArray json() const;

    /// In the order in which people see them: those without a group first, then group by group, these in the order of
    /// their first payloads.
    [[nodiscard]] std::vector<Payload> payloads() const;
    void apply(const Change& change);
    /// The number of the first entry, from 0, that this version cannot show; none where it can show all.
    [[nodiscard]] std::optional<std::size_t> firstUnreadable() const;
    /// Not more than is read again: neither payloads nor, in any of them, texts.
    [[nodiscard]] bool isWithinLimits() const;

private:
    struct Entry
    {
        QJsonValue value; // as it is in the file; of use where this version cannot read it
        std::optional<Payload> payload;
    };
    using Entries = std::vector<Entry>;

    void make(const AddPayloads& change);
    void make(const UpdatePayloads& change);
    void make(const RemovePayloads& change);
    void make(const MovePayloads& change);
    [[nodiscard]] Entries::iterator find(const QString& id);
    Entries::iterator insert(Entries::iterator before, Payload payload);

    QJsonObject m_root; // but for the payloads
    Entries m_entries;
};

} // namespace library
