# SPDX-License-Identifier: GPL-3.0-or-later
# How ./dev speaks: everything goes to stderr, so that stdout belongs to the command that is run.
# shellcheck shell=bash

say() {
  printf '%s\n' "$@" >&2
}

fail() {
  local first=$1
  shift
  say "dev: $first" "$@"
  exit 1
}

# Asks on a terminal; without one, what was said is done.
agreed() {
  local answer
  [[ -t 0 && -t 2 ]] || return 0
  read -r -p "$1 [Y/n] " answer
  [[ -z $answer || $answer == [Yy]* ]]
}

have() {
  command -v "$1" >/dev/null 2>&1
}

is_root() {
  [[ $(id -u) -eq 0 ]]
}

# Root's own hands, or sudo's where a person can be asked for the password or none is needed.
can_be_root() {
  is_root || { have sudo && { [[ -t 0 ]] || sudo -n true 2>/dev/null; }; }
}

as_root() {
  if is_root; then
    "$@"
  else
    say "+ sudo $*"
    sudo "$@"
  fi
}
