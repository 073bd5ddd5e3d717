#!/bin/sh
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
#
# Installs what is missing, builds a release and starts Sockscope: sh app/run.sh [arguments of sockscope ...]
# Without a display and without arguments it takes a picture of the demo instead: sockscope.png in the current folder.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)

sh "$root/resources/setup.sh" build >&2
build=$(sh "$root/resources/build.sh" release sockscope)
program=$build/app/sockscope

if [ $# -eq 0 ] && [ -z "${DISPLAY:-}" ] && [ -z "${WAYLAND_DISPLAY:-}" ]; then
    echo 'There is no display (DISPLAY and WAYLAND_DISPLAY are empty): running the demo headless into sockscope.png' >&2
    QT_QPA_PLATFORM=offscreen
    export QT_QPA_PLATFORM
    set -- --demo --screenshot sockscope.png
fi
exec "$program" "$@"
