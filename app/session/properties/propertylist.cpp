// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/properties/propertylist.h"

#include "engine/behaviours/replyrules.h"
#include "message/presets.h"
#include "message/ruletext.h"
#include "net/tcpinfo.h"
#include "session/properties/optionlist.h"
#include "session/properties/propertytext.h"

#include <sys/socket.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <span>

namespace session {

using namespace Qt::StringLiterals;

namespace {

/// Builds the list in the panel's order.
class PropertyList final
{
public:
    PropertyList(const engine::Properties& properties, const message::Rule& framing)
        : m_properties(properties)
        , m_status(properties.status)
        , m_framing(framing)
    { }

    std::vector<Property> build()
    {
        addMode();
        addEndpoint();
        addCounters();
        std::ranges::move(listOptions(m_properties), std::back_inserter(m_list));
        addSeldomSet();
        addTcpInfo();
        // Levels are listed together, whatever the table's order is.
        std::ranges::stable_sort(m_list, {}, &Property::group);
        return std::move(m_list);
    }

private:
    void addFact(PropertyKey key, const QString& name, const QString& value, int code = 0, const QString& unit = {})
    {
        m_list.push_back({.key = key, .name = name, .value = value, .code = code, .unit = unit});
    }
    void addCount(PropertyKey key, const QString& name, quint64 value, const QString& unit = {})
    {
        addFact(key, name, QString::number(value), 0, unit);
    }

    void addEndpoint()
    {
        addFact(PropertyKey::Name, u"name"_s, inertText(m_status.info.name));
        addFact(PropertyKey::State, u"state"_s, stateText(m_status.state), static_cast<int>(m_status.state));
        if (const QString steps = stepsText(m_status.steps); !steps.isEmpty())
            addFact(PropertyKey::StateSteps, u"states"_s, steps);
        addFact(PropertyKey::Role, u"role"_s, roleText(m_status.info.role), static_cast<int>(m_status.info.role));
        addFact(PropertyKey::Protocol, u"protocol"_s, toText(net::protocolName(m_status.info.protocol)));
        if (const QString text = optionText(m_properties, SO_DOMAIN); !text.isEmpty())
            addFact(PropertyKey::Family, u"family"_s, text);
        if (const QString text = optionText(m_properties, SO_TYPE); !text.isEmpty())
            addFact(PropertyKey::Type, u"type"_s, text);
        if (m_status.fd >= 0)
            addFact(PropertyKey::Descriptor, u"descriptor"_s, QString::number(m_status.fd));
        if (!m_status.info.local.isEmpty())
            addFact(PropertyKey::LocalAddress, u"local address"_s, inertText(m_status.info.local.toString()));
        if (!m_status.info.peer.isEmpty())
            addFact(PropertyKey::PeerAddress, u"peer address"_s, inertText(m_status.info.peer.toString()));
        if (m_properties.fileMode)
            addFact(PropertyKey::FileMode, u"file mode"_s, u"%1"_s.arg(*m_properties.fileMode, 4, 8, QChar(u'0')));
        if (m_status.lastError) {
            addFact(PropertyKey::LastError, u"last error"_s, errorText(*m_status.lastError), m_status.lastError->code);
        }
    }

    void addCounters()
    {
        const engine::Counters& counters = m_status.counters;
        if (m_status.info.role == capture::Role::Listener) {
            addCount(PropertyKey::OpenConnections, u"open connections"_s, m_status.openChildren);
            addCount(PropertyKey::TotalConnections, u"accepted in all"_s, m_status.totalChildren);
        } else {
            addCount(PropertyKey::BytesIn, u"received"_s, counters.bytesIn, u"bytes"_s);
            addCount(PropertyKey::BytesOut, u"sent"_s, counters.bytesOut, u"bytes"_s);
            addCount(PropertyKey::MessagesIn, u"receive calls"_s, counters.messagesIn);
            addCount(PropertyKey::MessagesOut, u"send calls"_s, counters.messagesOut);
            addCount(PropertyKey::QueuedBytes, u"waiting to be sent"_s, m_status.queuedBytes, u"bytes"_s);
            if (m_properties.receiveQueue >= 0)
                addFact(PropertyKey::ReceiveQueue, u"kernel receive queue"_s,
                    QString::number(m_properties.receiveQueue), 0, u"bytes"_s);
            if (m_properties.sendQueue >= 0)
                addFact(PropertyKey::SendQueue, u"kernel send queue"_s, QString::number(m_properties.sendQueue), 0,
                    u"bytes"_s);
        }
        addCount(PropertyKey::Records, u"records"_s, counters.records);
        if (counters.droppedRecords > 0)
            addCount(PropertyKey::DroppedRecords, u"not recorded"_s, counters.droppedRecords, u"records"_s);
        if (counters.cutBytes > 0)
            addCount(PropertyKey::CutBytes, u"cut"_s, counters.cutBytes, u"bytes"_s);
        if (!net::hasConnections(m_status.info.protocol))
            addCount(PropertyKey::KernelDrops, u"dropped by kernel"_s, counters.kernelDrops, u"datagrams"_s);
    }

    void addSetting(Property property)
    {
        property.group = PropertyGroup::Mode;
        property.isReadOnly = property.isReadOnly || engine::isEnded(m_status.state);
        m_list.push_back(std::move(property));
    }

    void addMode()
    {
        const QStringList modes{u"blocking"_s, u"timeout"_s, u"non-blocking"_s};
        const auto mode = static_cast<int>(m_status.mode.mode);
        addSetting({.key = PropertyKey::Mode,
            .name = u"Mode"_s,
            .value = modes.value(mode),
            .code = mode,
            .type = PropertyType::Choice,
            .choices = modes,
            .isReadOnly = false});
        addSetting({.key = PropertyKey::Timeout,
            .name = u"Timeout"_s,
            .value = timeoutText(m_status.mode),
            .code = mode,
            .type = PropertyType::Seconds,
            .maximum = MaxTimeoutSeconds,
            .unit = m_status.mode.mode == net::Mode::Timeout ? u"s"_s : QString(),
            .isReadOnly = false});
        addReceive();
        addSetting({.key = PropertyKey::Echo,
            .name = u"Echo"_s,
            .value = engine::echoes(m_status.behaviour) ? u"1"_s : u"0"_s,
            .code = engine::echoes(m_status.behaviour) ? 1 : 0,
            .type = PropertyType::Flag,
            .maximum = 1,
            .isReadOnly = false});
        if (const auto* reply = std::get_if<engine::Reply>(&m_status.behaviour))
            addSetting({.key = PropertyKey::Replies,
                .name = u"Replies"_s,
                .value = QString::fromStdString(reply->rules->name),
                .type = PropertyType::Text});
        addFraming();
        if (m_status.info.role == capture::Role::Listener)
            addSetting({.key = PropertyKey::Backlog,
                .name = u"Backlog"_s,
                .value = QString::number(m_status.backlog),
                .type = PropertyType::Number,
                .maximum = std::numeric_limits<int>::max(),
                .unit = u"connections"_s,
                .isReadOnly = false});
    }

    /// Behind the options that are set more often, as long as the socket has options.
    void addSeldomSet()
    {
        const std::size_t first = m_list.size();
        addReceiveSize();
        addLanes();
        if (m_status.fd >= 0)
            addSetting({.key = PropertyKey::NonBlockingFlag,
                .name = u"O_NONBLOCK"_s,
                .value = m_properties.nonBlockingFlag ? u"1"_s : u"0"_s,
                .code = m_properties.nonBlockingFlag ? 1 : 0,
                .type = PropertyType::Flag});
        for (Property& property : std::span(m_list).subspan(first))
            property.group = engine::isEnded(m_status.state) ? PropertyGroup::Mode : PropertyGroup::Common;
    }

    /// What has ended can still be framed: the bytes are in the capture.
    void addFraming()
    {
        QStringList choices{u"none"_s};
        for (const message::Preset& preset : message::presets())
            choices.append(toText(preset.name));
        m_list.push_back({.group = PropertyGroup::Mode,
            .key = PropertyKey::Framing,
            .name = u"Framing"_s,
            .value = QString::fromStdString(message::ruleText(m_framing)),
            .type = PropertyType::Choice,
            .choices = choices,
            .isReadOnly = false});
    }

    void addLanes()
    {
        const QStringList lanes{u"two"_s, u"one"_s};
        const int lane = m_status.oneLane ? 1 : 0;
        addSetting({.key = PropertyKey::Lanes,
            .name = u"Lanes"_s,
            .value = lanes.value(lane),
            .code = lane,
            .type = PropertyType::Choice,
            .choices = lanes,
            .isReadOnly = false});
    }

    void addReceive()
    {
        const QStringList receives{u"automatic"_s, u"on demand"_s};
        const auto receive = static_cast<int>(m_status.receive);
        addSetting({.key = PropertyKey::Receive,
            .name = u"Receive"_s,
            .value = receives.value(receive),
            .code = receive,
            .type = PropertyType::Choice,
            .choices = receives,
            .isReadOnly = false});
    }

    void addReceiveSize()
    {
        const std::uint32_t size = m_status.receiveSize == 0 ? DefaultReceiveSize : m_status.receiveSize;
        addSetting({.key = PropertyKey::ReceiveSize,
            .name = u"Receive size"_s,
            .value = QString::number(size),
            .type = PropertyType::Number,
            .minimum = 1,
            .maximum = engine::mostReceiveSize(m_status.info.protocol),
            .unit = u"bytes"_s,
            .isReadOnly = false});
    }

    void addTcpInfo()
    {
        for (const engine::OptionReading& reading : m_properties.options) {
            const net::OptionInfo* option = net::findOption(reading.level, reading.name);
            if (!option || option->type != net::OptionType::TcpInfo || reading.error.code != 0)
                continue;
            for (const net::TcpFact& fact : net::tcpFacts(reading.value))
                m_list.push_back({.group = PropertyGroup::TcpInfo,
                    .key = PropertyKey::TcpFact,
                    .name = toText(fact.name),
                    .value = fact.text.empty() ? QString::number(fact.value) : toText(fact.text),
                    .unit = fact.text.empty() ? toText(fact.unit) : QString()});
        }
    }

    const engine::Properties& m_properties;
    const engine::EndpointStatus& m_status;
    const message::Rule& m_framing;
    std::vector<Property> m_list;
};

} // namespace

std::vector<Property> listProperties(const engine::Properties& properties, const message::Rule& framing)
{
    return PropertyList(properties, framing).build();
}

} // namespace session
