# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Compares the table of failures in oracleerrors.h with what Python's socket module gives for the oracle's cases.

    oracleerrors.py oracleerrors.h

Exits 1 when a failure is missing in the table, and prints the missing rows.
"""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "oracle"))

from caserun import read_cases, run_by_python  # found above

# What a call is called in the log. What is left out makes no record of its own.
RECORDED = {
    "socket": "socket", "bind": "bind", "bind_port_of": "bind", "listen": "listen", "accept": "accept",
    "connect": "connect", "connect_ex": "connect", "create_connection": "connect", "recv": "recv",
    "recv_into": "recv", "recv_fds": "recv", "recvfrom": "recvfrom", "recvmsg": "recvfrom", "send": "send",
    "sendall": "send", "sendmsg_fds": "send", "sendto": "sendto", "sendfile": "sendfile", "shutdown": "shutdown",
    "close": "close", "setsockopt": "setsockopt", "getsockopt": "getsockopt", "settimeout": "settimeout",
    "setblocking": "settimeout", "getaddrinfo": "getaddrinfo",
}
PROTOCOLS = {
    ("AF_INET", "SOCK_STREAM"): "TCP", ("AF_INET6", "SOCK_STREAM"): "TCP",
    ("AF_INET", "SOCK_DGRAM"): "UDP", ("AF_INET6", "SOCK_DGRAM"): "UDP",
    ("AF_UNIX", "SOCK_STREAM"): "Unix stream", ("AF_UNIX", "SOCK_DGRAM"): "Unix datagram",
}


def protocol_of(step):
    family = step.get("family", "AF_UNIX" if step["op"] == "socketpair" else "AF_INET")
    return PROTOCOLS.get((family, step.get("type", "SOCK_STREAM")), "TCP")


def failure_of(step, result):
    """The errno's or EAI's name, or "timed out"; None for a success."""
    if step["op"] == "connect_ex" and result.get("ok"):
        # Python tells its own timeout as EAGAIN here; to the log it is a timeout.
        return result["name"] if result["name"] != "EAGAIN" else "timed out"
    if result.get("err"):
        return result["err"]
    return "timed out" if result.get("timeout") else None


def failures_of(case, results):
    protocols, background = {}, {}
    for step, result in zip(case["steps"], results):
        if step["op"] == "join":
            step = background.get(step["bg"], step)
        elif "bg" in step:
            background[step["bg"]] = step
        names = step.get("as") or []
        for name in [names] if isinstance(names, str) else names:
            inherits = step["op"] in ("accept", "dup", "makefile")
            protocols[name] = protocols.get(step.get("on"), "TCP") if inherits else protocol_of(step)
        if step["op"] not in RECORDED or not isinstance(result, dict):
            continue
        failure = failure_of(step, result)
        if failure:
            own = step.get("on") or (names if isinstance(names, str) else None)
            # A name is looked up in a record of its own, whatever the call.
            call = "getaddrinfo" if failure.startswith("EAI_") else RECORDED[step["op"]]
            yield f"{call} {failure} {'TCP' if call == 'getaddrinfo' else protocols.get(own, 'TCP')}"


def main():
    known = set(re.findall(r'^    \{"([^"]+)"', Path(sys.argv[1]).read_text(encoding="utf-8"), re.MULTILINE))
    found = {}
    for case in read_cases():
        results = run_by_python(case)
        if isinstance(results, dict):
            results = results.get("so_far", [])
        for failure in failures_of(case, results):
            found.setdefault(failure, case["id"])
    missing = sorted(set(found) - known)
    for failure in missing:
        print(f"missing: {failure} ({found[failure]})")
    print(f"{len(found)} failures of calls found, {len(known)} in the table, {len(missing)} missing")
    return 1 if missing or not found else 0


if __name__ == "__main__":
    sys.exit(main())
