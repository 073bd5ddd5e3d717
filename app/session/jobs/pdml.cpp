// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/jobs/pdml.h"

#include <QXmlStreamReader>

#include <utility>

namespace session {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaxLevels = 64;

QString textOf(const QXmlStreamAttributes& attributes)
{
    for (const QLatin1StringView name : {"showname"_L1, "show"_L1, "name"_L1}) {
        if (const QStringView value = attributes.value(name); !value.isEmpty())
            return value.toString();
    }
    return {};
}

/// Reads what is within the present element. Fields that Wireshark hides, and wrappers without a text, are passed over.
void readFields(QXmlStreamReader& xml, std::vector<DissectedField>& fields, int level)
{
    while (xml.readNextStartElement()) {
        const QXmlStreamAttributes attributes = xml.attributes();
        if (level == MaxLevels || attributes.value("hide"_L1) == "yes"_L1) {
            xml.skipCurrentElement();
            continue;
        }
        DissectedField field{textOf(attributes), {}};
        readFields(xml, field.fields, level + 1);
        if (!field.text.isEmpty())
            fields.push_back(std::move(field));
    }
}

} // namespace

std::optional<std::vector<DissectedField>> lastPacket(const QByteArray& pdml)
{
    QXmlStreamReader xml(pdml);
    if (!xml.readNextStartElement() || xml.name() != "pdml"_L1)
        return {};
    std::vector<DissectedField> packet;
    while (xml.readNextStartElement()) {
        if (xml.name() != "packet"_L1) {
            xml.skipCurrentElement();
            continue;
        }
        packet.clear();
        readFields(xml, packet, 0);
    }
    if (xml.hasError())
        return {};
    // What tshark says of its own file, not of the traffic.
    std::erase_if(packet, [](const DissectedField& protocol) { return protocol.text == "General information"_L1; });
    return packet;
}

} // namespace session
