#!/bin/sh
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
#
# Builds a release and prints our figures beside those of the least code that does the same, and of other programs,
# measured in turn in the same run: sh tests/bench/run.sh [--quick] [--json FILE]
# Ratios say something on any machine, rates only of this one. Let nothing else run meanwhile.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)

rounds=3 mib=1024 few=4 messages=1000000 trips=30000 connections=5000 records=1000000 log=100000000
idle=9800 datagrams=300000
json=
while [ $# -gt 0 ]; do
    case $1 in
    --quick)
        rounds=1 mib=128 few=1 messages=200000 trips=5000 connections=1000 records=100000 log=2000000
        idle=1000 datagrams=50000
        ;;
    --json)
        json=${2:?a file name}
        shift
        ;;
    *)
        sed -n '5,7s/^# //p' "$0" >&2
        exit 2
        ;;
    esac
    shift
done

build=$(sh "$root/resources/build.sh" ci benchmarks sockscope)
program=$build/app/sockscope
bench=$build/tests/bench
output=$(mktemp)
trap 'rm -f "$output"' EXIT

printf '%s, %s CPUs, load %s\n' "$(uname -sr)" "$(nproc)" "$(cut -d' ' -f1-3 /proc/loadavg)"
for tool in socat ncat dumpcap rg editcap Xvfb; do
    command -v "$tool" >/dev/null || printf 'not installed, so not compared with: %s\n' "$tool"
done

# measure NAME COMMAND ...: its lines go to the table; a program that fails is named, and the others go on.
measure() {
    name=$1
    shift
    begun=$(date +%s)
    "$@" >>"$output" || printf '%s: failed\n' "$name"
    printf '%s: %s s\n' "$name" $(($(date +%s) - begun))
}

measure receive "$bench/bench_receive" --mib "$mib" --few-mib "$few" --rounds "$rounds" --program "$program" --window "$program"
measure messages "$bench/bench_messages" --messages "$messages" --rounds "$rounds"
measure datagrams "$bench/bench_datagrams" --count "$datagrams" --rounds "$rounds" --qt "$bench/qtserver"
measure echo "$bench/bench_echo" --trips "$trips" --rounds "$rounds"
measure 'idle and busy' "$bench/bench_busy" --idle "$idle" --rounds "$rounds" --qt "$bench/qtserver"
measure accept "$bench/bench_accept" --connections "$connections" --rounds "$rounds"
measure search "$bench/bench_search" --mib "$mib" --rounds "$rounds"
measure framing "$bench/bench_framing" --rounds "$rounds"
measure export "$bench/bench_export" --records "$records" --rounds "$rounds"
# On a real X server where there is one to be had, painted in software.
if command -v xvfb-run >/dev/null; then
    measure log xvfb-run -a -s '-screen 0 1280x800x24' "$bench/bench_log" --records "$log"
else
    measure log "$bench/bench_log" --records "$log"
fi
measure 'window start' python3 "$root/tests/bench/windowstart.py" "$program" "$bench/minimalwindow" "$((rounds * 3))"

python3 "$root/tests/bench/table.py" "$output" ${json:+--json "$json"}
