# SPDX-License-Identifier: Apache-2.0
# Completion for bash. Commands and options are read from the program's own help, so they never fall behind.

_dossier() {
  local word=${COMP_WORDS[COMP_CWORD]} program=${COMP_WORDS[0]} commands command
  commands=$("$program" help 2>/dev/null | sed -n 's/^  \([a-z]*\).*/\1/p' | sort -u)
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ] || [ "${COMP_WORDS[1]}" = help ]; then
    mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$word")
    return
  fi
  command=${COMP_WORDS[1]}
  # "trust add" and others of two words
  commands=$("$program" help 2>/dev/null | sed -n "s/^  $command \([a-z]\{1,\}\).*/\1/p")
  if [ -n "$commands" ] && [ "$COMP_CWORD" -eq 2 ]; then
    mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$word")
    return
  fi
  [ -z "$commands" ] || command="$command ${COMP_WORDS[2]}"
  case $word in
    -*)
      mapfile -t COMPREPLY < <(compgen -W "$("$program" $command --help 2>/dev/null |
        grep -o '^  -[^ ]*\( --[a-z-]*\)\?' | tr -d ,)" -- "$word") ;;
  esac
}

complete -o default -F _dossier dossier
