# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""What came of a step, in the words of the language: a dict with one of ok, err, timeout, invalid, started, pending."""

import socket

from constants import RESOLVER_ERRORS, errno_name


class Result(dict):
    """A whole result, where the value of "ok" alone does not say all."""


def result_of(call, *arguments):
    """Makes the call; every failure is a result."""
    try:
        value = call(*arguments)
    except Exception as problem:  # whatever Python's modules raise for arguments that make no call
        return failure(problem)
    return value if isinstance(value, Result) else Result(ok=value)


def failure(problem):
    if isinstance(problem, socket.gaierror):
        return Result(err=RESOLVER_ERRORS.get(problem.args[0], problem.args[0]))
    if isinstance(problem, OSError) and problem.errno is not None:
        return Result(err=errno_name(problem.errno))
    # settimeout's own expiry has no errno; the kernel's ETIMEDOUT does.
    if isinstance(problem, TimeoutError) and str(problem) == "timed out":
        return Result(timeout=True)
    return Result(invalid=f"{type(problem).__name__}: {problem}")
