#!/bin/sh
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
#
# Builds a release and prints our figures beside those of the least code that does the same, measured in turn in the
# same run: sh tests/bench/run.sh [--quick]
# Ratios say something on any machine, rates only of this one. Let nothing else run meanwhile.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)

rounds=5 mib=1024 messages=2000000 trips=50000 connections=10000 records=1000000
case ${1-} in
'') ;;
--quick) rounds=3 mib=256 messages=300000 trips=10000 connections=3000 records=300000 ;;
*)
    sed -n '5,8s/^# //p' "$0" >&2
    exit 2
    ;;
esac

build=$(sh "$root/resources/build.sh" ci benchmarks sockscope)
program=$build/app/sockscope
bench=$build/tests/bench

printf '%s, %s CPUs, load %s\n' "$(uname -sr)" "$(nproc)" "$(cut -d' ' -f1-3 /proc/loadavg)"
# The window is measured where the program has one: on DISPLAY, else offscreen.
set --
if ldd "$program" | grep -q libQt6Widgets; then
    set -- --window "$program"
fi
"$bench/bench_receive" --mib "$mib" --rounds "$rounds" --program "$program" "$@"
"$bench/bench_messages" --messages "$messages" --rounds "$rounds"
"$bench/bench_echo" --trips "$trips" --rounds "$rounds"
"$bench/bench_accept" --connections "$connections" --rounds "$rounds"
"$bench/bench_search" --mib "$mib" --rounds "$rounds"
"$bench/bench_export" --records "$records" --rounds "$rounds"
