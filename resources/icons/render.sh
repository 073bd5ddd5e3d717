#!/bin/sh
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
#
# Renders the SVG sources into the PNG files beside them: sh resources/icons/render.sh
# Needs rsvg-convert (Debian: librsvg2-bin). Run it after a change of a source, and commit what it writes.
set -eu

cd "$(dirname -- "$0")"

for theme in light dark; do
    for size in 16 24 32 48; do
        mkdir -p "$theme/$size"
        for source in actions/*.svg; do
            name=$(basename "$source" .svg)
            rsvg-convert --stylesheet "$theme.css" -w "$size" -h "$size" -o "$theme/$size/$name.png" "$source"
        done
    done
done

# The small sizes have a drawing of their own with less in it.
for size in 16 22 24 32; do
    rsvg-convert -w "$size" -h "$size" -o "app/$size.png" app/sockscope-small.svg
done
for size in 48 64 128 256; do
    rsvg-convert -w "$size" -h "$size" -o "app/$size.png" app/sockscope.svg
done
