// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// The log at scale: how long a capture of many records takes to open, a frame to paint and a filter to show its first
// screen, and how much memory that takes, in the window that the program opens for a capture that it finds; then the
// same while records arrive, in the log's pane of a main window. On DISPLAY where there is one, else offscreen.
#include "capture/filterparser.h"
#include "capture/reader.h"
#include "capture/writer.h"
#include "tests/bench/measure.h"
#include "ui/mainwindow/capturewindow.h"
#include "ui/traffic/filterbar.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/trafficpane.h"

#include <QApplication>
#include <QPointer>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <fstream>
#include <random>
#include <thread>

using bench::Stopwatch;

namespace {

constexpr std::uint32_t EndpointCount = 20;
constexpr int Frames = 400;
constexpr std::chrono::milliseconds LivePace{5};

void describeEndpoints(capture::Writer& writer)
{
    for (std::uint32_t id = 1; id <= EndpointCount; ++id)
        writer.describe(
            {id}, {"client " + std::to_string(id), {}, net::Protocol::Tcp, capture::Role::Connection, {}, {}});
}

/// A capture such as a busy server leaves: small messages both ways, now and then a failure or a large one.
void append(capture::Writer& writer, std::uint64_t number)
{
    capture::Record record;
    record.timeNs = 1'772'400'753'000'000'000 + static_cast<std::int64_t>(number) * 5000;
    record.duration = 2e-6F;
    record.endpoint = {static_cast<std::uint32_t>(number % EndpointCount + 1)};
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

/// Seconds that frames took, from the scroll bar's new value to what is on the screen.
std::vector<double> scroll(ui::TrafficPane& pane)
{
    std::vector<double> frames;
    std::mt19937_64 random(1);
    QScrollBar* bar = pane.view()->verticalScrollBar();
    for (int i = 0; i < Frames; ++i) {
        const Stopwatch watch;
        // In turn a jump to anywhere and ten rows on: dragging and the wheel.
        bar->setValue(
            i % 4 == 0 ? static_cast<int>(random() % (static_cast<unsigned>(bar->maximum()) + 1)) : bar->value() + 10);
        pane.view()->viewport()->repaint();
        frames.push_back(watch.seconds());
        QApplication::processEvents();
    }
    return frames;
}

struct FilterTimes
{
    double input = 0; ///< until the window takes input again
    double firstScreen = 0;
    double whole = 0;
};
FilterTimes filter(ui::TrafficPane& pane, workspace::FilteredLog& log, const char* text)
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
    workspace::FilteredLog& log = *pane.log();
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
    window->resize(1280, 800);
    window->show();
    QApplication::processEvents();
    auto& pane = *window->findChild<ui::TrafficPane*>();
    pane.view()->viewport()->repaint();
    bench::report("open", "sockscope", "ms", {opening.seconds() * 1e3});
    std::printf("opened in %.0f ms, on %s\n", opening.seconds() * 1e3, qPrintable(QGuiApplication::platformName()));
    measure(pane, "at rest");
    delete window;
}

} // namespace

int main(int argc, char* argv[])
{
    if (!qEnvironmentVariableIsSet("DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const std::size_t records = bench::number(argc, argv, "--records", 100'000'000);
    const std::size_t rate = bench::number(argc, argv, "--rate", 200'000);
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

    ui::TrafficPane pane;
    pane.resize(1000, 700);
    const auto committed = (*writer)->committed();
    pane.setSource([&] { return capture::Reader::attach(directory, committed); });
    pane.grow(committed->records());
    pane.show();
    std::atomic<bool> ends = false;
    std::jthread arriving([&] {
        std::uint64_t number = records;
        for (Stopwatch watch; !ends; std::this_thread::sleep_for(LivePace)) {
            while (number < records + static_cast<std::uint64_t>(watch.seconds() * static_cast<double>(rate)))
                append(**writer, number++);
            (*writer)->flush();
        }
    });
    QTimer grown;
    QObject::connect(&grown, &QTimer::timeout, &pane, [&] { pane.grow(committed->records()); });
    grown.start(16);
    const Stopwatch live;
    measure(pane, "live");
    ends = true;
    arriving.join();
    std::printf("%.0f records/s arrived meanwhile\n", double(committed->records() - records) / live.seconds());
    return 0;
}
