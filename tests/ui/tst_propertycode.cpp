// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/properties/propertymodel.h"
#include "tests/session/socketproperties.h"
#include "ui/properties/optionwords.h"
#include "ui/properties/propertycode.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using session::PropertyModel;

namespace {

QModelIndex find(const PropertyModel& model, const QString& name)
{
    for (int top = 0; top < model.rowCount(); ++top) {
        const QModelIndex parent = model.index(top, 0);
        if (parent.data() == name)
            return parent.siblingAtColumn(PropertyModel::ValueColumn);
        for (int row = 0; row < model.rowCount(parent); ++row) {
            if (model.index(row, 0, parent).data() == name)
                return model.index(row, PropertyModel::ValueColumn, parent);
        }
    }
    return {};
}

void set(const ConnectedPair& pair, std::string_view name, std::string_view value)
{
    const net::OptionInfo& option = *net::findOption(name);
    const auto bytes = net::parseOption(option, value);
    QVERIFY(bytes);
    QVERIFY(net::setOption(pair.client.get(), option.level, option.name, *bytes));
}

} // namespace

class TestPropertyCode final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyOptionHasItsWords()
    {
        for (const net::OptionInfo& option : net::optionTable()) {
            const QString meaning = ui::optionMeaning(option.cName);
            QVERIFY2(meaning.endsWith(u'.') && meaning.size() < 200 && !meaning.contains(u'\n'), option.cName.data());
        }
    }

    void initTestCase()
    {
        set(m_pair, "SO_KEEPALIVE", "1");
        set(m_pair, "SO_LINGER", "5");
        set(m_pair, "SO_RCVTIMEO", "2.5");
        set(m_pair, "SO_MARK", "0");
        m_properties = socketProperties(m_pair.client.get(), SocketKinds[0], 1);
        m_properties.status.mode = {net::Mode::Timeout, std::chrono::milliseconds(2500)};
        m_model.setEndpoint({1});
        m_model.update(m_properties);
    }

    void isTheCallOfEachLanguage_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("c");
        QTest::addColumn<QString>("python");
        QTest::newRow("flag") << u"SO_KEEPALIVE"_s
                              << u"setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &(int){1}, sizeof(int));"_s
                              << u"sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)"_s;
        QTest::newRow("linger")
            << u"SO_LINGER"_s
            << u"setsockopt(fd, SOL_SOCKET, SO_LINGER, &(struct linger){1, 5}, sizeof(struct linger));"_s
            << u"sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack(\"ii\", 1, 5))"_s;
        QTest::newRow("read-only") << u"SO_TYPE"_s << u"getsockopt(fd, SOL_SOCKET, SO_TYPE, &value, &size);"_s
                                   << u"sock.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE)"_s;
        QTest::newRow("timeout") << u"Timeout"_s << u"poll(&(struct pollfd){fd, POLLIN, 0}, 1, 2500);"_s
                                 << u"sock.settimeout(2.5)"_s;
        QTest::newRow("receive size") << u"Receive size"_s << u"recv(fd, buffer, 65536, 0);"_s << u"sock.recv(65536)"_s;
        QTest::newRow("only set, no value") << u"SO_RCVBUFFORCE"_s << QString() << QString();
        QTest::newRow("no call") << u"state"_s << QString() << QString();
    }
    void isTheCallOfEachLanguage()
    {
        QFETCH(QString, name);
        QFETCH(QString, c);
        QFETCH(QString, python);
        QCOMPARE(ui::propertyAsC(find(m_model, name)), c);
        QCOMPARE(ui::propertyAsPython(find(m_model, name)), python);
    }

    void groupsHaveNoCall()
    {
        QCOMPARE(ui::propertyAsC(find(m_model, u"SO_MARK"_s).parent()), QString());
        QCOMPARE(ui::propertyAsPython({}), QString());
    }

    /// What is copied for C must compile, whatever the option.
    void everyLineOfCCompiles()
    {
        const QString compiler = QStandardPaths::findExecutable(u"cc"_s);
        if (compiler.isEmpty())
            QSKIP("no C compiler");
        QString source = u"#define _GNU_SOURCE\n#include <fcntl.h>\n#include <netinet/in.h>\n#include <netinet/tcp.h>\n"
                         "#include <netinet/udp.h>\n#include <poll.h>\n#include <stdint.h>\n#include <sys/socket.h>\n"
                         "#include <sys/time.h>\n"_s;
        // Newer than the C library's headers: <linux/...> has them.
        for (const net::OptionInfo& option : net::optionTable()) {
            const QString name = QLatin1String(option.cName.data(), static_cast<qsizetype>(option.cName.size()));
            source += u"#ifndef %1\n#define %1 %2\n#endif\n"_s.arg(name).arg(option.name);
        }
        source += u"int f(int fd, char *buffer, void *value, void *info, socklen_t size) {\n"_s;
        int count = 0;
        forEachProperty([&](const QModelIndex& index) {
            const QString line = ui::propertyAsC(index);
            source += line + u";\n"_s;
            count += line.isEmpty() ? 0 : 1;
        });
        source += u"return 0; }\n"_s;
        QVERIFY(count > 60);
        QProcess cc;
        cc.start(compiler, {u"-x"_s, u"c"_s, u"-fsyntax-only"_s, u"-Werror"_s, u"-Wno-unused-value"_s, u"-"_s});
        cc.write(source.toUtf8());
        cc.closeWriteChannel();
        QVERIFY(cc.waitForFinished());
        QVERIFY2(cc.exitCode() == 0, cc.readAllStandardError().constData());
    }

    /// What is copied for Python must parse, and do what it says on a socket of Python's.
    void everyLineOfPythonParses()
    {
        const QString python = QStandardPaths::findExecutable(u"python3"_s);
        if (python.isEmpty())
            QSKIP("no python3");
        QString source = u"import ast, socket, struct\n"_s;
        forEachProperty(
            [&](const QModelIndex& index) { source += u"ast.parse(r'''%1''')\n"_s.arg(ui::propertyAsPython(index)); });
        source += u"sock = socket.socket()\n"_s;
        for (const QString& name :
            {u"SO_KEEPALIVE"_s, u"SO_LINGER"_s, u"SO_RCVTIMEO"_s, u"TCP_CONGESTION"_s, u"Timeout"_s})
            source += ui::propertyAsPython(find(m_model, name)) + u'\n';
        source += u"assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1\n"
                  "assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8) == struct.pack('ii', 1, 5)\n"
                  "assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, 16) == struct.pack('ll', 2, 500000)\n"
                  "assert sock.gettimeout() == 2.5\n"_s;
        QProcess run;
        run.start(python, {u"-c"_s, source});
        QVERIFY(run.waitForFinished());
        QVERIFY2(run.exitCode() == 0, run.readAllStandardError().constData());
    }

private:
    template <class Visit> void forEachProperty(Visit visit) const
    {
        for (int top = 0; top < m_model.rowCount(); ++top) {
            const QModelIndex parent = m_model.index(top, 0);
            if (parent.data(PropertyModel::KeyRole).isValid())
                visit(parent.siblingAtColumn(PropertyModel::ValueColumn));
            for (int row = 0; row < m_model.rowCount(parent); ++row)
                visit(m_model.index(row, PropertyModel::ValueColumn, parent));
        }
    }

    ConnectedPair m_pair = connectedPair(SocketKinds[0]);
    engine::Properties m_properties;
    PropertyModel m_model;
};

QTEST_GUILESS_MAIN(TestPropertyCode)
#include "tst_propertycode.moc"
