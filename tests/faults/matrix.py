#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Lets each call that the program makes fail, in each scenario, and looks what becomes of it.

    matrix.py --program SOCKSCOPE --library FAULTS --reader READCAPTURE
              [--full] [--seed N] [--seconds N] [--only TEXT] [--call NAMES] [--error NAME] [--jobs N]

Whatever fails, a run may not crash, hang, spin, leave a descriptor open, close one twice, print a line that is no
record, save a file that is not whole, or lose bytes without a word. Errors that pass (EINTR, a short read) may not be
noticed at all. Without --full each call of each scenario fails once, in one way; of windows some calls do. The seed
chooses the ways and the order of the runs.
"""

import argparse
import collections
import json
import os
import random
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import errors
from peers import read_capture
from running import CRASHES, Fault, Run
from scenarios import SCENARIOS

SKIPPED = 77  # SKIP_RETURN_CODE of ctest
JOBS = 2
SLOW_CALLS = 8  # of a window in a slice, which takes ten times as long to start


class Tools:
    """The programs of a matrix, and what is made once for all its runs."""

    def __init__(self, options):
        self.program = str(options.program.resolve())
        self.library = str(options.library.resolve())
        self.reader = str(options.reader.resolve())
        self.sanitized = bool(os.environ.get("SOCKSCOPE_SANITIZE"))
        self.crashed = None
        self.own_capture = None
        self.baseline = {}   # of scripts: what they print where nothing fails
        self.counts = {}     # of scenarios: how often each call is made where nothing fails


def carry_out(tools, scenario, fault=None):
    """One run of a scenario; it is to be removed by the caller."""
    plan = fault and f"{fault.call}:{fault.number}:{errors.number_of(fault.error)}:{fault.times}"
    run = Run(tools, plan)
    run.keep["name"] = scenario.name
    places = {"folder": str(run.folder), "id": run.folder.name}

    def filled(text):
        for name, value in {**places, "port": str(run.keep.get("port", ""))}.items():
            text = text.replace("{" + name + "}", value)
        return text
    for name, content in scenario.files.items():
        path = run.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.replace(b"{folder}", str(run.folder).encode()))
    for prepare in scenario.prepare:
        prepare(run)
    run.start([filled(word) for word in scenario.command], scenario.stdin)
    try:
        scenario.peer(run)
    except ValueError as problem:
        run.peer_failed = problem
    run.finish()
    return run


# --- what may never be -----------------------------------------------------------------------------------------------

def is_ended_by_us(run, fault):
    """Without signalfd(2) a SIGTERM is the end at once, as it is of any program."""
    if run.was_killed:
        return run.status == -signal.SIGKILL
    return run.was_stopped and run.status == -signal.SIGTERM and fault and fault.call == "signalfd"


def crashes(run, fault):
    if run.is_hanging:
        yield "hangs"
    elif run.status < 0 and not is_ended_by_us(run, fault):
        yield f"dies of signal {-run.status}"
    for word in CRASHES:
        if word in run.message:
            yield f"says '{word}'"


def leaks(run):
    report = run.report()
    if report is None or report[1][-1:] != ["end"]:
        if run.status >= 0:
            yield "has not come to its end"
        return
    for line in report[1]:
        if line.startswith("open "):
            yield f"leaves a descriptor open: {line.split(maxsplit=2)[2]}"
        elif line.startswith("closed-in-vain"):
            yield "closes a descriptor that is not open"


def spins(run, expected):
    report = run.report()
    if not report:
        return
    made, usual = sum(report[0].values()), sum(expected.values())
    if made > 10 * usual + 20_000:
        name = max(report[0], key=report[0].get)
        yield f"spins: {made} calls where {usual} are usual, {report[0][name]} of {name}"


def bad_lines(run):
    """Each line an object, records numbered from 1 without a gap."""
    try:
        lines = [json.loads(line) for line in run.output.splitlines()]
    except ValueError as problem:
        yield f"prints what is no JSON: {problem}"
        return
    numbers = [line["n"] for line in lines if "n" in line]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"prints records {numbers[:3]}...{numbers[-3:]}"


def bad_counts(run):
    """What the counters say was read, is recorded or counted as dropped."""
    if not run.statistics or not run.records or "cannot be read" in run.message:
        return
    total, capture = run.statistics["total"], run.statistics["capture"]
    if total["records"] != capture["records"] + capture["dropped_records"]:
        yield (f"counts {total['records']} records, of which {capture['records']} are recorded and "
               f"{capture['dropped_records']} dropped")
    moved = sum(len(record.get("text", "")) + len(record.get("hex", "")) // 2 for record in run.records)
    if total["bytes_in"] + total["bytes_out"] != moved + capture["dropped_bytes"]:
        yield (f"counts {total['bytes_in']} + {total['bytes_out']} bytes, of which {moved} are recorded and "
               f"{capture['dropped_bytes']} dropped")


def left_over(run):
    """What it should have removed, without a word of it; and a capture that cannot be read."""
    for file in run.folder.glob(".*.part"):
        yield f"leaves {file.name}"
    for folder in run.captures():
        if folder == run.keep.get("crashed"):
            continue
        if (folder / "commit").exists() and read_capture(run, folder) is None:
            yield "leaves a capture that is not whole"
        elif run.status == 0 and not run.message:
            yield "leaves its capture behind"


def is_told(run, fault):
    """The status, a word on standard error, a record or a counter says that something was not as it should be."""
    if run.status != 0 or run.message:
        return True
    if fault.error.encode() in run.output:
        return True
    statistics = run.statistics if b'"capture"' in run.output else None
    return bool(statistics) and (statistics["capture"]["dropped_records"] > 0
                                 or statistics["total"]["dropped_records"] > 0)


def unmet_of(scenario, run):
    """What does not hold, each with its function; nothing of a run that hangs, or prints what cannot be read."""
    try:
        return [] if run.is_hanging else [(holds, list(holds(run))) for holds in scenario.holds]
    except ValueError:
        return []


def problems_of(tools, scenario, run, fault):
    yield from crashes(run, fault)
    unmet = unmet_of(scenario, run)
    yield from (problem for holds, found in unmet for problem in found if hasattr(holds, "is_never_excused"))
    if run.is_hanging or run.status < 0:
        return
    yield from leaks(run)
    yield from spins(run, tools.counts.get(scenario.name, {}))
    if scenario.kind == "headless" and "--quiet" not in scenario.command or scenario.kind == "script":
        bad = list(bad_lines(run))
        yield from bad
        if bad:
            return
    if scenario.kind == "headless":
        yield from bad_counts(run)
    for problem in left_over(run):
        if not (fault and fault.call in ("unlink", "rmdir") and problem.startswith("leaves .")):
            yield problem
    if run.status == 0:
        yield from (f"status 0: {problem}" for holds, found in unmet for problem in found
                    if hasattr(holds, "needs_status"))
    missing = [problem for _, found in unmet for problem in found]
    if not missing:
        return
    if fault is None:
        yield from missing
    elif errors.is_passing(fault.call, fault.error, scenario.in_loop, scenario.kind == "script") and fault.times:
        yield from (f"notices what passes: {problem}" for problem in missing)
    elif not is_told(run, fault) and not (scenario.kind == "script" and errors.is_answer(fault.call, fault.error)):
        yield from (f"says nothing: {problem}" for problem in missing)


# --- the matrix ------------------------------------------------------------------------------------------------------

def numbers_of(count):
    return sorted({1, 2, (count + 1) // 2, count} & set(range(1, count + 1)))


def full(counts, chance, is_first):
    """The first, second, middle and last call with an error each, and one of them with one that lasts. Where it is the
    first scenario of its kind that makes this call, the first call with every error, and every one that lasts."""
    for call, count in sorted(counts.items()):
        names = errors.errors_of(call)
        if not names:
            continue
        lasting = [name for name in names if name in errors.LASTING]
        yield from (Fault(call, number, chance.choice(names)) for number in numbers_of(count))
        if is_first(call):
            yield from (Fault(call, 1, name) for name in names)
            yield from (Fault(call, 1, name, 0) for name in lasting)
        elif lasting:
            yield Fault(call, chance.choice(numbers_of(count)), chance.choice(lasting), 0)


def sliced(counts, chance, most):
    """Each call once, of so many calls at most."""
    for call, count in sorted(chance.sample(sorted(counts.items()), min(most, len(counts)))):
        if names := errors.errors_of(call):
            name = chance.choice(names)
            yield Fault(call, chance.choice(numbers_of(count)), name,
                        0 if name in errors.LASTING and chance.random() < 0.3 else 1)


class Matrix:

    def __init__(self, tools, options):
        self.tools, self.options = tools, options
        self.findings = collections.OrderedDict()
        self.runs = self.unreached = self.left_out = 0
        self.begun = time.monotonic()

    def look(self, scenario, fault):
        """The problems of one run; of those of the first run only what a second one has as well, for a loaded machine
        may make a peer give up."""
        found = self.look_once(scenario, fault)
        if found and not any("signal" in problem or "says '" in problem for problem in found):
            again = self.look_once(scenario, fault)
            return [problem for problem in found if problem in again] or \
                   [f"{problem} (once)" for problem in found if not again]
        return found

    def look_once(self, scenario, fault):
        run = carry_out(self.tools, scenario, fault)
        try:
            self.runs += 1
            report = run.report()
            if report and not any(line.startswith("failed ") for line in report[1]):
                self.unreached += 1
            return list(problems_of(self.tools, scenario, run, fault))
        finally:
            run.remove()

    def count(self, scenario):
        run = carry_out(self.tools, scenario)
        try:
            problems = list(problems_of(self.tools, scenario, run, None))
            if problems:
                print(f"{scenario.name}, without a fault: {'; '.join(problems)}\n{run.message}", flush=True)
                self.findings[f"{scenario.name}, without a fault"] = problems
            self.tools.counts[scenario.name] = run.report()[0] if run.report() else {}
            if scenario.kind == "script":
                self.tools.baseline[scenario.name] = run.output
        finally:
            run.remove()

    def try_one(self, job):
        scenario, fault = job
        if self.options.seconds and time.monotonic() - self.begun > self.options.seconds:
            self.left_out += 1
            return
        problems = self.look(scenario, fault)
        if problems:
            name = f"{scenario.name}, {fault}"
            self.findings[name] = problems
            print(f"{name}: {'; '.join(problems)}", flush=True)

    def carry_out(self):
        options = self.options
        chance = random.Random(options.seed)
        chosen = [scenario for scenario in SCENARIOS if not options.only or options.only in scenario.name]
        with ThreadPoolExecutor(options.jobs) as pool:
            list(pool.map(self.count, chosen))
            jobs, seen = [], set()
            for scenario in chosen:
                counts = self.tools.counts[scenario.name]
                if options.call:
                    counts = {call: count for call, count in counts.items() if call in options.call.split(",")}
                if options.full:
                    known = set(seen)
                    faults = full(counts, chance, lambda call: (scenario.kind, call) not in known)
                    seen |= {(scenario.kind, call) for call in counts}
                else:
                    faults = sliced(counts, chance, SLOW_CALLS if scenario.kind == "window" else len(counts))
                jobs += [(scenario, fault) for fault in faults if not options.error or fault.error == options.error]
            chance.shuffle(jobs)  # so that a run that is broken off has seen a part of everything
            print(f"{len(jobs)} runs", flush=True)
            list(pool.map(self.try_one, jobs))
        return len(chosen)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--reader", type=Path, required=True)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--seed", type=int, default=int(time.time()) % 1_000_000)
    parser.add_argument("--seconds", type=float, help="begin no more runs after this time")
    parser.add_argument("--only", help="scenarios whose name has this")
    parser.add_argument("--call", help="these calls alone, with commas between")
    parser.add_argument("--error", help="this error alone")
    parser.add_argument("--jobs", type=int, default=JOBS)
    options = parser.parse_args()
    if "thread" in os.environ.get("SOCKSCOPE_SANITIZE", ""):
        print("skipped: ThreadSanitizer does not let other libraries stand before its own functions")
        return SKIPPED
    print(f"seed {options.seed}", flush=True)
    matrix = Matrix(Tools(options), options)
    scenarios = matrix.carry_out()
    print(f"{scenarios} scenarios, {matrix.runs} runs ({matrix.left_out} left out), {matrix.unreached} of them did not "
          f"come to the call, {len(matrix.findings)} not as they should be, {time.monotonic() - matrix.begun:.0f} s, "
          f"seed {options.seed}")
    return 1 if matrix.findings else 0


if __name__ == "__main__":
    sys.exit(main())
