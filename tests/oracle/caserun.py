# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""The cases, and a run of one: by Python in a process of its own, or by a program. Each has a folder, its $TMP."""

import json
import os
import select
import signal
import sys
import tempfile
import time
from pathlib import Path

import sandbox
from driver import Driver, not_in_language
from program import Died, Program
from reference import Reference

CASE_SECONDS = 9.0  # for one case by Python
ORACLE = Path(__file__).with_name("oracle.py")
CASES = Path(__file__).with_name("cases.json")


def read_cases(file=CASES, only=""):
    """All, or those whose id or slug begins with one of the words, joined by commas, or whose group it is."""
    cases = json.loads(file.read_text(encoding="utf-8"))
    words = tuple(word.lower() for word in only.split(",") if word)
    if not words:
        return cases
    return [
        case for case in cases
        if case["group"] in words or case["id"].lower().startswith(words) or case["slug"].startswith(words)
    ]


def own_folder():
    return tempfile.TemporaryDirectory(prefix="orc-", ignore_cleanup_errors=True)


def run_by_python(case):
    """The results of the steps, a list; or a dict that says why there are none: "hang", or "skipped" and "so_far"."""
    with own_folder() as folder, own_folder() as configuration:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            os.setpgid(0, 0)
            os.chdir(folder)
            os.write(writing, json.dumps(results_in_child(case, folder, configuration)).encode())
            os._exit(0)
        os.close(writing)
        answer = read_until(reading, time.monotonic() + CASE_SECONDS)
        os.close(reading)
        if not answer:
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return json.loads(answer) if answer else {"hang": True}


def results_in_child(case, folder, configuration):
    driver, results = Driver(Reference(), folder), []
    try:
        if case.get("sandbox"):
            sandbox.enter(configuration)
        for step in case["steps"]:
            results.append(driver.step(step))
    except sandbox.Unavailable as problem:
        return {"skipped": str(problem), "so_far": results}
    except Exception as problem:  # the parent tells of it; nothing of this process may go on
        return {"skipped": f"oracle error: {problem!r} at step {len(results)}", "so_far": results}
    return results


def read_until(descriptor, deadline):
    """All bytes until the other end is closed; those that came before the deadline."""
    pieces = []
    while (left := deadline - time.monotonic()) > 0 and select.select([descriptor], [], [], left)[0]:
        pieces.append(os.read(descriptor, 1 << 16))
        if not pieces[-1]:
            break
    return b"".join(pieces)


def run_by_program(case, command):
    """The results of the steps, a list; or a dict that says why there are none: "not_in_language", or "died"."""
    if reason := not_in_language(case):
        return {"not_in_language": reason}
    if case.get("sandbox"):
        command = [sys.executable, "-B", str(ORACLE), "--sandbox", *command]
    with own_folder() as folder:
        program, results = Program(command, folder), []
        driver = Driver(program, folder)
        try:
            for step in case["steps"]:
                results.append(driver.step(step))
            program.close()
            return results
        except (Died, ValueError, KeyError, TypeError) as problem:  # the last three: for what is no result line
            return {"died": f"{type(problem).__name__}: {problem}", "so_far": results}
        finally:
            program.kill()
