#!/bin/sh
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
#
# Runs each fuzzer for so long, one after the other: sh tests/fuzz/run.sh SECONDS [NAME ...]
# With --merge SECONDS first, what they found to be new comes back into tests/fuzz/corpus/, as far as it is small.
# The fuzzers are those of the preset `fuzz`, or of the folder that SOCKSCOPE_FUZZ_BUILD names.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
build=${SOCKSCOPE_FUZZ_BUILD:-$here/../../build/fuzz}
# Of each; all together then stay below 300 KiB.
most_bytes=32000
most_inputs=60

merge=no
if [ "${1:-}" = --merge ]; then
    merge=yes
    shift
fi
case ${1:-} in
'' | *[!0-9]*)
    echo "usage: run.sh [--merge] SECONDS [NAME ...]" >&2
    exit 2
    ;;
esac
seconds=$1
shift
[ $# -gt 0 ] || set -- address capture codec detail filter pcapng regex script url

# longest NAME: of its inputs, in bytes. Longer ones are only slower.
longest() {
    case $1 in
    capture | pcapng) echo 8192 ;;
    script) echo 4096 ;;
    *) echo 1024 ;;
    esac
}

# fuzzer NAME ARGUMENT ...: with bounded memory and time for each input.
fuzzer() {
    name=$1
    shift
    # A lookup's thread may outlive its step, and what it holds is no leak.
    leaks=1
    [ "$name" != script ] || leaks=0
    nice -n 10 "$build/tests/fuzz/fuzz_$name" -rss_limit_mb=1024 -malloc_limit_mb=512 -timeout=10 \
        -max_len="$(longest "$name")" -detect_leaks=$leaks -print_final_stats=1 -verbosity=1 "$@"
}

# merge NAME: replaces the inputs that a merge has chosen before (named by their hash), and keeps all others. Of the new
# ones some of each size are taken, small ones first.
merge() {
    kept=$here/corpus/$1
    chosen=$build/chosen/$1
    rm -rf "$chosen"
    mkdir -p "$chosen"
    fuzzer "$1" -set_cover_merge=1 "$chosen" "$kept" "$build/corpus/$1" >"$build/merge-$1.log" 2>&1
    find "$kept" -type f | grep -E '/[0-9a-f]{40}$' | while read -r old; do rm -- "$old"; done
    total=$(find "$kept" -type f -exec cat {} + | wc -c)
    # shellcheck disable=SC2012 # names are hashes
    step=$(($(ls "$chosen" | wc -l) / most_inputs + 1))
    # shellcheck disable=SC2012
    ls -Sr "$chosen" | awk "NR % $step == 0" | while read -r new; do
        total=$((total + $(wc -c <"$chosen/$new")))
        [ "$total" -le "$most_bytes" ] || break
        cp -- "$chosen/$new" "$kept/$new"
    done
    echo "$1: $(find "$kept" -type f | wc -l) inputs, $(find "$kept" -type f -exec cat {} + | wc -c) bytes"
}

failed=
for name in "$@"; do
    mkdir -p "$build/corpus/$name" "$build/findings"
    if [ "$merge" = yes ]; then
        merge "$name"
    fi
    [ "$seconds" -gt 0 ] || continue
    set -- "$build/corpus/$name" "$here/corpus/$name"
    [ ! -f "$here/$name.dict" ] || set -- "-dict=$here/$name.dict" "$@"
    if fuzzer "$name" -max_total_time="$seconds" -artifact_prefix="$build/findings/$name-" "$@" \
        >"$build/run-$name.log" 2>&1; then
        echo "$name: no finding in $seconds s, $(sed -n 's/^stat::number_of_executed_units: *//p' "$build/run-$name.log") runs"
    else
        echo "$name: FAILED, see $build/run-$name.log"
        failed=$name
    fi
done
[ -z "$failed" ]
