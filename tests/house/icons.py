#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every symbolic icon that the sources name exists: among the project's own, in GNOME's theme, in GTK or in
libadwaita. Called with the project's directory, on a display."""

import pathlib
import re
import sys

import gi

gi.require_version("Gtk", "4.0")
gi.require_version("Adw", "1")
from gi.repository import Adw, Gdk, Gtk  # noqa: E402

Adw.init()

root = pathlib.Path(sys.argv[1])
theme = Gtk.IconTheme.get_for_display(Gdk.Display.get_default())
theme.add_search_path(str(root / "data" / "icons"))

named = {}
for path in sorted((root / "src").rglob("*")):
    if path.suffix in (".c", ".h", ".blp"):
        for icon in re.findall(r'"([a-z0-9-]+-symbolic)"', path.read_text(encoding="utf-8")):
            named.setdefault(icon, path.relative_to(root))
if not named:
    sys.exit("the sources name no icon at all")

# Those in the program itself.
built_in = {path.stem for path in (root / "src" / "app" / "icons").rglob("*.svg")}
missing = {icon: path for icon, path in named.items() if icon not in built_in and not theme.has_icon(icon)}
for icon, path in missing.items():
    print(f"{path} names {icon}, which does not exist")
sys.exit(1 if missing else 0)
