# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Gathers what the bench programs print and shows it beside what has to be reached.
Usage: table.py OUTPUT [--json FILE]: OUTPUT holds their lines; those that begin with "@ " are results."""

import json
import statistics
import sys

# Row of the results, ours, the reference, at least or at most, and the goal. Without a reference the goal is the value
# itself. A ratio is ours to the reference's, both medians of the same run. Without a goal it is there to explain another.
GOALS = [
    ("receive", "sockscope headless", "raw", ">=", 0.75),
    ("receive", "sockscope window", "raw", ">=", 0.60),
    ("receive", "sockscope headless", "socat -u", ">=", 1.5),
    ("receive", "sockscope headless", "ncat --hex-dump", ">=", 80),
    ("receive", "sockscope headless", "socat -x -v", ">=", 2000),
    ("messages", "sockscope", "raw", "<=", 1.10),
    ("messages", "sockscope", "bare epoll", None, None),
    ("64 B datagrams lost", "sockscope", None, "<=", 0),
    ("64 B datagrams CPU", "sockscope", "recvmmsg", "<=", 1.25),
    ("64 B datagrams CPU", "sockscope", "QUdpSocket", "<=", 0.6),
    ("64 B datagrams CPU", "sockscope", "dumpcap", "<=", 1.1),
    ("1400 B datagrams lost", "sockscope", None, "<=", 0),
    ("1400 B datagrams CPU", "sockscope", "recvmmsg", "<=", 1.25),
    ("1400 B datagrams CPU", "sockscope", "QUdpSocket", "<=", 0.6),
    ("1400 B datagrams CPU", "sockscope", "dumpcap", "<=", 1.1),
    ("echo p50", "sockscope", "bare epoll", "<=", 1.05),
    ("echo p99", "sockscope", "bare epoll", "<=", 1.4),
    ("idle and busy", "sockscope", "bare epoll", "<=", 1.25),
    ("idle and busy", "sockscope", "QTcpServer", "<=", 0.1),
    ("accept", "sockscope", "bare epoll", ">=", 0.95),
    ("open", "sockscope", None, "<=", 1000),
    ("at rest frame p99", "sockscope", None, "<=", 16),
    ("live frame p99", "sockscope", None, "<=", 16),
    ("at rest first screen", "sockscope", None, "<=", 200),
    ("live first screen", "sockscope", None, "<=", 200),
    ("live records", "sockscope", None, ">=", 200000),
    ("live resident", "sockscope", None, "<=", 250),
    ("disk besides payload", "sockscope", None, "<=", 48.5),
    ("search", "search, text", "one thread reading memory", ">=", 0.75),
    ("search", "search, text", "rg -F", ">=", 1.5),
    ("framing", "lines", None, ">=", 1024),
    ("framing", "delimiter=crlf", None, ">=", 1024),
    ("framing", "dns-tcp", None, ">=", 1024),
    ("framing", "slip", None, ">=", 1024),
    ("framing", "cobs", None, ">=", 1024),
    ("export", "sockscope", "editcap", "<=", 0.2),
    ("window start", "sockscope", "minimal window", "<=", 1.5),
    ("window start", "sockscope", "window with a word", None, None),
]


def gather(lines):
    """Values by row and subject; a row that is reported more than once has all of them."""
    found = {}
    for line in lines:
        if line.startswith("@ "):
            result = json.loads(line[2:])
            entry = found.setdefault((result["row"], result["subject"]), {"unit": result["unit"], "values": []})
            entry["values"] += result["values"]
    return found


def spread(values):
    return f"{min(values):.4g} - {max(values):.4g}"


def judge(found):
    """One dictionary a goal."""
    for row, subject, reference, sign, goal in GOALS:
        ours = found.get((row, subject))
        other = found.get((row, reference)) if reference else None
        result = {"row": row, "subject": subject, "reference": reference, "goal": f"{sign} {goal}" if sign else "-"}
        if ours:
            # Of values that have no reference the worst counts.
            result["median"] = statistics.median(ours["values"])
            result["spread"] = spread(ours["values"])
            result["unit"] = ours["unit"]
        if ours and (other or not reference):
            worst = min if sign == ">=" else max
            value = result["median"] / statistics.median(other["values"]) if other else worst(ours["values"])
            result["value"] = value
            if sign:
                result["met"] = value >= goal if sign == ">=" else value <= goal
        yield result


def show(results):
    print(f"{'row':24} {'ours':20} {'against':26} {'median':>10} {'spread':>22} {'unit':18} {'value':>8} {'goal':>9}")
    for result in results:
        met = "  missed" if result.get("met") is False else "" if "value" in result else "  not measured"
        value = f"{result['value']:.3g}" if "value" in result else "-"
        median = f"{result['median']:.4g}" if "median" in result else "-"
        print(f"{result['row']:24} {result['subject']:20} {result['reference'] or '-':26} {median:>10} "
              f"{result.get('spread', '-'):>22} {result.get('unit', '-'):18} {value:>8} {result['goal']:>9}{met}")
    goals = [result for result in results if result["goal"] != "-"]
    counts = [sum(result.get("met") is wanted for result in goals) for wanted in (True, False, None)]
    print(f"{counts[0]} of {len(goals)} goals met, {counts[1]} missed, {counts[2]} not measured")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        found = gather(file)
    results = list(judge(found))
    show(results)
    if len(sys.argv) > 3 and sys.argv[2] == "--json":
        everything = [{"row": row, "subject": subject, **entry} for (row, subject), entry in found.items()]
        with open(sys.argv[3], "w", encoding="utf-8") as file:
            json.dump({"goals": results, "measured": everything}, file, indent=1)


if __name__ == "__main__":
    main()
