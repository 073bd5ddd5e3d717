#!/bin/sh
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
#
# Builds, and lets every call of every scenario fail in every way: sh tests/faults/run.sh [arguments of matrix.py ...]
# It takes tens of minutes. With --only and --call it looks at a part of it.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
build=$(sh "$root/resources/build.sh" ci sockscope faults readcapture)
exec python3 -B "$root/tests/faults/matrix.py" --full --program "$build/app/sockscope" \
    --library "$build/tests/faults/libfaults.so" --reader "$build/tests/support/readcapture" "$@"
