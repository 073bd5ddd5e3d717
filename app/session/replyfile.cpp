// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/replyfile.h"

#include "codec/hex.h"
#include "codec/hexpattern.h"
#include "message/ruletext.h"
#include "session/regularfile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <optional>
#include <utility>

namespace session {

using namespace Qt::StringLiterals;
using engine::ReplyPart;
using engine::ReplyRule;
using engine::ReplyTest;
using engine::Then;

namespace {

constexpr int MostDelayMs = 24 * 60 * 60 * 1000;
constexpr int MostRules = 10'000;

const QStringList TestKeys{u"equals"_s, u"begins"_s, u"contains"_s, u"hex"_s, u"expression"_s};
const QStringList OtherKeys{u"reply"_s, u"reply_hex"_s, u"delay_ms"_s, u"then"_s};
const QStringList ThenWords{u"go on"_s, u"stop"_s, u"close"_s, u"reset"_s}; // in the order of Then

ValueRule oneOf(const QStringList& names)
{
    return {ValueKind::OneOf, 0, 0, names};
}

ValueRule number(qint64 least, qint64 most)
{
    return {ValueKind::Number, least, most};
}

/// One rule of the file, as it is read. The first problem stays.
class RuleReader
{
public:
    RuleReader(QJsonObject object, QString place)
        : m_object(std::move(object))
        , m_place(std::move(place))
    { }

    tl::expected<ReplyRule, ReplyFileProblem> read()
    {
        checkKeys();
        ReplyRule rule;
        rule.test = test();
        rule.reply = reply(rule.test.groupCount());
        rule.delay = std::chrono::milliseconds(wholeNumber(u"delay_ms"_s, 0, MostDelayMs));
        rule.then = then();
        if (m_problem)
            return tl::unexpected(*std::move(m_problem));
        return rule;
    }

private:
    void refuse(const QString& key, const ValueRule& allowed = {})
    {
        if (!m_problem)
            m_problem = ReplyFileProblem{.place = m_place + u'.' + key, .allowed = allowed};
    }

    void checkKeys()
    {
        const QStringList keys = m_object.keys();
        for (const QString& key : keys) {
            if (!TestKeys.contains(key) && !OtherKeys.contains(key))
                refuse(key, oneOf(TestKeys + OtherKeys));
        }
        const auto isTest = [](const QString& key) { return TestKeys.contains(key); };
        const auto first = std::ranges::find_if(keys, isTest);
        if (first != keys.end() && std::ranges::any_of(std::next(first), keys.end(), isTest))
            refuse(*std::find_if(std::next(first), keys.end(), isTest));
        if (m_object.contains("reply"_L1) && m_object.contains("reply_hex"_L1))
            refuse(u"reply_hex"_s);
    }

    QString text(const QString& key)
    {
        const QJsonValue value = m_object.value(key);
        if (!value.isString())
            refuse(key);
        return value.toString();
    }

    ReplyTest test()
    {
        const auto key = std::ranges::find_if(TestKeys, [this](const QString& one) { return m_object.contains(one); });
        if (key == TestKeys.end())
            return {};
        const QString value = text(*key);
        if (*key == "expression"_L1)
            return expression(*key, value);
        if (*key == "hex"_L1)
            return hex(*key, value);
        const std::array places{ReplyTest::Where::Whole, ReplyTest::Where::Begin, ReplyTest::Where::Anywhere};
        const std::string bytes = value.toStdString();
        if (bytes.empty() || bytes.size() > query::BytePattern::MaxBytes) {
            refuse(*key);
            return {};
        }
        return {query::BytePattern::fromText(bytes, false), places.at(std::size_t(key - TestKeys.begin()))};
    }

    ReplyTest expression(const QString& key, const QString& value)
    {
        auto compiled = query::ByteRegex::compile(value.toStdString());
        if (!compiled) {
            refuse(key + u" at "_s + QString::number(compiled.error().offset + 1),
                {ValueKind::OneOf, 0, 0, {QString::fromStdString(compiled.error().text)}});
            return {};
        }
        return ReplyTest(*std::move(compiled));
    }

    ReplyTest hex(const QString& key, const QString& value)
    {
        auto parsed = codec::parseHexPattern(value.toStdU16String());
        if (!parsed || parsed->bytes.empty() || parsed->bytes.size() > query::BytePattern::MaxBytes) {
            refuse(key);
            return {};
        }
        return {query::BytePattern(std::move(parsed->bytes), std::move(parsed->masks)), ReplyTest::Where::Whole};
    }

    std::vector<ReplyPart> reply(unsigned groups)
    {
        if (m_object.contains("reply_hex"_L1)) {
            auto bytes = codec::parseHex(text(u"reply_hex"_s).toStdU16String());
            if (!bytes)
                refuse(u"reply_hex"_s);
            return {ReplyPart{bytes ? *std::move(bytes) : std::vector<std::byte>()}};
        }
        if (!m_object.contains("reply"_L1))
            return {};
        return parts(text(u"reply"_s), groups);
    }

    /// "${reply.2}" is what the second group took, and "$${" is "${".
    std::vector<ReplyPart> parts(const QString& text, unsigned groups)
    {
        std::vector<ReplyPart> found(1);
        const auto add = [&found](QStringView piece) {
            const QByteArray utf8 = piece.toUtf8();
            const auto bytes = std::as_bytes(std::span(utf8.constData(), std::size_t(utf8.size())));
            found.back().bytes.insert(found.back().bytes.end(), bytes.begin(), bytes.end());
        };
        QStringView rest(text);
        for (;;) {
            const qsizetype at = rest.indexOf(u"${");
            if (at < 0)
                break;
            if (at > 0 && rest[at - 1] == u'$') {
                add(rest.first(at - 1));
                add(u"${");
                rest = rest.sliced(at + 2);
                continue;
            }
            add(rest.first(at));
            rest = rest.sliced(at);
            constexpr QStringView Begin = u"${reply.";
            const qsizetype end = rest.indexOf(u'}');
            bool isNumber = false;
            const unsigned group = end < 0 || !rest.startsWith(Begin)
                ? 0
                : rest.sliced(Begin.size(), end - Begin.size()).toUInt(&isNumber);
            if (!isNumber || group == 0 || group > groups) {
                QStringList names;
                for (unsigned one = 1; one <= groups; ++one)
                    names.append(u"${reply.%1}"_s.arg(one));
                refuse(u"reply at "_s + QString::number(text.size() - rest.size() + 1),
                    oneOf(names + QStringList(u"$${"_s)));
                return {};
            }
            found.back().group = group;
            found.emplace_back();
            rest = rest.sliced(end + 1);
        }
        add(rest);
        return found;
    }

    int wholeNumber(const QString& key, int least, int most)
    {
        const QJsonValue value = m_object.value(key);
        if (value.isUndefined())
            return least;
        const double number = value.toDouble(-1);
        if (!(number >= least && number <= most) || number != std::floor(number))
            refuse(key, session::number(least, most));
        return m_problem ? least : int(number);
    }

    Then then()
    {
        if (!m_object.contains("then"_L1))
            return Then::GoOn;
        const qsizetype word = ThenWords.indexOf(text(u"then"_s));
        if (word < 0)
            refuse(u"then"_s, oneOf(ThenWords));
        return word < 0 ? Then::GoOn : Then(word);
    }

    QJsonObject m_object;
    QString m_place;
    std::optional<ReplyFileProblem> m_problem;
};

ReplyFileProblem unreadReplyJson(const QByteArray& json, const QJsonParseError& error)
{
    const QByteArray before = json.first(std::clamp<qsizetype>(error.offset, 0, json.size()));
    return {.place = u"line "_s + QString::number(before.count('\n') + 1)};
}

} // namespace

tl::expected<std::shared_ptr<engine::ReplyRules>, ReplyFileProblem> parseReplyRules(
    const QByteArray& json, const QString& name)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return tl::unexpected(unreadReplyJson(json, error));
    const QJsonObject top = document.object();
    const QStringList keys{u"framing"_s, u"limit"_s, u"rules"_s};
    for (const QString& key : top.keys()) {
        if (!keys.contains(key))
            return tl::unexpected(ReplyFileProblem{.place = key, .allowed = oneOf(keys)});
    }
    auto rules = std::make_shared<engine::ReplyRules>();
    rules->name = name.toStdString();
    if (top.contains("framing"_L1)) {
        const auto framing = message::parseRule(top.value("framing"_L1).toString().toStdString());
        if (!framing)
            return tl::unexpected(
                ReplyFileProblem{.place = u"framing at "_s + QString::number(framing.error().begin + 1)});
        rules->framing = *framing;
    }
    if (top.contains("limit"_L1)) {
        constexpr int Most = 1'000'000;
        const int limit = top.value("limit"_L1).toInt();
        if (limit < 1 || limit > Most)
            return tl::unexpected(ReplyFileProblem{.place = u"limit"_s, .allowed = number(1, Most)});
        rules->mostPerSecond = unsigned(limit);
    }
    const QJsonArray list = top.value("rules"_L1).toArray();
    if (list.isEmpty() || list.size() > MostRules)
        return tl::unexpected(ReplyFileProblem{.place = u"rules"_s, .allowed = number(1, MostRules)});
    for (qsizetype i = 0; i < list.size(); ++i) {
        const QString place = u"rules[%1]"_s.arg(i + 1);
        if (!list.at(i).isObject())
            return tl::unexpected(ReplyFileProblem{.place = place});
        auto rule = RuleReader(list.at(i).toObject(), place).read();
        if (!rule)
            return tl::unexpected(std::move(rule.error()));
        rules->rules.push_back(*std::move(rule));
    }
    return rules;
}

tl::expected<std::shared_ptr<engine::ReplyRules>, ReplyFileProblem> readReplyFile(const QString& path)
{
    const auto content = readRegularFile(path, MostReplyFileBytes);
    if (!content)
        return tl::unexpected(ReplyFileProblem{.errorNumber = content.error().code});
    return parseReplyRules(*content, path);
}

} // namespace session
