// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/closer.h"
#include "engine/command.h"
#include "engine/datagrambatch.h"
#include "engine/endpoint.h"
#include "engine/publisher.h"
#include "engine/retry.h"
#include "engine/statusboard.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace engine {

/// What the I/O thread runs: the event loop, all endpoints, and the recorder. Made and destroyed by the Engine; used by
/// the I/O thread alone between. Thread: I/O.
class Loop final : public EndpointHost
{
public:
    /// Counts, names and answers that the Engine shares with it.
    struct Shared
    {
        StatusBoard& board;
        std::atomic<std::uint32_t>& lastId;
        std::function<void()> news; ///< there are new records or statuses
    };

    Loop(EventLoop& events, capture::Writer& writer, Shared shared);
    ~Loop() override;

    /// Carries commands out, in order.
    void execute(const std::vector<Command>& commands);
    /// Waits for events, handles them, publishes what changed. Call it again and again.
    void turn();
    /// Closes every endpoint and commits the capture.
    void closeAll();

    // EndpointHost
    [[nodiscard]] EventLoop& loop() override { return m_events; }
    [[nodiscard]] Recorder& recorder() override { return m_recorder; }
    void adopt(std::unique_ptr<Endpoint> endpoint) override;
    [[nodiscard]] base::EndpointId allocateId() override;
    [[nodiscard]] std::string nextName(capture::Role role) override;
    void changed(Endpoint& endpoint, Urgency urgency) override { m_publisher.changed(endpoint, urgency); }
    void ended(Endpoint& endpoint) override;
    void closeElsewhere(base::UniqueFd fd, Call call) override;
    [[nodiscard]] LaneBudget& laneBudget() override { return m_laneBudget; }
    [[nodiscard]] FreshOptions& freshOptions() override { return m_freshOptions; }
    [[nodiscard]] Lookup& lookup() override { return m_lookup; }
    [[nodiscard]] std::function<void()> workNews(base::EndpointId id) override;

private:
    void run(const Listen& command);
    void run(const Connect& command);
    void run(const OpenSocket& command);
    void run(const Rename& command);
    void run(const ReadProperties& command);
    void run(const ReadTcpInfo& command);
    void run(const LimitRecording& command);
    void run(const ResumeRecording& command);
    void run(const Barrier& command);
    /// All other commands are for one endpoint that exists. What is for one that has ended is dropped: the window shows
    /// it as ended, and the command crossed that news on its way.
    template <class C> void run(const C& command);

    [[nodiscard]] Endpoint* find(base::EndpointId id);
    [[nodiscard]] capture::EndpointInfo makeInfo(
        net::Protocol protocol, capture::Role role, const std::optional<Again>& again = {});
    template <class E> E& add(std::unique_ptr<E> endpoint);
    /// Adds an endpoint, and starts it when the address in its command is known.
    template <class E, class C> void open(std::unique_ptr<E> endpoint, const C& command, void (E::*start)(const C&));
    void commitIfDue(base::Monotonic::time_point now);
    void noticeFailure();
    /// Where recording has stopped: tries whether it can go on.
    void tryToRecord(base::Monotonic::time_point now);
    void takeClosed();
    void takeResults();
    void destroyEnded();

    EventLoop& m_events;
    Recorder m_recorder;
    Shared m_shared;
    Publisher m_publisher;
    DatagramBatch m_batch;
    Closer m_closer;
    LaneBudget m_laneBudget;
    FreshOptions m_freshOptions;
    Lookup m_lookup;
    std::mutex m_workMutex;
    std::vector<base::EndpointId> m_workNews; // guarded by m_workMutex: whose lane or lookup has ended
    std::unordered_map<base::EndpointId, std::unique_ptr<Endpoint>> m_endpoints;
    std::vector<std::unique_ptr<Endpoint>> m_ended; // destroyed at the end of the turn
    std::uint64_t m_lastCommitted = 0;
    bool m_hasFailed = false; // as it was announced last
    Retry m_recordingRetry;
    std::uint32_t m_servers = 0;
    std::uint32_t m_clients = 0;
    std::uint32_t m_sockets = 0; // made by hand, and without a role when they were
};

} // namespace engine
