// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// The log at scale: how long a capture of many records takes to open, a frame to paint and a filter to show its first
// screen, and how much memory that takes, in the window that the program opens for a capture that it finds; then the
// same in its main window, whose engine goes on with that capture, while a sender's datagrams arrive at a socket of it.
// On DISPLAY where there is one, else offscreen.
#include "capture/reader.h"
#include "capture/writer.h"
#include "library/payloadlibrary.h"
#include "query/filterparser.h"
#include "session/models/endpointmodel.h"
#include "session/sendhistory.h"
#include "session/session.h"
#include "session/settings.h"
#include "tests/bench/datagramsource.h"
#include "tests/bench/measure.h"
#include "ui/mainwindow/capturewindow.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/traffic/filterbar.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/trafficpane.h"

#include <QApplication>
#include <QPointer>
#include <QScrollBar>
#include <QWindow>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <fstream>
#include <random>
#include <thread>

using bench::Stopwatch;

namespace {

constexpr std::uint32_t EndpointCount = 20;
constexpr std::uint32_t FirstEndpoint = 1000; // the ids below are for what the main window opens
constexpr int Frames = 400;
constexpr std::chrono::milliseconds LivePace{5};
constexpr std::size_t LiveRate = 210'000; // a second; a little more than has to be reached

void describeEndpoints(capture::Writer& writer)
{
    for (std::uint32_t i = 0; i < EndpointCount; ++i)
        writer.describe({FirstEndpoint + i},
            {"client " + std::to_string(i + 1), {}, net::Protocol::Tcp, capture::Role::Connection, {}, {}});
}

/// A capture such as a busy server leaves: small messages both ways, now and then a failure or a large one.
void append(capture::Writer& writer, std::uint64_t number)
{
    capture::Record record;
    record.timeNs = 1'772'400'753'000'000'000 + static_cast<std::int64_t>(number) * 5000;
    record.duration = 2e-6F;
    record.endpoint = {FirstEndpoint + static_cast<std::uint32_t>(number % EndpointCount)};
    record.operation = number % 2 == 0 ? capture::Operation::Recv : capture::Operation::Send;
    record.asked = 65'536;
    if (number % 1000 == 999) {
        record.outcome = capture::Outcome::Errno;
        record.errorNumber = EAGAIN + static_cast<std::uint16_t>(number / 1000 % 2 * (ECONNRESET - EAGAIN));
        record.result = -1;
        writer.append(record);
        return;
    }
    char text[16] = "m ";
    std::memcpy(text + 2, &number, sizeof(number));
    record.result = number % 3 == 0 ? 10 : 4;
    writer.append(record, std::as_bytes(std::span(text)).first(static_cast<std::size_t>(record.result)));
}

double residentMib(const char* name)
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(name))
            return std::stod(line.substr(line.find(':') + 1)) / 1024;
    }
    return 0;
}

/// What the files of a folder take on the disk.
std::uint64_t folderBytes(const std::string& folder)
{
    std::uint64_t bytes = 0;
    for (const auto& file : std::filesystem::directory_iterator(folder))
        bytes += file.file_size();
    return bytes;
}

void waitUntil(const std::function<bool()>& holds, const char* what)
{
    const Stopwatch watch;
    while (!holds()) {
        bench::check(watch.seconds() < 300, what);
        QApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
    }
}

/// Shows a window and waits until the window system has it: what is painted before is painted nowhere.
void showExposed(QWidget& window)
{
    window.resize(1280, 800);
    window.show();
    waitUntil([&] { return window.windowHandle()->isExposed(); }, "the window on the screen");
}

/// How often a widget was painted.
class PaintCount final : public QObject
{
public:
    explicit PaintCount(QWidget* widget) { widget->installEventFilter(this); }
    [[nodiscard]] int count() const { return m_count; }
    bool eventFilter(QObject* widget, QEvent* event) override
    {
        m_count += event->type() == QEvent::Paint ? 1 : 0;
        return QObject::eventFilter(widget, event);
    }

private:
    int m_count = 0;
};

/// Seconds that frames took, from the scroll bar's new value until it is painted and the window takes input again.
std::vector<double> scroll(ui::TrafficPane& pane)
{
    std::vector<double> frames;
    std::mt19937_64 random(1);
    QScrollBar* bar = pane.view()->verticalScrollBar();
    const PaintCount painted(pane.view()->viewport());
    for (int i = 0; i < Frames; ++i) {
        const Stopwatch watch;
        // In turn a jump to anywhere and ten rows on: dragging and the wheel.
        bar->setValue(
            i % 4 == 0 ? static_cast<int>(random() % (static_cast<unsigned>(bar->maximum()) + 1)) : bar->value() + 10);
        pane.view()->viewport()->repaint();
        QApplication::processEvents();
        frames.push_back(watch.seconds());
    }
    bench::check(bar->maximum() > Frames && painted.count() >= Frames, "frames that were not painted");
    return frames;
}

struct FilterTimes
{
    double input = 0; ///< until the window takes input again
    double firstScreen = 0;
    double whole = 0;
};
FilterTimes filter(ui::TrafficPane& pane, session::FilteredLog& log, const char* text)
{
    FilterTimes times;
    const Stopwatch watch;
    pane.findChild<ui::FilterBar*>()->setText(QString::fromLatin1(text));
    times.input = watch.seconds();
    const auto page = static_cast<quint64>(pane.view()->pageRows());
    waitUntil([&] { return log.rowCount() >= page; }, "the first screen of a filter");
    pane.view()->viewport()->repaint();
    times.firstScreen = watch.seconds();
    waitUntil([&] { return log.scanned() > 0.999; }, "a whole filter");
    times.whole = watch.seconds();
    pane.clearFilter();
    return times;
}

void measure(ui::TrafficPane& pane, const char* when)
{
    std::vector<double> frames = scroll(pane);
    std::ranges::sort(frames);
    bench::report((std::string(when) + " frame p99").c_str(), "sockscope", "ms", {bench::quantile(frames, 0.99) * 1e3});
    std::printf("%-10s frame            p50 %6.2f ms  p99 %6.2f ms  longest %6.2f ms\n", when,
        bench::quantile(frames, 0.5) * 1e3, bench::quantile(frames, 0.99) * 1e3, frames.back() * 1e3);
    session::FilteredLog& log = *pane.log();
    for (const char* text : {"errno = ECONNRESET", "endpoint = \"client 7\" and dir = in", "m", "contains hex:6d20"}) {
        const FilterTimes times = filter(pane, log, text);
        bench::report((std::string(when) + " first screen").c_str(), "sockscope", "ms", {times.firstScreen * 1e3});
        std::printf("%-10s filter %-34s input %5.1f ms  first screen %6.1f ms  whole %7.0f ms\n", when, text,
            times.input * 1e3, times.firstScreen * 1e3, times.whole * 1e3);
    }
    std::printf(
        "%-10s resident         %4.0f MiB now, %4.0f MiB at most\n", when, residentMib("VmRSS"), residentMib("VmHWM"));
    bench::report((std::string(when) + " resident").c_str(), "sockscope", "MiB", {residentMib("VmHWM")});
}

void measureAtRest(const std::string& directory)
{
    const Stopwatch opening;
    auto reader = capture::Reader::open(directory);
    bench::check(reader.has_value(), "opening the capture");
    const QPointer<ui::CaptureWindow> window(
        new ui::CaptureWindow(*std::move(reader), QString::fromStdString(directory), QStringLiteral("bench")));
    showExposed(*window);
    auto& pane = *window->findChild<ui::TrafficPane*>();
    pane.view()->viewport()->repaint();
    bench::report("open", "sockscope", "ms", {opening.seconds() * 1e3});
    std::printf("opened in %.0f ms, on %s\n", opening.seconds() * 1e3, qPrintable(QGuiApplication::platformName()));
    measure(pane, "at rest");
    delete window;
}

/// Sends at an even pace, from a thread of its own, for as long as it lives.
class Sender final
{
public:
    Sender(const net::Address& to, std::size_t rate)
        : m_thread([this, to, rate](const std::stop_token& ends) {
            std::array<std::byte, 10> bytes{std::byte{'m'}, std::byte{' '}};
            bench::DatagramSource source(to, bytes);
            for (const Stopwatch watch; !ends.stop_requested(); std::this_thread::sleep_for(LivePace)) {
                const auto due = static_cast<std::uint64_t>(watch.seconds() * static_cast<double>(rate));
                source.send(due - m_sent);
                m_sent = due;
            }
        })
    { }
    [[nodiscard]] std::uint64_t sent() const { return m_sent; }

private:
    std::atomic<std::uint64_t> m_sent = 0;
    std::jthread m_thread;
};

void measureLive(std::unique_ptr<capture::Writer> writer, const std::string& folder, std::size_t rate)
{
    const QString path = QString::fromStdString(folder);
    session::Settings settings(path + QStringLiteral("/settings"), path + QStringLiteral("/state"));
    session::SendHistory history(path + QStringLiteral("/history"));
    library::PayloadLibrary payloads(path + QStringLiteral("/payloads"));
    auto created = session::Session::create(std::move(writer));
    bench::check(created.has_value(), "an engine for the main window");
    const QPointer<ui::MainWindow> window(new ui::MainWindow(*std::move(created), settings, history, payloads));
    showExposed(*window);
    session::OpenRequest request;
    request.as = session::OpenAs::Listener;
    request.protocol = net::Protocol::Udp;
    request.host = QStringLiteral("127.0.0.1");
    window->open(request);
    const session::EndpointModel& endpoints = *window->session().endpoints();
    waitUntil([&] { return !endpoints.openEndpoints().empty(); }, "a socket for datagrams");
    const base::EndpointId id = endpoints.openEndpoints().front();
    waitUntil([&] { return endpoints.status(id)->state == engine::State::Bound; }, "the socket's port");
    {
        const Sender sender(endpoints.status(id)->info.local, rate);
        waitUntil([&] { return endpoints.status(id)->counters.messagesIn > rate; }, "the first second of datagrams");
        const std::uint64_t before = window->session().recordCount();
        auto& pane = *window->findChild<ui::TrafficPane*>();
        const Stopwatch watch;
        measure(pane, "live");
        const double seconds = watch.seconds();
        std::printf("the kernel dropped %llu of %llu datagrams\n",
            static_cast<unsigned long long>(endpoints.status(id)->counters.kernelDrops),
            static_cast<unsigned long long>(sender.sent()));
        bench::report(
            "live records", "sockscope", "a second", {double(window->session().recordCount() - before) / seconds});
    }
    delete window;
}

} // namespace

int main(int argc, char* argv[])
{
    if (!qEnvironmentVariableIsSet("DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const std::size_t records = bench::number(argc, argv, "--records", 100'000'000);
    const std::size_t rate = bench::number(argc, argv, "--rate", LiveRate);
    QApplication application(argc, argv);
    const bench::TemporaryFolder folder;
    const std::string directory = folder.path() + "/capture";
    auto writer = capture::Writer::create(directory);
    bench::check(writer.has_value(), "capture");
    describeEndpoints(**writer);
    const Stopwatch generation;
    for (std::uint64_t i = 0; i < records; ++i)
        append(**writer, i);
    (*writer)->flush();
    bench::check(!(*writer)->failure(), "writing the capture");
    std::printf("%zu records written in %.1f s\n", records, generation.seconds());

    measureAtRest(directory);
    const double onDisk
        = static_cast<double>(folderBytes(directory)) - static_cast<double>((*writer)->extent().payloadBytes);
    bench::report("disk besides payload", "sockscope", "B a record", {onDisk / static_cast<double>(records)});

    measureLive(*std::move(writer), folder.path(), rate);
    return 0;
}
