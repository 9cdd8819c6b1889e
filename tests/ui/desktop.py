# SPDX-License-Identifier: GPL-3.0-or-later
"""A display, a session bus and the program of their own; a hand on the mouse and the keyboard; and the eyes of
assistive technology to find what is on the screen."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

PATIENCE = float(os.environ.get("MILLRACE_UI_PATIENCE", "15")) * float(os.environ.get("MILL_TEST_SLOWNESS", "1"))
SIZE = (1500, 900)
SERVER = pathlib.Path(__file__).resolve().parents[2] / "build-aux/display-server"

# By name xdotool would press them with Alt, since the keyboard has a symbol of theirs there as well.
KEY_CODES = {"F2": "68", "F5": "71", "F6": "72", "shift+F6": "shift+72", "shift+F9": "shift+75",
             "shift+F10": "shift+76"}


def missing_tools():
    return [tool for tool in ("Xvfb", "xdotool", "setxkbmap", "dbus-daemon", "import") if shutil.which(tool) is None]


def wait_for(condition, what):
    """What @condition gives, as soon as that is true."""
    end = time.monotonic() + PATIENCE
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain for {what}")
        time.sleep(0.03)


class Desktop:
    def __init__(self, build, source):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="millrace-ui-"))
        self.build = build
        self.processes = []
        environment = dict(os.environ, HOME=str(self.folder))
        for name in ("DATA", "CACHE", "STATE", "CONFIG", "RUNTIME"):
            path = self.folder / name.lower()
            path.mkdir(mode=0o700)
            environment[f"XDG_{name}_DIR" if name == "RUNTIME" else f"XDG_{name}_HOME"] = str(path)
        for name in ("GTK_A11Y", "WAYLAND_DISPLAY", "AT_SPI_BUS_ADDRESS", "NO_AT_BRIDGE", "G_DEBUG"):
            environment.pop(name, None)
        environment.update(
            DISPLAY=self.start_display(), GDK_BACKEND="x11", GSK_RENDERER="cairo", GSETTINGS_BACKEND="memory",
            LC_ALL="C.UTF-8", LIBGL_ALWAYS_SOFTWARE="1", GTK_USE_PORTAL="0",
            GSETTINGS_SCHEMA_DIR=str(build / "data"),
            XDG_DATA_DIRS=f"{build / 'data'}:{source / 'data'}:/usr/local/share:/usr/share")
        self.environment = environment
        environment["DBUS_SESSION_BUS_ADDRESS"] = self.start_bus()
        # The accessibility library looks for its bus when it is first used.
        os.environ.update(environment)

    def start(self, command, **options):
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, **options)
        self.processes.append(process)
        return process

    def start_display(self):
        read, write = os.pipe()
        self.start([SERVER, "Xvfb", "-displayfd", str(write), "-screen", "0", "{}x{}x24".format(*SIZE)],
                   pass_fds=[write], stdout=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as number:
            return ":" + number.readline().strip()

    def start_bus(self):
        bus = self.start(["dbus-daemon", "--session", "--nofork", "--print-address"], env=self.environment,
                         stdout=subprocess.PIPE, text=True)
        return bus.stdout.readline().strip()

    def close(self):
        for process in reversed(self.processes):
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Program:
    """Millrace with one file open, and @files beside it: names and what is in them."""

    def __init__(self, desktop, text, files=None):
        self.desktop = desktop
        self.path = desktop.folder / "work" / "canvas.millrace.json"
        self.path.parent.mkdir()
        self.path.write_text(text, encoding="utf-8")
        for name, content in (files or {}).items():
            (self.path.parent / name).write_text(content, encoding="utf-8")
        self.log = open(desktop.folder / "log", "w", encoding="utf-8")
        self.start(self.path)

    def start(self, *files):
        """For the first time, or after it has ended."""
        desktop = self.desktop
        self.process = subprocess.Popen([desktop.build / "src/app/millrace", *files],
                                        env=desktop.environment, stdout=self.log, stderr=self.log)
        desktop.processes.append(self.process)
        self.forget_canvas()
        self.window = wait_for(self.find_window, "the window")
        self.xdo("windowmove", self.window, 0, 0, "windowsize", self.window, *SIZE)
        self.xdo("windowfocus", self.window)

        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi
        self.Atspi = Atspi
        self.root = wait_for(self.find_root, "the program on the accessibility bus")

        self.border = wait_for(self.find_border, "the window to be as large as the screen")

    def find_border(self):
        """What is added to what assistive technology is told: a window has a rim to take hold of, and GTK is
        not sure what places are counted from where there is no window manager."""
        content = self.root.get_child_at_index(0).get_child_at_index(0)
        area = content.get_component_iface().get_extents(self.Atspi.CoordType.WINDOW)
        rim = (SIZE[0] - area.width) // 2, (SIZE[1] - area.height) // 2
        return (rim[0] - area.x, rim[1] - area.y) if max(rim) < 40 else None

    # ---- The mouse and the keyboard ----

    def xdo(self, *arguments):
        return subprocess.run(["xdotool", *map(str, arguments)], env=self.desktop.environment, check=False,
                              capture_output=True, text=True).stdout

    def find_window(self):
        assert self.process.poll() is None, \
            f"the program has ended with {self.process.returncode}: {(self.desktop.folder / 'log').read_text()}"
        found = self.xdo("search", "--onlyvisible", "--pid", self.process.pid).split()
        return found[-1] if found else None

    def keys(self, *keys):
        self.xdo("key", *(KEY_CODES.get(key, key) for key in keys))

    def move(self, x, y):
        self.xdo("mousemove", int(x), int(y))

    def click(self, place, button=1, times=1, key=None):
        x, y = place
        commands = ["mousemove", int(x), int(y)]
        if key:
            commands += ["keydown", key]
        commands += ["sleep", 0.05, "click", "--repeat", times, "--delay", 70, button, "sleep", 0.05]
        if key:
            commands += ["keyup", key]
        self.xdo(*commands)

    def press_and_move(self, start, end, button=1, pause=0.012):
        """The way of a hand: the pointer passes points in between."""
        (x0, y0), (x1, y1) = start, end
        commands = ["mousemove", int(x0), int(y0), "sleep", 0.02, "mousedown", button]
        for step in range(1, 9):
            commands += ["mousemove", int(x0 + (x1 - x0) * step / 8), int(y0 + (y1 - y0) * step / 8), "sleep", pause]
        self.xdo(*commands)

    def drag(self, start, end, button=1, key=None):
        if key:
            self.xdo("keydown", key)
        self.press_and_move(start, end, button)
        self.xdo("mousemove", int(end[0]), int(end[1]), "sleep", 0.03, "mouseup", button)
        if key:
            self.xdo("keyup", key)

    def picture(self, name):
        """The screen as it was when a test failed, for whoever looks into it: in MILLRACE_UI_PICTURES."""
        folder = os.environ.get("MILLRACE_UI_PICTURES")
        if folder:
            subprocess.run(["import", "-window", "root", f"{folder}/{name}.png"], env=self.desktop.environment,
                           check=False)

    def pixels(self, x, y, width, height):
        """A part of the screen, to be compared with what it is at another time."""
        return subprocess.run(["import", "-window", "root", "-crop", f"{width}x{height}+{int(x)}+{int(y)}", "-depth", "8",
                               "rgb:-"], env=self.desktop.environment, check=True, capture_output=True).stdout

    # ---- What is on the screen ----

    def find_root(self):
        desktop = self.Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            program = desktop.get_child_at_index(index)
            if program is not None and program.get_process_id() == self.process.pid and program.get_child_count():
                return program
        return None

    def walk(self, node):
        try:
            node.clear_cache_single()
            for index in range(node.get_child_count()):
                child = node.get_child_at_index(index)
                if child is not None:
                    yield child
                    yield from self.walk(child)
        except self.gone:
            return

    @property
    def gone(self):
        from gi.repository import GLib
        return GLib.Error

    def find_now(self, name, role=None, below=None, visible=True):
        for node in self.walk(below or self.root):
            try:
                if node.get_name() == name and (role is None or node.get_role_name() == role):
                    if not visible or node.get_state_set().contains(self.Atspi.StateType.SHOWING):
                        return node
            except self.gone:
                continue
        return None

    def find(self, name, role=None, below=None):
        return wait_for(lambda: self.find_now(name, role, below), f"“{name}”")

    @property
    def canvas(self):
        if self.found_canvas is None:
            self.found_canvas = self.find("Pipeline canvas")
        return self.found_canvas

    def forget_canvas(self):
        """Another one may be shown from now on."""
        self.found_canvas = None

    def card(self, name):
        return self.find(name, below=self.canvas)

    def area(self, node):
        """x, y, width, height on the screen, at whose corner the window is."""
        area = node.get_component_iface().get_extents(self.Atspi.CoordType.WINDOW)
        return area.x + self.border[0], area.y + self.border[1], area.width, area.height

    def middle(self, node):
        x, y, width, height = self.area(node)
        return x + width / 2, y + height / 2

    def port(self, card, name):
        """A port by what is said of it up to its type: Output “Table”."""
        def search():
            for node in self.walk(self.card(card)):
                if node.get_name().startswith(name + " ("):
                    return node
            return None
        return self.middle(wait_for(search, f"{name} of {card}"))

    def is_selected(self, card):
        return self.card(card).get_state_set().contains(self.Atspi.StateType.SELECTED)

    def selected(self):
        return sorted(node.get_name() for node in self.cards()
                      if node.get_state_set().contains(self.Atspi.StateType.SELECTED))

    def cards(self):
        world = self.canvas.get_child_at_index(0)
        if world is None:
            return []
        world.clear_cache_single()
        cards = [world.get_child_at_index(index) for index in range(world.get_child_count())]
        # While the view moves, they come and go.
        return [card for card in cards if card is not None]

    # ---- The file ----

    def read(self):
        return self.path.read_text(encoding="utf-8")

    def save_until(self, condition, what):
        """Saves, and what the file holds once @condition is true of it."""
        def saved():
            try:
                document = json.loads(self.read())
            except ValueError:
                return None
            return document if condition(document) else None

        end = time.monotonic() + PATIENCE
        while True:
            self.keys("ctrl+s")
            soon = time.monotonic() + 0.6
            while time.monotonic() < soon:
                document = saved()
                if document:
                    return document
                time.sleep(0.03)
            if time.monotonic() > end:
                raise AssertionError(f"waited in vain for {what}; the file is {self.read()}")
