#!/bin/sh
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
#
# Runs the tests of a build and adds them up: sh tests/support/ctest.sh BUILD [arguments of ctest ...]
set -eu

support=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
build=$1
shift

results=$build/Testing/results.xml
mkdir -p "$build/Testing"
rm -f "$results"
status=0
# The whole output of each test goes into the results, since summary.py counts the functions in it.
ctest --test-dir "$build" --output-on-failure --no-tests=error -j 2 --output-junit "$results" \
    --test-output-size-passed 67108864 --test-output-size-failed 67108864 "$@" || status=$?
python3 -B "$support/summary.py" "$results" || status=1
exit "$status"
