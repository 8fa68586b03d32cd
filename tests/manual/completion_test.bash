#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# completion_test.bash PROGRAM SCRIPT: what the completion offers.
set -eu
program=$1
source "$2"

offered() {  # WORD...: the last is being typed
  COMP_WORDS=("$program" "$@")
  COMP_CWORD=$#
  _dossier
  echo "${COMPREPLY[*]}"
}

expect() {  # EXPECTED FOUND
  [ "$1" = "$2" ] || { echo "expected '$1', found '$2'"; exit 1; }
}

expect "verify version" "$(offered ve)"
expect "keygen" "$(offered help ke)"
expect "add list revoke remove export" "$(offered trust "")"
expect "--checked" "$(offered trust add alice --ch)"
expect "--json" "$(offered verify --j)"
expect "--directory" "$(offered extract bundle --d)"
expect "" "$(offered verify bund)"  # files, by the shell's own completion
