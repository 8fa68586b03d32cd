#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# install_test.bash CMAKE BUILD VERSION: what `cmake --install` puts in place works from there, and nothing else is put.
set -euo pipefail
prefix=$(mktemp -d)
trap 'rm -rf "$prefix"' EXIT
"$1" --install "$2" --prefix "$prefix" > "$prefix.log" 2>&1 || { cat "$prefix.log"; rm -f "$prefix.log"; exit 1; }
rm -f "$prefix.log"

found=$(cd "$prefix" && find . -type f | sort)
expected="./bin/dossier
./share/bash-completion/completions/dossier
./share/man/man1/dossier.1"
if [ "$found" != "$expected" ]; then
  printf 'installed:\n%s\nexpected:\n%s\n' "$found" "$expected"
  exit 1
fi

# Away from the sources and the build, and with nothing of the caller's surroundings.
cd "$prefix"
said=$(env -i "$prefix/bin/dossier" version)
case $said in
  "dossier $3"*) ;;
  *) printf 'version says: %s\nexpected: dossier %s\n' "$said" "$3"; exit 1 ;;
esac
env -i "$prefix/bin/dossier" init case --title Test --author Tester > /dev/null
env -i "$prefix/bin/dossier" pack -C case --unsigned > /dev/null
status=0
env -i "$prefix/bin/dossier" verify case.dossier.zip > /dev/null 2>&1 || status=$?
[ "$status" = 4 ] || { echo "verify of an unsigned bundle: exit status $status, expected 4"; exit 1; }
