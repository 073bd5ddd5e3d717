# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Holds a program's results against Python's, case by case."""

import json

from caserun import run_by_program, run_by_python

LONGEST_STEP = 200


def plain(result):
    """Without the wording of an argument error: that is each program's own."""
    if not isinstance(result, dict):
        return result
    result = {key: plain(value) for key, value in result.items()}
    if "invalid" in result:
        result["invalid"] = True
        result.pop("field", None)
    return result


def wanted(case, by_python):
    """Python's results, with what `ours` puts in their place."""
    results = [plain(result) for result in by_python]
    for place, result in case.get("ours", {}).items():
        results[int(place)] = result
    return results


def verdict_of(case, command):
    by_python, got = run_by_python(case), run_by_program(case, command)
    verdict = {"id": case["id"], "compare": case["compare"], "title": case["title"]}
    if isinstance(by_python, dict):
        return {**verdict, "verdict": f"oracle skipped: {by_python.get('skipped', 'hang')}"}
    if "not_in_language" in got:
        return {**verdict, "verdict": f"not in language: {got['not_in_language']}"}
    want = wanted(case, by_python)
    got = got if isinstance(got, dict) else [plain(result) for result in got]
    if got == want:
        return {**verdict, "verdict": "same"}
    word = "policy" if case["compare"] == "policy" and "ours" not in case else "different"
    return {**verdict, "verdict": word, "want": want, "got": got, "steps": case["steps"]}


def compare(cases, command, shows_all=False):
    """A verdict for each case; prints those that differ."""
    verdicts = []
    for case in cases:
        verdict = verdict_of(case, command)
        verdicts.append(verdict)
        if shows_all or verdict["verdict"] == "different":
            print(f"{verdict['id']:<9} {verdict['verdict']:<10} {verdict['title']}")
        if verdict["verdict"] == "different":
            show_difference(verdict)
    return verdicts


def show_difference(verdict):
    if isinstance(verdict["got"], dict):
        print(f"    {verdict['got']['died']}")
        return
    for place, (step, want, got) in enumerate(zip(verdict["steps"], verdict["want"], verdict["got"])):
        if want != got:
            print(f"    step {place} {json.dumps(step)[:LONGEST_STEP]}")
            print(f"        wanted  {json.dumps(want)}")
            print(f"        program {json.dumps(got)}", flush=True)
