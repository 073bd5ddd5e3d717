#!/bin/sh
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
#
# Installs what is missing, builds, and runs all tests: sh tests/run.sh [arguments of ctest ...]
# The last line is the sum: N passed, N failed, N skipped. Exits non-zero if a test failed, or if there was none.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)

sh "$root/resources/setup.sh" build test
build=$(sh "$root/resources/build.sh" ci all benchmarks)
exec sh "$root/tests/support/ctest.sh" "$build" "$@"
