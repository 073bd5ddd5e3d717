#!/bin/sh
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
#
# Configures and builds a preset of CMakePresets.json: sh resources/build.sh PRESET [ninja target ...]
# The last line of standard output is the folder of the build; all else goes to standard error.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
preset=$1
shift

# Beside the sources where they are ours to write to, else in the user's cache.
build=$root/build/$preset
if ! mkdir -p "$build" 2>/dev/null || [ ! -w "$build" ]; then
    build=${XDG_CACHE_HOME:-$HOME/.cache}/sockscope/build/$preset
    mkdir -p "$build"
fi

# A build that was made for another place (the folder was moved or copied) begins anew.
fresh=
if [ -f "$build/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$build/CMakeCache.txt"; then
    fresh=--fresh
fi
launcher=
if command -v ccache >/dev/null 2>&1; then
    launcher=-DCMAKE_CXX_COMPILER_LAUNCHER=ccache
    # The same sources in another folder are the same to the cache.
    CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1
    export CCACHE_BASEDIR CCACHE_NOHASHDIR
fi

cd "$root" # presets are read from the current folder
# shellcheck disable=SC2086 # empty, or one word
cmake -S "$root" -B "$build" --preset "$preset" $fresh $launcher >&2
if [ $# -gt 0 ]; then
    cmake --build "$build" --parallel "$(nproc)" --target "$@" >&2
else
    cmake --build "$build" --parallel "$(nproc)" >&2
fi
printf '%s\n' "$build"
