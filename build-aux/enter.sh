# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a command in the place that was chosen. The userland's system directories are read-only; the
# host's own directories, its display, session bus and fonts are there as on the host.
# shellcheck shell=bash

# The host's top-level directories that hold people's files, not the system.
host_directories() {
  local directory
  for directory in /*; do
    case $directory in
      /bin|/boot|/dev|/etc|/lib*|/lost+found|/proc|/run|/sbin|/sys|/usr|/var) ;;
      *) [[ ! -d $directory || -L $directory ]] || printf '%s\n' "$directory" ;;
    esac
  done
}

# Directories that must be visible though they may lie below a system directory.
needed_directories() {
  local directory
  for directory in "$project" "$PWD" "$HOME" "$(userland_cache)" "${XDG_RUNTIME_DIR:-}" \
      "${XAUTHORITY:+$(dirname "$XAUTHORITY")}" "$@"; do
    case $directory in
      /usr/*|/var/*|/run/*|/etc/*) [[ ! -d $directory ]] || printf '%s\n' "$directory" ;;
    esac
  done
}

# What the host's environment says about the host's libraries is wrong inside.
clean_environment() {
  unset LD_LIBRARY_PATH LD_PRELOAD PYTHONPATH PYTHONHOME PKG_CONFIG_PATH PKG_CONFIG_LIBDIR \
    GI_TYPELIB_PATH GSETTINGS_SCHEMA_DIR GTK_PATH GTK_MODULES GTK_EXE_PREFIX GIO_MODULE_DIR GIO_EXTRA_MODULES \
    GDK_PIXBUF_MODULE_FILE GDK_PIXBUF_MODULEDIR XDG_DATA_DIRS XDG_CONFIG_DIRS LOCPATH CC CXX
  export PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin
  # The userland has no locale but C.UTF-8; build-aux/inside makes that of the user when one is wanted.
  export MILLRACE_LANGUAGE=${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} LANG=C.UTF-8
  unset LC_ALL LC_MESSAGES
}

enter_with_bubblewrap() {
  local userland=$1 directory arguments
  shift
  arguments=(
    --ro-bind "$userland/usr" /usr
    --symlink usr/bin /bin --symlink usr/sbin /sbin --symlink usr/lib /lib --symlink usr/lib64 /lib64
    --ro-bind "$userland/etc" /etc
    --ro-bind "$userland/var" /var
    --ro-bind-try /etc/resolv.conf /etc/resolv.conf
    --ro-bind-try /etc/hosts /etc/hosts
    --bind /var/tmp /var/tmp
    --proc /proc --dev-bind /dev /dev --ro-bind /sys /sys
    --dir /run
    --ro-bind-try /run/dbus /run/dbus
    --ro-bind-try /usr/share/fonts /usr/share/fonts/host
    --ro-bind-try /usr/local/share/fonts /usr/share/fonts/host-local
  )
  while read -r directory; do
    arguments+=(--bind-try "$directory" "$directory")
  done < <(host_directories; needed_directories)
  exec bwrap "${arguments[@]}" --chdir "$PWD" --die-with-parent -- "$@"
}

# Root without bubblewrap's means: the same directories, bound in a mount namespace of its own.
enter_with_chroot() {
  local userland=$1 directories
  shift
  mapfile -t directories < <(host_directories; needed_directories)
  # shellcheck disable=SC2016 # expanded by the inner shell
  exec unshare --mount --propagation private bash -euc '
    userland=$1 directory=$2 count=$3
    shift 3
    mount --bind "$userland" "$userland"
    for lent in /proc /dev /sys /run /var/tmp "${@:1:count}"; do
      mkdir -p "$userland$lent"
      mount --rbind "$lent" "$userland$lent"
    done
    mount --bind /etc/resolv.conf "$userland/etc/resolv.conf"
    shift "$count"
    exec chroot "$userland" sh -c "cd \"\$1\"; shift; exec \"\$@\"" sh "$directory" "$@"
  ' bash "$userland" "$PWD" "${#directories[@]}" "${directories[@]}" "$@"
}

place_enter() {
  export MILLRACE_PLACE=$place MILLRACE_PROJECT=$project
  # ./dev called from within ./dev shell is where it wants to be.
  if [[ $place == host || -n ${MILLRACE_INSIDE:-} ]]; then
    exec "$@"
  fi
  local userland
  userland=$(userland_path)
  clean_environment
  export MILLRACE_INSIDE=1
  if bwrap --ro-bind / / --proc /proc --dev-bind /dev /dev true 2>/dev/null; then
    enter_with_bubblewrap "$userland" "$@"
  elif is_root && unshare --mount true 2>/dev/null; then
    enter_with_chroot "$userland" "$@"
  elif is_root; then
    fail "this machine lets not even root mount or make namespaces (a container without privileges?)." \
      "Start it with CAP_SYS_ADMIN, for instance “docker run --privileged”, and repeat the command."
  fi
  require_namespaces
  fail "bubblewrap cannot make a namespace here: $(bwrap --ro-bind / / true 2>&1 | head -1)"
}
