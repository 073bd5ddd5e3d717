#!/bin/sh
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
#
# Installs what is missing: sh resources/setup.sh SET ...
#   build   to build and run the program
#   test    to run its tests
#   check   for the checks of the sources besides (format, tidy, fuzzers, validators)
# Says what it does. With all there it does nothing and needs no rights.
set -eu

say() { printf 'setup: %s\n' "$*"; }

# as_root COMMAND ...: by sudo where we are not root.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        say "not root, and there is no sudo. As root, run: $*" >&2
        exit 1
    fi
}

# packages_of DISTRIBUTION SET: what the distribution calls it. Nothing is fetched from elsewhere.
packages_of() {
    case "$1 $2" in
    'debian build') echo g++ cmake ninja-build qt6-base-dev libexpected-dev libpcre2-dev zlib1g-dev fonts-dejavu-core ;;
    'debian test')
        echo python3 python3-pyatspi python3-gi at-spi2-core dbus xvfb xdotool imagemagick
        echo socat ncat tshark curl strace iproute2 procps
        echo xdg-utils shared-mime-info desktop-file-utils libglib2.0-bin universal-ctags
        ;;
    'debian check') echo clang libclang-rt-14-dev clang-format-14 clang-tidy-14 shellcheck desktop-file-utils appstream ;;

    'fedora build') echo gcc-c++ cmake ninja-build qt6-qtbase-devel "'cmake(tl-expected)'" pcre2-devel zlib-devel dejavu-sans-mono-fonts ;;
    'fedora test')
        echo python3 python3-pyatspi python3-gobject at-spi2-core dbus-daemon xorg-x11-server-Xvfb xdotool ImageMagick
        echo socat nmap-ncat wireshark-cli curl strace iproute procps-ng
        echo xdg-utils shared-mime-info desktop-file-utils glib2 ctags
        ;;
    'fedora check') echo clang compiler-rt clang-tools-extra ShellCheck desktop-file-utils appstream ;;

    'arch build') echo base-devel cmake ninja qt6-base tl-expected pcre2 zlib ttf-dejavu ;;
    'arch test')
        echo python python-atspi python-gobject at-spi2-core dbus xorg-server-xvfb xdotool imagemagick
        echo socat nmap wireshark-cli curl strace iproute2 procps-ng
        echo xdg-utils shared-mime-info desktop-file-utils glib2 ctags
        ;;
    'arch check') echo clang compiler-rt shellcheck desktop-file-utils appstream ;;

    *)
        say "there is no set '$2'; there are build, test, check" >&2
        exit 2
        ;;
    esac
}

# names DISTRIBUTION SET ...: the packages of all the sets, in one line.
names() {
    distribution=$1
    shift
    for set_name in "$@"; do
        packages_of "$distribution" "$set_name"
    done | tr '\n' ' '
}

missing_here() {
    for package in $(names debian "$@"); do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || printf '%s ' "$package"
    done
}

setup_debian() {
    missing=$(missing_here "$@")
    if [ -z "$missing" ]; then
        say "all packages are there ($*)"
        return
    fi
    say "to be installed: $missing"
    # tshark's question, whether users may capture from interfaces, keeps its default: no.
    say 'apt-get update'
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q update
    say "apt-get install $missing"
    # shellcheck disable=SC2086 # a list of words
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends $missing
}

# Not tested there: says the names, and leaves the installing to the user.
setup_untested() {
    say "on $1 nothing is installed for you (not tested there). What is needed, should it be missing:"
    distribution=$1
    installer=$2
    shift 2
    say "  sudo $installer $(names "$distribution" "$@")"
}

[ $# -gt 0 ] || set -- build
[ "$(uname -s)" = Linux ] || { say 'Sockscope is a program for Linux' >&2 && exit 1; }
for set_name in "$@"; do
    packages_of debian "$set_name" >/dev/null
done
if command -v apt-get >/dev/null 2>&1 && command -v dpkg-query >/dev/null 2>&1; then
    setup_debian "$@"
elif command -v dnf >/dev/null 2>&1; then
    setup_untested fedora 'dnf install' "$@"
elif command -v pacman >/dev/null 2>&1; then
    setup_untested arch 'pacman -S --needed' "$@"
else
    say "this distribution is not known. Debian's names of what is needed: $(names debian "$@")"
fi
