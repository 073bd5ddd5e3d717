// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "python.h"
#include "samples.h"

#include "codec/copyformat.h"
#include "codec/hex.h"
#include "codec/hexdump.h"
#include "codec/hexpaste.h"

#include <QTest>

using codec::CopyFormat;
using namespace Qt::StringLiterals;
using namespace samples;

namespace {

/// What the editor would show, or "as it is".
QString pasted(const QString& text)
{
    const auto hex = codec::normalizePastedHex(unitsOf(text));
    return hex ? QString::fromStdU16String(*hex) : u"as it is"_s;
}

QString plain(const QByteArray& bytes)
{
    return QString::fromLatin1(bytes.toHex(' '));
}

/// What a terminal or a mail may do to a copied text: carriage returns, and blanks at line ends lost.
QList<QString> variantsOf(const QString& text)
{
    QString trimmed;
    for (const QString& line : text.split(u'\n')) {
        qsizetype end = line.size();
        while (end > 0 && line[end - 1] == u' ')
            --end;
        trimmed += line.first(end) + u'\n';
    }
    return {text, trimmed, QString(text).replace(u'\n', "\r\n"_L1), u"\n  "_s + text + u"\n\n"_s};
}

const QString Hello = u"48 65 6c 6c 6f 2c 20 77 6f 72 6c 64"_s;

} // namespace

class TestHexPaste final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clearCasesBecomePlainHex_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("hex");
        lists();
        literals();
        arrays();
        dumps();
    }
    void clearCasesBecomePlainHex()
    {
        QFETCH(QString, text);
        QFETCH(QString, hex);
        for (const QString& variant : variantsOf(text))
            QCOMPARE(pasted(variant), hex);
    }

    void doubtfulCasesStay_data()
    {
        QTest::addColumn<QString>("text");
        doubtfulLists();
        doubtfulArrays();
        doubtfulDumps();
    }
    void doubtfulCasesStay()
    {
        QFETCH(QString, text);
        QCOMPARE(pasted(text), u"as it is"_s);
    }

    void whatToolsPrintIsRead_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("xxd") << u"xxd"_s << QStringList();
        QTest::newRow("xxd -g1") << u"xxd"_s << QStringList(u"-g1"_s);
        QTest::newRow("xxd -u -c 20") << u"xxd"_s << QStringList{u"-u"_s, u"-c"_s, u"20"_s};
        QTest::newRow("xxd -d") << u"xxd"_s << QStringList(u"-d"_s);
        QTest::newRow("xxd -i") << u"xxd"_s << QStringList(u"-i"_s);
        QTest::newRow("hexdump -C") << u"hexdump"_s << QStringList(u"-C"_s);
        QTest::newRow("hexdump -vC") << u"hexdump"_s << QStringList(u"-vC"_s);
        QTest::newRow("od -A x -t x1z") << u"od"_s << QStringList{u"-A"_s, u"x"_s, u"-t"_s, u"x1z"_s};
        QTest::newRow("od -A x -t x1") << u"od"_s << QStringList{u"-A"_s, u"x"_s, u"-t"_s, u"x1"_s};
        QTest::newRow("od -t x1") << u"od"_s << QStringList{u"-t"_s, u"x1"_s};
        QTest::newRow("od -A d -t x1z -v") << u"od"_s << QStringList{u"-A"_s, u"d"_s, u"-v"_s, u"-t"_s, u"x1z"_s};
    }
    void whatToolsPrintIsRead()
    {
        QFETCH(QString, program);
        QFETCH(QStringList, arguments);
        std::mt19937 random = randomness();
        for (int i = 0; i < 12; ++i) {
            QByteArray bytes = "!" + (i == 0 ? everyByte() : pick(random, everyByte(), 100));
            if (i == 1)
                bytes = "Hello " + QByteArray(96, 'x') + "  " + QByteArray(48, '\0') + " end  ";
            const auto output = outputOf(program, arguments, bytes);
            if (!output)
                QSKIP("the program is not installed");
            for (const QString& variant : variantsOf(QString::fromLatin1(*output)))
                QCOMPARE(pasted(variant), plain(bytes));
        }
    }

    void littleEndianWordsAreNeverReadInTheWrongOrder_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("xxd -e") << u"xxd"_s << QStringList(u"-e"_s);
        QTest::newRow("hexdump") << u"hexdump"_s << QStringList();
        QTest::newRow("od -x") << u"od"_s << QStringList(u"-x"_s);
        QTest::newRow("od -t x4z") << u"od"_s << QStringList{u"-A"_s, u"x"_s, u"-t"_s, u"x4z"_s};
    }
    void littleEndianWordsAreNeverReadInTheWrongOrder()
    {
        QFETCH(QString, program);
        QFETCH(QStringList, arguments);
        for (const QByteArray& bytes : {QByteArray("Hello, world"), QByteArray("\1\2\3\4\5\6\7\10"), everyByte()}) {
            const auto output = outputOf(program, arguments, bytes);
            if (!output)
                QSKIP("the program is not installed");
            QCOMPARE(pasted(QString::fromLatin1(*output)), u"as it is"_s);
        }
    }

    void ourOwnFormatsReadBack()
    {
        std::mt19937 random = randomness();
        for (int i = 0; i < 500; ++i) {
            const QByteArray bytes = "\xff" + (i == 0 ? everyByte() : pick(random, everyByte(), 70));
            for (const CopyFormat format : {CopyFormat::HexDump, CopyFormat::CArray, CopyFormat::PythonBytes}) {
                const QString text = QString::fromStdString(codec::copyAs(bytesOf(bytes), format));
                QCOMPARE(pasted(text), plain(bytes));
            }
            const std::uint64_t far = (std::uint64_t{1} << 40) + 5;
            QCOMPARE(pasted(QString::fromStdString(codec::hexDump(bytesOf(bytes), far))), plain(bytes));
        }
    }

    /// Whatever is pasted, the answer is plain hex that the strict parser takes, or nothing.
    void randomTextGivesPlainHexOrNothing()
    {
        std::mt19937 random = randomness();
        const QByteArray alphabet("0000148aAfFxX\\\\,,::--{}[]\"'|><*/=;b  \n\n\t.");
        for (int i = 0; i < 5000; ++i) {
            const QString text = QString::fromLatin1(pick(random, alphabet, 30));
            if (const auto hex = codec::normalizePastedHex(unitsOf(text)))
                QVERIFY(codec::parseHex(*hex).has_value());
        }
    }

    void changedDumpsAreNoLongerTrusted()
    {
        std::mt19937 random = randomness();
        const QString dump = QString::fromStdString(codec::hexDump(bytesOf("Hello, world, this is more than a line")));
        std::uniform_int_distribution<qsizetype> place(0, dump.size() - 1);
        for (int i = 0; i < 2000; ++i) {
            QString changed = dump;
            const qsizetype at = place(random);
            changed[at] = changed[at] == u'7' ? u'6' : u'7';
            QCOMPARE(pasted(changed), u"as it is"_s);
        }
    }

    void foldsAreUnfoldedToALimit()
    {
        const QString line = u" 00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n*\n"_s;
        QCOMPARE(pasted(u"00000000 "_s + line + u"00100000\n"_s).size(), qsizetype{1 << 20} * 3 - 1);
        QCOMPARE(pasted(u"00000000 "_s + line + u"00100020\n"_s), u"as it is"_s);
        QCOMPARE(pasted(u"00000000 "_s + line + u"ffffffffffffff00\n"_s), u"as it is"_s);
        QCOMPARE(pasted(u"00000000 "_s + line + u"00000018\n"_s), u"as it is"_s);
        QCOMPARE(pasted(u"00000000 "_s + line), u"as it is"_s);
        // Octal, decimal or hexadecimal: only the end tells, and here it does not.
        const QString open = u" 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00\n*\n"_s;
        QCOMPARE(pasted(u"0000000"_s + open + u"0000100\n"_s), u"as it is"_s);
        QCOMPARE(pasted(u"000000"_s + open + u"000100\n"_s).size(), 256 * 3 - 1);
    }

    void largeInputIsReadToItsEnd_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("end");
        QTest::newRow("0x list") << u"0x41, "_s << u"0x42"_s;
        QTest::newRow("pairs") << u"ab:"_s << u"42"_s;
        QTest::newRow("escapes") << u"\\x41"_s << u"\\x42"_s;
    }
    void largeInputIsReadToItsEnd()
    {
        QFETCH(QString, line);
        QFETCH(QString, end);
        const int count = static_cast<int>((1 << 20) / line.size());
        const QString text = line.repeated(count);
        QCOMPARE(pasted(text + end).size(), qsizetype{count} * 3 + 2);
        QCOMPARE(pasted(text + end + u'g'), u"as it is"_s);
    }

    void largeInputThatIsNothingIsLeftAlone_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("digits") << QString(10 << 20, u'a');
        QTest::newRow("blanks") << QString(512 << 10, u' ');
        QTest::newRow("lines") << QString(512 << 10, u'\n');
        QTest::newRow("open comments") << u"/*"_s.repeated(256 << 10);
        QTest::newRow("open brackets") << QString(512 << 10, u'{');
        QTest::newRow("backslashes") << QString(512 << 10, u'\\');
        QTest::newRow("quotes") << QString(512 << 10, u'\'');
        QTest::newRow("bars") << u"0000: "_s + QString(512 << 10, u'|');
        QTest::newRow("a line of bytes") << u"0000: "_s + u"41 "_s.repeated(256 << 10);
        QTest::newRow("blanks in a line") << u"0000: 41"_s + QString(512 << 10, u' ') + u'B';
    }
    void largeInputThatIsNothingIsLeftAlone()
    {
        QFETCH(QString, text);
        QVERIFY(!codec::normalizePastedHex(unitsOf(text)).has_value());
    }

private:
    static void lists()
    {
        QTest::newRow("0x with commas") << u"0xde, 0xAD,0xbe , 0xef"_s << u"de ad be ef"_s;
        QTest::newRow("0x with a comma at the end") << u"0xde, 0xad,\n0xbe, 0xef,"_s << u"de ad be ef"_s;
        QTest::newRow("0x with blanks") << u"0xde 0xad\n0Xbe\t0xef"_s << u"de ad be ef"_s;
        QTest::newRow("0x with one digit") << u"0x0, 0x1, 0xf"_s << u"00 01 0f"_s;
        QTest::newRow("one 0x") << u"0x41"_s << u"41"_s;
        QTest::newRow("0x in brackets") << u"[0xde, 0xad]"_s << u"de ad"_s;
        QTest::newRow("0x in braces") << u"{ 0xde, 0xad, };"_s << u"de ad"_s;
        QTest::newRow("commas") << u"de,ad, be,ef"_s << u"de ad be ef"_s;
        QTest::newRow("colons") << u"de:ad:be:ef"_s << u"de ad be ef"_s;
        QTest::newRow("dashes") << u"DE-AD-BE-EF"_s << u"de ad be ef"_s;
        QTest::newRow("MAC address without letters") << u"00:11:22:33:44:55"_s << u"00 11 22 33 44 55"_s;
        QTest::newRow("Windows' MAC address") << u"00-15-5D-01-02-03"_s << u"00 15 5d 01 02 03"_s;
        QTest::newRow("colons and no-break spaces") << u"de:\u00a0ad"_s << u"de ad"_s;
        QTest::newRow("plain but for no-break spaces") << u"de\u00a0ad\u202fbe\u2007ef"_s << u"de ad be ef"_s;
        QTest::newRow("plain but for what has no width") << u"\ufeffde\u200bad"_s << u"de ad"_s;
        QTest::newRow("openssl's modulus") << u"    00:c3:9f:\n    12:e1:04:\n    7b"_s << u"00 c3 9f 12 e1 04 7b"_s;
    }

    static void literals()
    {
        QTest::newRow("escapes") << uR"(\xde\xad\xBE\xef)"_s << u"de ad be ef"_s;
        QTest::newRow("escapes in a string") << uR"("\xde\xad";)"_s << u"de ad"_s;
        QTest::newRow("shell code over lines") << u"\"\\xde\\xad\"\n\"\\xbe\\xef\""_s << u"de ad be ef"_s;
        QTest::newRow("Wireshark's escaped string") << u"\"\\xde\\xad\" \\\n\"\\xbe\\xef\""_s << u"de ad be ef"_s;
        QTest::newRow("escapes in single quotes") << uR"('\xde\xad')"_s << u"de ad"_s;
        QTest::newRow("Python") << uR"(b'Hello, world')"_s << Hello;
        QTest::newRow("Python with escapes") << u"b\"\\x00a\\'\\\"\\\\\\n\\101\""_s << u"00 61 27 22 5c 0a 41"_s;
        QTest::newRow("Python of hex digits") << uR"(b'dead')"_s << u"64 65 61 64"_s;
        QTest::newRow("Python's bytearray as printed") << u"bytearray(b'\\xde\\xad')"_s << u"de ad"_s;
        QTest::newRow("Python with a name") << u"data = b'\\xde\\xad'"_s << u"de ad"_s;
        QTest::newRow("Python's fromhex") << u"bytes.fromhex('de ad be ef')"_s << u"de ad be ef"_s;
        QTest::newRow("Python's fromhex with a name") << u"x = bytearray.fromhex(\"dead\")"_s << u"de ad"_s;
        QTest::newRow("Python's unhexlify") << u"binascii.unhexlify(b'dead')"_s << u"de ad"_s;
        QTest::newRow("Node's Buffer as printed") << u"<Buffer de ad be ef>"_s << u"de ad be ef"_s;
        QTest::newRow("Node's Buffer of hex") << u"const b = Buffer.from('dead', 'hex');"_s << u"de ad"_s;
        QTest::newRow("Go's DecodeString") << u"hex.DecodeString(\"dead\")"_s << u"de ad"_s;
        QTest::newRow("assembler") << u"0DEh, 0ADh, 01h"_s << u"de ad 01"_s;
        QTest::newRow("assembler with db") << u"db 10h, 20h\n    db 30h"_s << u"10 20 30"_s;
        QTest::newRow("NASM with db") << u"db 0x10, 0x20"_s << u"10 20"_s;
        QTest::newRow("Pascal and 6502") << u"$DE $AD $01"_s << u"de ad 01"_s;
        QTest::newRow("6502 with .byte") << u".byte $10,$20"_s << u"10 20"_s;
        QTest::newRow("Delphi's characters") << u"#$0D#$0A"_s << u"0d 0a"_s;
        QTest::newRow("BASIC") << u"&HDE, &HAD"_s << u"de ad"_s;
        QTest::newRow("percent encoding") << u"%de%AD%00"_s << u"de ad 00"_s;
    }

    static void arrays()
    {
        QTest::newRow("C") << u"static const unsigned char data[] = {\n    0xde, 0xad,\n    0xbe, 0xef,\n};"_s
                           << u"de ad be ef"_s;
        QTest::newRow("C with size") << u"uint8_t a[2] = {0xde, 0xad};"_s << u"de ad"_s;
        QTest::newRow("C with numbers") << u"char a[] = {72, 0x65, 'l', 0154, '\\n', '\\'', ',', '}'};"_s
                                        << u"48 65 6c 6c 0a 27 2c 7d"_s;
        QTest::newRow("C with comments") << u"/* two */ u8 a[] = { // bytes\n 0xde, /* , 0x00 */ 0xad };"_s
                                         << u"de ad"_s;
        QTest::newRow("xxd -i") << u"unsigned char foo_bin[] = {\n  0x48, 0x65\n};\nunsigned int foo_bin_len = 2;\n"_s
                                << u"48 65"_s;
        QTest::newRow("Wireshark's C array")
            << u"/* Frame (4 bytes) */\nstatic const unsigned char pkt1[4] = {\n0xde, 0xad, 0xbe, 0xef  /* .... */\n};"_s
            << u"de ad be ef"_s;
        QTest::newRow("std::array") << u"constexpr std::array<uint8_t, 2> a = {0xde, 0xad};"_s << u"de ad"_s;
        QTest::newRow("std::vector") << u"std::vector<uint8_t> a{0xde, 0xad};"_s << u"de ad"_s;
        QTest::newRow("Go") << u"data := []byte{0x48, 0x65, 108}"_s << u"48 65 6c"_s;
        QTest::newRow("Rust") << u"let a: [u8; 3] = [0x48, 0x65, 108];"_s << u"48 65 6c"_s;
        QTest::newRow("C#") << u"var a = new byte[] { 0x48, 0x65 };"_s << u"48 65"_s;
        QTest::newRow("Java with casts") << u"byte[] d = new byte[]{(byte)0xde, (byte)0xad};"_s << u"de ad"_s;
        QTest::newRow("Java with a blank in the cast") << u"byte[] d = { (byte) 0xde, 0x01 };"_s << u"de 01"_s;
        QTest::newRow("C with casts") << u"char a[] = {(char)0xde, (char)0xad};"_s << u"de ad"_s;
        QTest::newRow("JavaScript") << u"const a = new Uint8Array([0xde, 173]);"_s << u"de ad"_s;
        QTest::newRow("Node's Buffer of a list") << u"Buffer.from([0xde, 0xad])"_s << u"de ad"_s;
        QTest::newRow("Java") << u"final byte[] a = {0x48, 0x65};"_s << u"48 65"_s;
        QTest::newRow("Python's list") << u"a = bytes([0x48, 101])"_s << u"48 65"_s;
        QTest::newRow("Python's bytearray") << u"bytearray([0x48])"_s << u"48"_s;
    }

    static void dumps()
    {
        QTest::newRow("xxd") << u"00000000: 4865 6c6c 6f2c 2077 6f72 6c64            Hello, world\n"_s << Hello;
        QTest::newRow("xxd, large groups")
            << u"00000000: 48656c6c 6f2c2077 6f726c64           Hello, world\n"_s << Hello;
        QTest::newRow("xxd, binary") << u"00000000: 0001 02ff                                ....\n"_s
                                     << u"00 01 02 ff"_s;
        QTest::newRow("xxd, column of digits") << u"00000000: 3132 3334  1234"_s << u"31 32 33 34"_s;
        QTest::newRow("characters like a byte") << u"0000: 30 30  00"_s << u"30 30"_s;
        QTest::newRow("hexdump -C") << u"00000000  48 65 6c 6c 6f 2c 20 77  6f 72 6c 64              |Hello, world|\n"
                                       u"0000000c\n"_s
                                    << Hello;
        QTest::newRow("without the last offset")
            << u"00000000  48 65 6c 6c 6f 2c 20 77  6f 72 6c 64              |Hello, world|"_s << Hello;
        QTest::newRow("characters with bars and blanks")
            << u"00000010  7c 20 7c 7c 20  || || |"_s << u"7c 20 7c 7c 20"_s;
        QTest::newRow("od -A x -t x1z")
            << u"000000 48 65 6c 6c 6f 2c 20 77 6f 72 6c 64              >Hello, world<\n00000c\n"_s << Hello;
        QTest::newRow("Wireshark, hex and ASCII")
            << u"0000   48 65 6c 6c 6f 2c 20 77 6f 72 6c 64 00 01 02 03   Hello, world....\n"
               u"0010   41                                                A"_s
            << Hello + u" 00 01 02 03 41"_s;
        QTest::newRow("Wireshark, middle dots") << u"0000   00 41 ff   \u00b7A\u00b7"_s << u"00 41 ff"_s;
        QTest::newRow("Wireshark, hex only")
            << u"0000   48 65 6c 6c 6f 2c 20 77 6f 72 6c 64 00 01 02 03\n0010   41 42"_s
            << Hello + u" 00 01 02 03 41 42"_s;
        QTest::newRow("tshark -x") << u"0000  20 52 45 43 56 00 20 53 45 4e 44 00 08 00 45 00    RECV. SEND...E.\n"
                                      u"0010  00 3d                                             .=\n"_s
                                   << u"20 52 45 43 56 00 20 53 45 4e 44 00 08 00 45 00 00 3d"_s;
        QTest::newRow("ncat --hex-dump") << u"[0000]   48 65 6C 6C 6F 0A                                 Hello.\n"_s
                                         << u"48 65 6c 6c 6f 0a"_s;
        QTest::newRow("ncat --hex-dump with blanks")
            << u"0000   47 45 54 20 2f 69 6e 64  65 78 2e 68 74 6d 6c 20  GET./index.html.\n"
               u"0010   48 54 54 50 2f 31 2e 31  0d 0a                    HTTP/1.1..      \n"_s
            << u"47 45 54 20 2f 69 6e 64 65 78 2e 68 74 6d 6c 20 48 54 54 50 2f 31 2e 31 0d 0a"_s;
        QTest::newRow("tcpdump -X") << u"\t0x0000:  4865 6c6c 6f2c 2077 6f72 6c64            Hello,.world\n"_s << Hello;
        QTest::newRow("tcpdump -x") << u"\t0x0000:  48 65 6c 6c 6f 2c 20 77 6f 72 6c 64\n"_s << Hello;
        QTest::newRow("openssl s_client")
            << u"0000 - 47 45 54 20 2f 20 48 54-54 50 2f 31 2e 31 0d 0a   GET / HTTP/1.1..\n0010 - 41 42                                             AB\n"_s
            << u"47 45 54 20 2f 20 48 54 54 50 2f 31 2e 31 0d 0a 41 42"_s;
        QTest::newRow("curl --trace")
            << u"0000: 47 45 54 20 2f 20 48 54 54 50 2f 31 2e 31 0d 0a GET / HTTP/1.1..\n0010: 41 42                                           AB\n"_s
            << u"47 45 54 20 2f 20 48 54 54 50 2f 31 2e 31 0d 0a 41 42"_s;
        QTest::newRow("gdb x/xb") << u"0x7ffe1000:\t0x47\t0x45\t0x54\t0x20"_s << u"47 45 54 20"_s;
        QTest::newRow("gdb x/xb of a symbol")
            << u"0x4010 <buffer>:\t0x47\t0x45\n0x4012 <buffer+2>:\t0x54\t0x20\n"_s << u"47 45 54 20"_s;
        QTest::newRow("WinDbg") << u"00000000`00401000  48 65 6c 6c 6f 2c 20 77-6f 72 6c 64              Hello, world"_s
                                << Hello;
        QTest::newRow("ours") << u"00000000  48 65 6c 6c 6f 2c 20 77  6f 72 6c 64              |Hello, world|"_s
                              << Hello;
        QTest::newRow("a part of a dump") << u"00000130: 4142  AB\n00000132: 43    C"_s << u"41 42 43"_s;
        QTest::newRow("one line with an offset that is set apart") << u"00000000  de ad be ef"_s << u"de ad be ef"_s;
        QTest::newRow("the same with characters that could be bytes")
            << u"0000   41 42 43 44   ABCD"_s << u"41 42 43 44"_s;
        QTest::newRow("the same with blanks for characters") << u"0010  20 20 20 20      "_s << u"20 20 20 20"_s;
        QTest::newRow("colon without characters") << u"0010: 48 65"_s << u"48 65"_s;
    }

    static void doubtfulLists()
    {
        QTest::newRow("empty") << QString();
        QTest::newRow("blank") << u" \n\t"_s;
        for (const char* text : {"deadbeef", "de ad be ef", "DE AD\nBE EF", "41", "hello", "10, 20, 30", "48,65,6",
                 "12:34:56", "23-11-24", "2024-11-23", "fe80::1", "127.0.0.1:80", "[::1]:50007", "de:ad-be", "de::ad",
                 ":de:ad", "de,ad;", "0xdeadbeef", "0x0048, 0x0065", "0x", "0x4g", "0x41,,0x42", "0x41 0x", "-0x41",
                 "0x41 de", "\\x4", "\\x41BC", "\\x41\\n", "\"\\x41", "\"\\x41' ", "\\x41 hello", "\\u0041", "b''",
                 "b'a", "b'a'b'", "b'\\q'", "b'\\'", "bytes", "'hello'", "\"hello\"", "=cmd|' /C calc'!A0", "<b>41</b>",
                 "${HOME}", "123e4567-e89b-12d3-a456"})
            QTest::newRow(text) << QString::fromLatin1(text);
        QTest::newRow("Python's bytes with letters that are none") << u"b'\u00e9'"_s;
        QTest::newRow("full-width digits") << u"\uff10x41, \uff10x42"_s;
        QTest::newRow("a part of Node's Buffer") << u"<Buffer de ad ... 10 more bytes>"_s;
        for (const char* text : {"$10 $20", "$10, $20", "10h 20h", "0DEh", "$DE", "%41", "50%", "%4", "$DE 0ADh", "&H",
                 "<Buffer >", "<Buffer 4>", "bytes.fromhex(dead)", "bytes.fromhex('dea')", "bytes.fromhex('de' 'ad')",
                 "Buffer.from('dead', 'utf8')", "Buffer.from('dead')", "bytearray('a')", "db", "db hello", "db 1, 2"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    static void doubtfulArrays()
    {
        for (const char* text : {"{72, 101}", "[72, 101]", "{}", "[]", "char a[] = {};", "int a[] = {0x48, 0x65};",
                 "uint16_t a[] = {0x48, 0x65};", "uint16_t byte[] = {0x48};", "WORD u8[] = {0x48};",
                 "uint32_t bytes[] = {0x48, 0x65};", "unsigned a[] = {0x48};", "char a[3] = {0x48, 0x65};",
                 "char a[2][2] = {0x48, 0x65};", "char *a[] = {0x48};", "char a[] = {256};", "char a[] = {-1};",
                 "char a[] = {0x48 0x65};", "char a[] = {08};", "char a[] = {'ab'};", "char a[] = {''};",
                 "char a[] = {0x48", R"(char a[] = "\x48";)", "char a[] = {0x48}; int n = 2;",
                 "char a[] = {0x48}; f(a);", "char a[] = {0x48}; /* ", "char a[] = {{0x48}};", R"({"a": 65})",
                 "char a[] = {1.5};", "char a[] = {N};", "struct { char a; } b = {0x48};", "if (char) {0x48}",
                 "0x48, /* 0x65"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    static void doubtfulDumps()
    {
        QTest::newRow("one line of numbers") << u"000000 48 65 6c"_s;
        QTest::newRow("one line of numbers, odd offset") << u"12345 67"_s;
        QTest::newRow("digits that agree as characters") << u"30303030 30 30  00"_s;
        QTest::newRow("blanks as bytes") << u"41424344 20 20"_s;
        QTest::newRow("plain hex in lines") << u"0011 22 33\n4455 66 77"_s;
        QTest::newRow("wrong characters") << u"00000000  48 65  |Hx|"_s;
        QTest::newRow("too few characters") << u"00000000  48 65  |H|"_s;
        QTest::newRow("too many characters") << u"00000000: 4865  Hel"_s;
        QTest::newRow("wrong offset") << u"00000000  48 65  |He|\n00000003  6c  |l|"_s;
        QTest::newRow("offset goes back") << u"00000010  48 65  |He|\n00000000  6c  |l|"_s;
        QTest::newRow("wrong end") << u"00000000  48 65  |He|\n00000003"_s;
        QTest::newRow("end in the middle") << u"00000000  48 65  |He|\n00000002\n00000002  6c  |l|"_s;
        QTest::newRow("only offsets") << u"0000\n0000"_s;
        QTest::newRow("only an offset") << u"00000000:"_s;
        QTest::newRow("fold at the start") << u"*\n00000010  48  |H|"_s;
        QTest::newRow("two folds") << u"00000000  48  |H|\n*\n*\n00000002"_s;
        QTest::newRow("large groups in either order") << u"00000000: 00000001                             ...."_s;
        QTest::newRow("words without characters") << u"0000: 4865 6c6c"_s;
        QTest::newRow("odd digits") << u"00000000: 486 5  He"_s;
        QTest::newRow("gdb x/xw, in either order") << u"0x7ffe1000:\t0x20544547\t0x00000001"_s;
        QTest::newRow("0x without a colon") << u"0x0000 48 65"_s;
        QTest::newRow("openssl, wrong characters") << u"0000 - 47 45 54 20 2f 20 48 54-54   GEX / HTT"_s;
        QTest::newRow("a dot for a letter") << u"0000   47 45 54  G.T"_s;
        QTest::newRow("other text before") << u"$ xxd a\n00000000: 4865  He"_s;
    }
};

QTEST_GUILESS_MAIN(TestHexPaste)
#include "tst_hexpaste.moc"
