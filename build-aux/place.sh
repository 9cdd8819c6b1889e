# SPDX-License-Identifier: GPL-3.0-or-later
# Which place to work in. Sets `place` to host, userland or userland-more.
# shellcheck shell=bash

# The minimum versions are those of meson.build.
host_is_ready() {
  local tool
  for tool in cc meson ninja blueprint-compiler msgfmt pkg-config python3; do
    have "$tool" || return 1
  done
  pkg-config --exists 'gtk4 >= 4.20' 'libadwaita-1 >= 1.8' 'gtksourceview-5 >= 5.10' \
    'json-glib-1.0 >= 1.8' 'libcrypto >= 3.0' 'libxxhash >= 0.8' 'md4c >= 0.5' 'sqlite3 >= 3.40' \
    'xgboost >= 3.0' 2>/dev/null || return 1
  # DuckDB has no pkg-config file; this macro came with the C API of 2.0.
  printf '#include <duckdb.h>\n#ifndef DUCKDB_API_VERSION_AT_LEAST\n#error too old\n#endif\n' |
    cc -E -x c - >/dev/null 2>&1
}

package_list() {
  local list=("$project/build-aux/userland-packages")
  [[ $1 == base ]] || list+=("$project/build-aux/userland-packages-more")
  sed 's/#.*//' "${list[@]}" | tr -s ' \n' '\n' | sed '/^$/d' | LC_ALL=C sort -u
}

apt_offers() {
  local offered
  offered=$(apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: *//p')
  [[ -n $offered && $offered != '(none)' ]] && dpkg --compare-versions "$offered" ge "$2"
}

# True where the host's own archive is new enough: Debian forky and sid, and whatever follows them.
distribution_has_all() {
  have apt-get && have apt-cache || return 1
  apt_offers libgtk-4-dev 4.20 && apt_offers libadwaita-1-dev 1.8 &&
    apt_offers libduckdb-dev 2.0 && apt_offers libxgboost-dev 3.0 &&
    apt_offers blueprint-compiler 0.18 && apt_offers meson 1.4
}

# A new machine may not have fetched its package lists yet, and then offers nothing at all.
refresh_package_lists() {
  have apt-get && is_root || return 0
  apt_offers libc6-dev 2 && return 0
  say "Fetching the package lists of this distribution (apt-get update)."
  apt-get -q update >&2 || say "Some of them could not be fetched; going on with what there is."
}

host_install() {
  local packages
  mapfile -t packages < <(package_list "$1")
  say "This distribution has everything that Millrace needs. ./dev installs ${#packages[@]} packages and" \
    "what they depend on, with apt-get; apt-get tells below how much it fetches."
  agreed "Go on?" || return 1
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -q -o Dpkg::Use-Pty=0 install -y --no-install-recommends "${packages[@]}" >&2 || fail \
    "apt-get could not install the packages (see above). The same command continues from here."
}

place_choose() {
  if [[ -n ${MILLRACE_INSIDE:-} ]]; then
    place=$MILLRACE_PLACE
    return
  fi
  case ${MILLRACE_PLACE:-} in
    host)
      host_is_ready || say "dev: this host lacks some of what meson.build asks for; trying anyway."
      place=host
      return ;;
    userland|userland-more)
      place=$MILLRACE_PLACE
      userland_is_ready || userland_make
      return ;;
    '') ;;
    *) fail "MILLRACE_PLACE is “$MILLRACE_PLACE”; it can be host, userland or userland-more." ;;
  esac

  place=host
  if host_is_ready; then
    return
  fi

  place=userland
  [[ $1 == base ]] || place=userland-more
  if userland_is_ready; then
    return
  fi

  refresh_package_lists
  if distribution_has_all && can_be_root && host_install "$1"; then
    place=host
    return
  fi
  userland_make
}
