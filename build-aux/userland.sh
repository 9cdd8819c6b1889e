# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the Debian userland: aside, under another name, and renamed when it is whole. A userland that has
# its name is therefore ready, and an interrupted set-up is simply made again.
# shellcheck shell=bash

readonly userland_suite=forky

# Counted up when a userland made before is no longer made right.
readonly userland_recipe=1

userland_cache() {
  printf '%s/millrace' "${XDG_CACHE_HOME:-$HOME/.cache}"
}

userland_set() {
  if [[ $place == userland-more ]]; then echo more; else echo base; fi
}

# Named for what is in it, so that a changed list of packages makes another one.
userland_path() {
  local hash
  hash=$({ echo "$userland_suite $userland_recipe"; package_list "$(userland_set)"; } |
    sha256sum | cut -c1-12)
  printf '%s/%s-%s' "$(userland_cache)" "$place" "$hash"
}

userland_is_ready() {
  [[ -d $(userland_path)/usr ]]
}

userland_cost() {
  if [[ $place == userland-more ]]; then
    download="about 440 MB" disk="2.8 GB" room_kib=4500000
  else
    download="about 300 MB" disk="1.3 GB" room_kib=2500000
  fi
}

# ---- What the host must have ---------------------------------------------------------------------

host_tools_missing() {
  local missing=()
  have mmdebstrap || missing+=(mmdebstrap)
  have bwrap || missing+=(bubblewrap)
  is_root || have newuidmap || missing+=(uidmap)
  # Without Debian's keys the signatures of its archive cannot be checked.
  [[ -e /usr/share/keyrings/debian-archive-keyring.gpg ]] || missing+=(debian-archive-keyring)
  printf '%s\n' "${missing[@]}"
}

# The command that installs the tools, in the words of the host's package manager. Only Debian's names
# are tried; the others are written from the distributions' package lists.
host_tools_command() {
  local tools=$*
  if have apt-get; then
    echo "apt-get install -y -q --no-install-recommends $tools"
  elif have dnf; then
    tools=${tools/debian-archive-keyring/debian-keyring} tools=${tools/uidmap/shadow-utils-subid}
    echo "dnf install -y ${tools/mmdebstrap/mmdebstrap apt}"
  elif have zypper; then
    echo "zypper install -y $tools"
  elif have pacman; then
    echo "pacman -S --needed --noconfirm ${tools/uidmap/shadow}"
  else
    return 1
  fi
}

install_host_tools() {
  local tools command
  mapfile -t tools < <(host_tools_missing | sed '/^$/d')
  [[ ${#tools[@]} -gt 0 ]] || return 0
  command=$(host_tools_command "${tools[@]}") || fail \
    "the userland needs ${tools[*]}, and this host has no package manager that ./dev knows." \
    "Install them, and repeat the command."
  if ! can_be_root; then
    fail "the userland cannot be made yet. Missing on this host: ${tools[*]}. As root, run" "" \
      "    $command" "" "and then repeat the command."
  fi
  say "Installing on this host: ${tools[*]}"
  agreed "Go on?" || fail "nothing was installed. By hand: $command"
  if have apt-get; then
    as_root apt-get -q update >&2 || true
  fi
  # shellcheck disable=SC2086 # the command is words
  as_root env DEBIAN_FRONTEND=noninteractive $command >&2 || fail \
    "“$command” failed (see above). Is there a network? The same ./dev command continues from here."
}

# Root makes the userland as root. Everybody else needs a user namespace with a range of user ids, as
# Debian's installer and adduser hand them out.
require_namespaces() {
  is_root && return 0
  local user
  user=$(id -un)
  if ! unshare --user true 2>/dev/null; then
    fail "this machine does not let a normal user make namespaces, and you are not root." \
      "Run ./dev as root, or let root allow them (kernel settings user.max_user_namespaces," \
      "kernel.unprivileged_userns_clone, kernel.apparmor_restrict_unprivileged_userns)."
  fi
  if ! grep -qs "^\($user\|$(id -u)\):" /etc/subuid || ! grep -qs "^\($user\|$(id -u)\):" /etc/subgid; then
    fail "$user has no range of user ids for a userland of its own. As root:" "" \
      "    usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $user" "" \
      "(any free range of 65536 will do), and then repeat the command. Or run ./dev as root."
  fi
}

require_room() {
  local where=$1 need=$2 free
  free=$(df -Pk "$where" | awk 'NR == 2 { print $4 }')
  [[ $free -ge $need ]] || fail \
    "$where has $((free / 1024)) MB free, and $((need / 1024)) MB are needed." \
    "Make room, or set ${3} to a directory that has it, and repeat the command."
}

# ---- Making it -----------------------------------------------------------------------------------

# Turns the log of mmdebstrap into progress: a line rewritten in place on a terminal, a few lines else.
# apt is at work twice, first for the essential packages, then for the rest.
show_progress() {
  local terminal=0
  [[ ! -t 2 ]] || terminal=1
  awk -v terminal="$terminal" '
    function show(what, done, total) {
      percent = total > 0 ? int(100 * done / total) : 0
      if (percent > 100 || (what == shown && percent == shown_percent)) return
      if (!terminal && what == shown && percent < shown_percent + 25 && percent < 100) return
      printf "%s  %s%s%s", terminal ? "\r\033[K" : "", what, total ? ": " percent " %" : "", terminal ? "" : "\n"
      shown = what; shown_percent = percent; fflush()
    }
    /^I: running apt-get update/ { show("reading the package lists", 0, 0) }
    / newly installed, / { total = $3; fetched = installed = 0 }
    /^Need to get / { size = $4 " " $5 }
    /^Get:/ && total > 0 { show("fetching " size, ++fetched, total) }
    /^(Unpacking|Setting up) / { show("installing " total " packages", ++installed, 2 * total) }
    END { if (terminal && shown != "") printf "\r\033[K" }' >&2
}

# Says why a set-up failed, as far as its log tells.
explain_failure() {
  local log=$1
  if grep -qE 'No space left on device|not have enough free space' "$log"; then
    fail "the disk became full while the userland was made. Make room, and repeat the command." "Log: $log"
  fi
  if grep -qE 'Could not resolve|Temporary failure resolving|Could not connect|Cannot initiate|Network is unreachable|Connection (timed out|failed|refused)' "$log"; then
    fail "Debian's package archive could not be reached. Is there a network, or a proxy to be set" \
      "(http_proxy)? Repeat the command when there is; nothing half-made was kept." "Log: $log"
  fi
  grep -E '^(E|W):' "$log" | tail -5 >&2 || true
  fail "the userland could not be made (the last words of mmdebstrap are above)." \
    "The same command tries again from the start. Log: $log"
}

# Killed with whoever started it, so that an interrupted set-up leaves no process behind.
tied_to_this_process() {
  if have setpriv && setpriv --pdeathsig KILL true 2>/dev/null; then
    if is_root && unshare --mount --pid --fork --kill-child true 2>/dev/null; then
      setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child --mount-proc "$@"
    else
      setpriv --pdeathsig KILL "$@"
    fi
  else
    "$@"
  fi
}

run_mmdebstrap() {
  local packages proxy options
  packages=$(package_list "$(userland_set)" | paste -sd,)
  options=(
    --verbose --variant=apt --include="$packages"
    --aptopt='APT::Install-Recommends "false"'
    # A mirror may lag behind the date in its Release file. Signatures are checked as ever.
    --aptopt='Acquire::Check-Valid-Until "false"'
    --aptopt='Acquire::Retries "3"'
    --dpkgopt=force-unsafe-io
    --dpkgopt='path-exclude=/usr/share/doc/*'
    --dpkgopt='path-exclude=/usr/share/man/*'
    --dpkgopt='path-exclude=/usr/share/help/*'
  )
  if have apt-config; then
    eval "$(apt-config shell proxy Acquire::http::Proxy)"
    [[ -z ${proxy:-} ]] || options+=(--aptopt="Acquire::http::Proxy \"$proxy\"")
  fi
  if is_root; then
    tied_to_this_process mmdebstrap --mode=root "${options[@]}" "$userland_suite" "$1"
  else
    # Through a tar stream every file becomes the user's own: a home directory that nobody else may
    # enter is no hindrance, and the userland can be removed like anything else.
    local unpack status=0
    mkdir "$1"
    exec 7> >(tar -x --no-same-owner --exclude='./dev/*' -C "$1" -f -)
    unpack=$!
    tied_to_this_process mmdebstrap --mode=unshare --format=tar "${options[@]}" "$userland_suite" - >&7 ||
      status=$?
    exec 7>&-
    wait "$unpack" && return "$status"
  fi
}

# What the host lends while it is entered needs a place to be bound to.
prepare_userland() {
  local new=$1
  mkdir -p "$new"/usr/share/fonts/{host,host-local} "$new"/usr/local/share
  rm -f "$new"/etc/{resolv.conf,hosts,machine-id}
  touch "$new"/etc/{resolv.conf,hosts}
  head -c16 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$new/etc/machine-id"
  if ! is_root; then
    printf '%s:x:%s:%s::%s:/bin/bash\n' "$(id -un)" "$(id -u)" "$(id -g)" "$HOME" >>"$new/etc/passwd"
    printf '%s:x:%s:\n' "$(id -gn)" "$(id -g)" >>"$new/etc/group"
  fi
}

# Directories of set-ups that did not live to the end; never across a mount that one may have left.
remove_leftovers() {
  local old
  for old in "$(userland_cache)"/*.new.*; do
    [[ -d $old ]] || continue
    say "Removing what an interrupted set-up left behind."
    remove_tree "$old"
  done
}

remove_tree() {
  local mounted
  while read -r mounted; do
    umount -l "$mounted" 2>/dev/null || fail "$mounted is still mounted; unmount it, then repeat the command."
  done < <(awk -v root="$1/" 'index($2, root) == 1 { print $2 }' /proc/self/mounts | LC_ALL=C sort -r)
  chmod -R u+rwX "$1" 2>/dev/null || true
  rm -rf --one-file-system "$1"
}

userland_remove_all() {
  local old
  for old in "$(userland_cache)"/userland*-????????????; do
    [[ -d $old ]] || continue
    say "Removing $old"
    remove_tree "$old"
  done
  rm -f "$(userland_cache)"/userland*.log "$(userland_cache)/set-up.lock"
}

userland_make() {
  local path new log download disk room_kib started progress status=0
  path=$(userland_path)
  userland_cost

  install_host_tools
  require_namespaces
  mkdir -p "$(userland_cache)" || fail "$(userland_cache) cannot be made."

  exec 9>"$(userland_cache)/set-up.lock"
  if ! flock -n 9; then
    say "Another ./dev is making the userland; waiting for it."
    flock 9
  fi
  if userland_is_ready; then
    exec 9>&-
    return
  fi
  remove_leftovers
  require_room "$(userland_cache)" "$room_kib" XDG_CACHE_HOME
  if ! is_root; then
    # Made in a temporary directory first; /tmp is often memory.
    export TMPDIR=${TMPDIR:-/var/tmp}
    require_room "$TMPDIR" "$room_kib" TMPDIR
  fi

  say "This host has no GTK 4.20, libadwaita 1.8, DuckDB 2.0 and XGBoost 3 to build with. ./dev makes, once," \
    "a Debian $userland_suite userland for it in $path" \
    "Fetched: $download. On disk: $disk. Time: about two minutes and what the network takes." \
    "Nothing of it touches the host; ./dev clean --userland removes it."

  new=$path.new.$$
  log=$(userland_cache)/$place.log
  started=$SECONDS
  # No pipeline: mmdebstrap must be a child of this very process, whose end is its end.
  exec 8> >(tee "$log" | show_progress)
  progress=$!
  run_mmdebstrap "$new" >&8 2>&8 9>&- || status=$?
  exec 8>&-
  wait "$progress" || true
  if [[ $status -ne 0 ]]; then
    remove_tree "$new"
    explain_failure "$log"
  fi
  prepare_userland "$new"
  sync -f "$new"
  mv -T "$new" "$path"
  exec 9>&-
  say "The userland is ready ($((SECONDS - started)) s)."
}
