#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file manager as far as the canvas can tell: a small window from which the files named on the command line can be
dragged, offered in all the ways that GTK offers files."""

import sys

import gi
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, GLib, Gtk  # noqa: E402


def main():
    Gtk.init()
    loop = GLib.MainLoop()
    window = Gtk.Window(title="Files", decorated=False, default_width=120, default_height=60)
    label = Gtk.Label(label="Files", hexpand=True, vexpand=True)
    files = Gdk.FileList.new_from_list([Gio.File.new_for_path(path) for path in sys.argv[1:]])
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
    source.connect("prepare", lambda *_: Gdk.ContentProvider.new_for_value(files))
    label.add_controller(source)
    window.set_child(label)
    window.connect("close-request", lambda *_: loop.quit())
    window.present()
    loop.run()


if __name__ == "__main__":
    main()
