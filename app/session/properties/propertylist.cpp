// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/properties/propertylist.h"

#include "net/tcpinfo.h"
#include "session/properties/propertytext.h"

#include <sys/socket.h>

#include <algorithm>
#include <limits>
#include <optional>

namespace session {

using namespace Qt::StringLiterals;

namespace {

PropertyGroup groupOf(const net::OptionInfo& option)
{
    if (option.levelName == "IPPROTO_IP")
        return PropertyGroup::Ip;
    if (option.levelName == "IPPROTO_IPV6")
        return PropertyGroup::Ipv6;
    if (option.levelName == "IPPROTO_TCP")
        return PropertyGroup::Tcp;
    if (option.levelName == "IPPROTO_UDP")
        return PropertyGroup::Udp;
    return PropertyGroup::Socket;
}

PropertyType typeOf(net::OptionType type)
{
    switch (type) {
    case net::OptionType::Flag: return PropertyType::Flag;
    case net::OptionType::Int:
    case net::OptionType::Wide: return PropertyType::Number;
    case net::OptionType::Choice: return PropertyType::Choice;
    case net::OptionType::Linger: return PropertyType::Linger;
    case net::OptionType::Time: return PropertyType::Seconds;
    case net::OptionType::Bits:
    case net::OptionType::Text:
    case net::OptionType::Ip4:
    case net::OptionType::Credentials:
    case net::OptionType::Errno:
    case net::OptionType::SocketInfo:
    case net::OptionType::Memory:
    case net::OptionType::TcpInfo: break;
    }
    return PropertyType::Text;
}

/// Builds the list in the panel's order.
class PropertyList final
{
public:
    explicit PropertyList(const engine::Properties& properties)
        : m_properties(properties)
        , m_status(properties.status)
    { }

    std::vector<Property> build()
    {
        addEndpoint();
        addCounters();
        addMode();
        addOptions();
        addTcpInfo();
        return std::move(m_list);
    }

private:
    void addFact(PropertyKey key, const QString& name, const QString& value, int code = 0, const QString& unit = {})
    {
        m_list.push_back(
            {.group = PropertyGroup::Endpoint, .key = key, .name = name, .value = value, .code = code, .unit = unit});
    }
    void addCount(PropertyKey key, const QString& name, quint64 value, const QString& unit = {})
    {
        addFact(key, name, QString::number(value), 0, unit);
    }

    /// The text of a SOL_SOCKET option that was read.
    [[nodiscard]] QString readText(int name) const
    {
        for (const engine::OptionReading& reading : m_properties.options) {
            if (reading.level != SOL_SOCKET || reading.name != name || reading.error.code != 0)
                continue;
            if (const net::OptionInfo* option = net::findOption(reading.level, reading.name))
                return toText(net::formatOption(*option, reading.value));
        }
        return {};
    }

    /// By the kernel's word where the socket is open, else by its addresses.
    [[nodiscard]] int family() const
    {
        const QString text = readText(SO_DOMAIN);
        if (text == "AF_INET6"_L1 || m_status.info.local.family() == AF_INET6
            || m_status.info.peer.family() == AF_INET6)
            return AF_INET6;
        return net::isUnix(m_status.info.protocol) ? AF_UNIX : AF_INET;
    }

    void addEndpoint()
    {
        addFact(PropertyKey::Name, u"name"_s, inertText(m_status.info.name));
        addFact(PropertyKey::State, u"state"_s, stateText(m_status.state), static_cast<int>(m_status.state));
        if (const QString steps = stepsText(m_status.steps); !steps.isEmpty())
            addFact(PropertyKey::StateSteps, u"state since"_s, steps);
        addFact(PropertyKey::Role, u"role"_s, roleText(m_status.info.role), static_cast<int>(m_status.info.role));
        addFact(PropertyKey::Protocol, u"protocol"_s, toText(net::protocolName(m_status.info.protocol)));
        if (const QString text = readText(SO_DOMAIN); !text.isEmpty())
            addFact(PropertyKey::Family, u"family"_s, text);
        if (const QString text = readText(SO_TYPE); !text.isEmpty())
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
        addLanes();
        addReceive();
        addSetting({.key = PropertyKey::Echo,
            .name = u"Echo"_s,
            .value = engine::echoes(m_status.behaviour) ? u"1"_s : u"0"_s,
            .code = engine::echoes(m_status.behaviour) ? 1 : 0,
            .type = PropertyType::Flag,
            .maximum = 1,
            .isReadOnly = false});
        if (m_status.info.role == capture::Role::Listener)
            addSetting({.key = PropertyKey::Backlog,
                .name = u"Backlog"_s,
                .value = QString::number(m_status.backlog),
                .type = PropertyType::Number,
                .maximum = std::numeric_limits<int>::max(),
                .unit = u"connections"_s,
                .isReadOnly = false});
        if (m_status.fd >= 0)
            addSetting({.key = PropertyKey::NonBlockingFlag,
                .name = u"O_NONBLOCK"_s,
                .value = m_properties.nonBlockingFlag ? u"1"_s : u"0"_s,
                .code = m_properties.nonBlockingFlag ? 1 : 0,
                .type = PropertyType::Flag});
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
        const std::uint32_t size = m_status.receiveSize == 0 ? DefaultReceiveSize : m_status.receiveSize;
        addSetting({.key = PropertyKey::ReceiveSize,
            .name = u"Receive size"_s,
            .value = QString::number(size),
            .type = PropertyType::Number,
            .minimum = 1,
            .maximum = MaxReceiveSize,
            .unit = u"bytes"_s,
            .isReadOnly = false});
    }

    void addOption(const net::OptionInfo& option, const engine::OptionReading* reading)
    {
        // ENOPROTOOPT and EOPNOTSUPP: this kernel or socket does not have it, so there is nothing to set either.
        const int error = reading ? reading->error.code : 0;
        const bool isAbsent = error == ENOPROTOOPT || error == EOPNOTSUPP;
        Property property{.group = groupOf(option),
            .key = PropertyKey::Option,
            .option = &option,
            .name = toText(option.cName),
            .type = typeOf(option.type),
            .minimum = option.minimum,
            .maximum = option.maximum,
            .unit = option.type == net::OptionType::Linger ? QString() : unitText(option.unit), // "5 s" has it already
            .isReadOnly = !option.isWritable() || isAbsent || engine::isEnded(m_status.state)};
        if (property.type == PropertyType::Choice) {
            for (const net::NamedValue& choice : option.choices)
                property.choices.append(toText(choice.name));
        }
        if (reading && error == 0) {
            const std::string text = net::formatOption(option, reading->value);
            property.value = option.type == net::OptionType::Text ? inertText(text) : toText(text);
            property.bytes = QByteArray(
                reinterpret_cast<const char*>(reading->value.data()), static_cast<qsizetype>(reading->value.size()));
        } else if (reading) {
            property.readError = reading->error;
        }
        m_list.push_back(std::move(property));
    }

    void addOptions()
    {
        if (m_properties.options.empty())
            return;
        for (const net::OptionInfo& option : net::optionTable()) {
            if (option.type == net::OptionType::TcpInfo)
                continue;
            const auto reading = std::find_if(m_properties.options.begin(), m_properties.options.end(),
                [&](const auto& each) { return each.level == option.level && each.name == option.name; });
            if (reading != m_properties.options.end())
                addOption(option, &*reading);
            else if (!option.readable && net::appliesTo(option, m_status.info.protocol, family()))
                addOption(option, nullptr);
        }
        // Levels are listed together, whatever the table's order is.
        std::stable_sort(
            m_list.begin(), m_list.end(), [](const Property& a, const Property& b) { return a.group < b.group; });
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
    std::vector<Property> m_list;
};

} // namespace

std::vector<Property> listProperties(const engine::Properties& properties)
{
    return PropertyList(properties).build();
}

} // namespace session
