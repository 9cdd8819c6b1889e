# SPDX-License-Identifier: GPL-3.0-or-later
"""millctl installs on a server: nothing of a desktop is loaded with it."""

import re
import subprocess

from harness import MILLCTL, check, main

# Cairo, which draws the charts, brings some libraries of X11 along in most distributions.
DESKTOP = re.compile(r"lib(gtk|gdk|gsk|adwaita|gtksourceview)[-.\w]*")


def test_no_desktop(home):
    loaded = subprocess.run(["ldd", MILLCTL], capture_output=True, text=True, check=True).stdout
    check("libglib-2.0" in loaded, True, "the list of libraries is not one")
    check(sorted(set(match.group() for match in DESKTOP.finditer(loaded))), [])


def test_needs_no_desktop(home):
    needed = subprocess.run(["readelf", "-d", MILLCTL], capture_output=True, text=True,
                            check=True).stdout
    check("NEEDED" in needed, True)
    check([line for line in needed.splitlines() if "NEEDED" in line and DESKTOP.search(line)], [])


main([test for name, test in list(globals().items()) if name.startswith("test_")])
