#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Prepares a Debian or Ubuntu machine and runs what the README promises. Every step may be repeated; the second time it
# is quick.
#
#   ./setup.sh           install what building needs
#   ./setup.sh --tests   install what the tests need as well
#   ./setup.sh demo      install, build, pack the sample, verify it and show the result
#   ./setup.sh test      install, build and run all tests
set -eu
cd "$(dirname "$0")"

build_packages="g++ cmake ninja-build pkg-config git libssl-dev libarchive-dev nlohmann-json3-dev libcli11-dev
  libgumbo-dev libutf8proc-dev libdeflate-dev"
test_packages="doctest-dev python3 python3-jsonschema openssh-client openssl unzip zip p7zip-full libarchive-tools
  strace faketime poppler-utils clang clang-format clang-tidy time"

say() { printf '%s\n' "$*" >&2; }

install() {
  missing=""
  for package in "$@"; do
    state=$(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null || true)
    case $state in ii*) ;; *) missing="$missing $package" ;; esac
  done
  [ -n "$missing" ] || return 0
  if ! command -v apt-get >/dev/null; then
    say "setup.sh: apt-get is not here. Install the packages that README.md lists for your system."
    exit 1
  fi
  as_root=""
  if [ "$(id -u)" -ne 0 ]; then
    as_root=sudo
    command -v sudo >/dev/null || { say "setup.sh: run it as root, or install sudo: packages are missing:$missing"; exit 1; }
  fi
  say "Installing:$missing"
  $as_root apt-get update -q
  # shellcheck disable=SC2086  # a list of words
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
}

# The tests open the report in Chromium; on a system without that package they say that they skip it.
install_browser() {
  command -v chromium >/dev/null && return 0
  if apt-cache show chromium >/dev/null 2>&1; then
    install chromium
  else
    say "No package chromium here: the tests of the report in a browser will be skipped."
  fi
}

# build OPTION...: the preset release. The demo and the tests share it, so that nothing is compiled twice. A warning of a
# compiler that we have not seen stops nobody; the gate sets DOSSIER_WERROR=ON.
build() {
  if [ -z "${CMAKE_CXX_COMPILER_LAUNCHER:-}" ] && command -v ccache >/dev/null; then
    export CMAKE_CXX_COMPILER_LAUNCHER=ccache
  fi
  cmake --preset release -DDOSSIER_WERROR="${DOSSIER_WERROR:-OFF}" "$@" >&2
  cmake --build --preset release >&2
}

# What a reader of the README sees: a copy of the sample, packed with a fresh key and verified by its public half.
demo() {
  build -DDOSSIER_BUILD_TESTS=OFF
  dossier=$PWD/build/release/dossier
  here=$PWD/build/demo
  rm -rf "$here"
  mkdir -p "$here/trust"
  cp -R samples/letters-claim/case "$here/case"
  cd "$here"
  "$dossier" keygen key
  read -r type blob _ < key.pub
  echo "you@newsroom.example namespaces=\"dossier-seal\" $type $blob" > trust/allowed_signers
  "$dossier" pack -C case --key key -o letters-claim.dossier.zip
  "$dossier" verify --trust trust letters-claim.dossier.zip
}

case ${1:-} in
  "")
    # shellcheck disable=SC2086
    install $build_packages
    ;;
  --tests)
    # shellcheck disable=SC2086
    install $build_packages $test_packages
    install_browser
    ;;
  demo)
    # shellcheck disable=SC2086
    install $build_packages
    demo
    ;;
  test)
    # shellcheck disable=SC2086
    install $build_packages $test_packages
    install_browser
    build -DDOSSIER_BUILD_TESTS=ON
    ctest --preset release
    ;;
  *)
    say "usage: ./setup.sh [--tests | demo | test]"
    exit 2
    ;;
esac
