// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "programs/helper.h"

#include <array>

namespace programs {

/// What the programs include.
inline constexpr std::string_view CHead = R"(#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
)";

/// What programs in C call besides the C library, in the order in which they need each other.
inline constexpr std::array CHelpers{
    Helper{"must", {}, R"(
/* A call that went well when it was recorded. */
static long must(const char *call, long result)
{
    if (result < 0) {
        perror(call);
        exit(1);
    }
    return result;
}
)"},
    Helper{"was", {}, R"(
/* A call that did not succeed when it was recorded. */
static void was(const char *recorded, const char *call, long result)
{
    printf("%s was %s and is now %s\n", call, recorded, result < 0 ? strerror(errno) : "done");
}
)"},
    Helper{"show", {}, R"(
static void show(const char *call, const char *data, long size)
{
    printf("%s %ld bytes ", call, size);
    for (long i = 0; i < size && i < 64; i++)
        printf(data[i] >= 32 && data[i] < 127 && data[i] != '\\' ? "%c" : "\\x%02x", (unsigned char)data[i]);
    printf(size > 64 ? "...\n" : "\n");
    fflush(stdout);
}
)"},
    Helper{"room", {}, R"(
/* Room for what one call receives. */
static char *room(size_t size)
{
    static char *bytes;
    static size_t capacity;
    if (bytes == NULL || size > capacity) {
        capacity = size + 1;
        bytes = realloc(bytes, capacity);
        if (bytes == NULL)
            abort();
    }
    return bytes;
}
)"},
    Helper{"address", {}, R"(
struct address {
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
        struct sockaddr_un un;
        struct sockaddr_storage storage;
    } to;
    socklen_t size;
};
)"},
    Helper{"ipv4", {"address"}, R"(
static struct address ipv4(const char *host, int port)
{
    struct address result = {.size = sizeof(struct sockaddr_in)};
    result.to.v4.sin_family = AF_INET;
    result.to.v4.sin_port = htons((unsigned short)port);
    inet_pton(AF_INET, host, &result.to.v4.sin_addr);
    return result;
}
)"},
    Helper{"ipv6", {"address"}, R"(
static struct address ipv6(const char *host, int port, unsigned scope)
{
    struct address result = {.size = sizeof(struct sockaddr_in6)};
    result.to.v6.sin6_family = AF_INET6;
    result.to.v6.sin6_port = htons((unsigned short)port);
    result.to.v6.sin6_scope_id = scope;
    inet_pton(AF_INET6, host, &result.to.v6.sin6_addr);
    return result;
}
)"},
    Helper{"local", {"address"}, R"(
/* A Unix address: a path with its NUL, or a NUL and an abstract name. */
static struct address local(const char *name, size_t size)
{
    struct address result = {.size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + size)};
    result.to.un.sun_family = AF_UNIX;
    memcpy(result.to.un.sun_path, name, size);
    return result;
}
)"},
    Helper{"bind_to", {"address"}, R"(
static int bind_to(int fd, struct address at)
{
    return bind(fd, &at.to.any, at.size);
}
)"},
    Helper{"connect_to", {"address"}, R"(
static int connect_to(int fd, struct address at)
{
    return connect(fd, &at.to.any, at.size);
}
)"},
    Helper{"send_to", {"address"}, R"(
static ssize_t send_to(int fd, const void *data, size_t size, int flags, struct address at)
{
    return sendto(fd, data, size, flags, &at.to.any, at.size);
}
)"},
    Helper{"port_of", {"address", "must"}, R"(
/* The port that the kernel has chosen. */
static int port_of(int fd)
{
    struct address at = {.size = sizeof(at.to)};
    must("getsockname", getsockname(fd, &at.to.any, &at.size));
    return ntohs(at.to.any.sa_family == AF_INET6 ? at.to.v6.sin6_port : at.to.v4.sin_port);
}
)"},
    Helper{"set_blocking", {"must"}, R"(
static void set_blocking(int fd, int blocking)
{
    long flags = must("fcntl", fcntl(fd, F_GETFL));
    must("fcntl", fcntl(fd, F_SETFL, blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK));
}
)"},
    Helper{"wait_for", {}, R"(
/* Gives -1 and ETIMEDOUT when nothing has happened. */
static int wait_for(int fd, short events, int milliseconds)
{
    struct pollfd entry = {.fd = fd, .events = events};
    int count = poll(&entry, 1, milliseconds);
    if (count == 0)
        errno = ETIMEDOUT;
    return count > 0 ? 0 : -1;
}
)"},
    Helper{"socket_error", {}, R"(
/* Reads SO_ERROR, which clears it. */
static int socket_error(int fd)
{
    int error = 0;
    socklen_t size = sizeof(error);
    return getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) < 0 ? errno : error;
}
)"},
    Helper{"connect_within", {"connect_to", "set_blocking", "wait_for"}, R"(
static int connect_within(int fd, struct address at, int milliseconds)
{
    set_blocking(fd, 0);
    int result = connect_to(fd, at);
    if (result < 0 && errno == EINPROGRESS)
        result = wait_for(fd, POLLOUT, milliseconds);
    return result;
}
)"},
    Helper{"set_number", {}, R"(
static int set_number(int fd, int level, int option, int value)
{
    return setsockopt(fd, level, option, &value, sizeof(value));
}
)"},
    Helper{"get_option", {"room"}, R"(
static int get_option(int fd, int level, int option, socklen_t size)
{
    return getsockopt(fd, level, option, room(size), &size);
}
)"},
    Helper{"print_name", {"address", "must"}, R"(
static void print_name(const char *name, int fd)
{
    char host[INET6_ADDRSTRLEN] = "";
    struct address at = {.size = sizeof(at.to)};
    must("getsockname", getsockname(fd, &at.to.any, &at.size));
    int is6 = at.to.any.sa_family == AF_INET6;
    inet_ntop(at.to.any.sa_family, is6 ? (void *)&at.to.v6.sin6_addr : (void *)&at.to.v4.sin_addr, host, sizeof(host));
    printf("%s is bound to %s port %d\n", name, host, ntohs(is6 ? at.to.v6.sin6_port : at.to.v4.sin_port));
    fflush(stdout);
}
)"},
    Helper{"repeated", {}, R"(
/* Bytes that are one unit again and again. */
static char *repeated(const char *unit, size_t size, size_t times)
{
    char *bytes = malloc(size * times + 1);
    if (bytes == NULL)
        abort();
    for (size_t i = 0; i < times; i++)
        memcpy(bytes + i * size, unit, size);
    return bytes;
}
)"},
    Helper{"send_all", {"must"}, R"(
/* Of a stream all is sent, as it was when it was recorded. */
static void send_all(int fd, const char *data, size_t size, int flags)
{
    do {
        long sent = must("send", send(fd, data, size, flags));
        data += sent;
        size -= (size_t)sent;
    } while (size > 0);
}
)"},
    Helper{"owed", {}, R"(
/* Bytes still to come, by descriptor; fewer than none when some came early. */
static long owed[1024];
)"},
    Helper{"receive", {"must", "show", "room", "owed"}, R"(
/* Calls recv until as much has come as had come by then: a stream may be cut elsewhere now. */
static void receive(int fd, size_t size, long expected)
{
    owed[fd] += expected;
    while (owed[fd] > 0) {
        long count = must("recv", recv(fd, room(size), size, 0));
        show("recv", room(size), count);
        if (count == 0) {
            fprintf(stderr, "the peer has sent less than it had\n");
            exit(1);
        }
        owed[fd] -= count;
    }
}
)"},
    Helper{"receive_end", {"must", "show", "room"}, R"(
/* Calls recv until it gives nothing: the end of the stream. */
static void receive_end(int fd, size_t size)
{
    long count;
    do {
        count = must("recv", recv(fd, room(size), size, 0));
        show("recv", room(size), count);
    } while (count > 0);
}
)"},
    Helper{"receive_from", {"must", "show", "room", "address"}, R"(
static struct address receive_from(int fd, size_t size, int flags)
{
    struct address sender = {.size = sizeof(sender.to)};
    long count = must("recvfrom", recvfrom(fd, room(size), size, flags, &sender.to.any, &sender.size));
    show("recvfrom", room(size), count < (long)size ? count : (long)size);
    return sender;
}
)"},
    Helper{"send_while_receiving", {"must", "room", "owed"}, R"(
/* Sends more than the kernel holds: what it cannot hold is received at the other end meanwhile. */
static void send_while_receiving(int fd, const char *data, size_t size, int other)
{
    while (size > 0) {
        struct pollfd entries[] = {{.fd = fd, .events = POLLOUT}, {.fd = other, .events = POLLIN}};
        must("poll", poll(entries, 2, -1));
        if (entries[0].revents & POLLOUT) {
            long sent = must("send", send(fd, data, size, MSG_DONTWAIT));
            data += sent;
            size -= (size_t)sent;
        } else {
            owed[other] -= must("recv", recv(other, room(65536), 65536, 0));
        }
    }
}
)"},
};

} // namespace programs
