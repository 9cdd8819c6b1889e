# SPDX-License-Identifier: GPL-3.0-or-later
"""A display with a screen that is touched: Xorg without a card, and the driver that the X server has for tests of
its input (inputtestdrv(4)). The packages xserver-xorg-core and xserver-xorg-video-dummy have both."""

import os
import shutil
import socket
import struct
import subprocess
import time

import desktop

CONFIGURATION = """
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoEnableDevices" "false"
EndSection
Section "ServerLayout"
  Identifier "layout"
  Screen "screen"
  InputDevice "fingers" "SendCoreEvents"
EndSection
Section "InputDevice"
  Identifier "fingers"
  Driver "inputtest"
  Option "SocketPath" "{socket}"
  Option "DeviceType" "Touch"
  Option "TouchCount" "5"
EndSection
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 32768
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5-1000
  VertRefresh 5-200
  Modeline "screen" 111.75 {width} {a} {b} {c} {height} {d} {e} {f}
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Modes "screen"
    Virtual {width} {height}
  EndSubSection
EndSection
"""

# From xf86-input-inputtest-protocol.h: what a message is, the valuators that may be in it, and what a touch does.
CLIENT_VERSION, WAIT_FOR_SYNC, TOUCH = 0, 1, 6
N_VALUATORS = 64
BEGIN, UPDATE, END = 18, 19, 20
# What the driver's axes count to.
RANGE = 65535


class Desktop(desktop.Desktop):
    """Its display has fingers, numbered from 0, besides the pointer."""

    def start_display(self):
        configuration, path = self.folder / "xorg.conf", self.folder / "fingers"
        width, height = desktop.SIZE
        configuration.write_text(CONFIGURATION.format(
            socket=path, width=width, height=height, a=width + 92, b=width + 244, c=width + 492, d=height + 3,
            e=height + 13, f=height + 35), encoding="utf-8")
        read, write = os.pipe()
        server = self.start([desktop.SERVER, "Xorg", "-displayfd", str(write), "-config", configuration, "-logfile",
                             self.folder / "xorg.log", "-novtswitch", "-sharevts", "-keeptty"], pass_fds=[write], stdout=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as number:
            display = number.readline().strip()
        assert display, f"Xorg did not start: {(self.folder / 'xorg.log').read_text()[-2000:]}"
        desktop.wait_for(lambda: path.exists() or server.poll() is not None, "the touch screen")
        self.fingers = socket.socket(socket.AF_UNIX)
        self.fingers.connect(str(path))
        self.send(CLIENT_VERSION, struct.pack("=HH", 1, 1))
        self.fingers.recv(64)

        return ":" + display

    def send(self, kind, content):
        self.fingers.sendall(struct.pack("=II", 8 + len(content), kind) + content)

    def touch(self, finger, what, place):
        width, height = desktop.SIZE
        # The two axes of a place come first; the server scales them to the screen.
        values = [place[0] * RANGE / width, place[1] * RANGE / height] + [0] * (N_VALUATORS - 2)
        # Which values are there is told by bits; the doubles are aligned as a compiler does it.
        self.send(TOUCH, struct.pack(f"=IIIB11x{2 * N_VALUATORS}d", finger, what, 0, 0b11, *values,
                                     *[0] * N_VALUATORS))
        self.send(WAIT_FOR_SYNC, b"")
        self.fingers.recv(64)

    # ---- What fingers do ----

    def tap(self, place, times=1, stay=0.05):
        for _ in range(times):
            self.touch(0, BEGIN, place)
            time.sleep(stay)
            self.touch(0, END, place)
            time.sleep(0.08)

    def move(self, *ways, rest=0.2):
        """Each finger goes from one place to another, in steps, at the same time."""
        for finger, (start, _) in enumerate(ways):
            self.touch(finger, BEGIN, start)
        for step in range(1, 13):
            for finger, (start, end) in enumerate(ways):
                self.touch(finger, UPDATE, tuple(a + (b - a) * step / 12 for a, b in zip(start, end)))
            time.sleep(0.02)
        # Not flung.
        time.sleep(rest)
        for finger, (_, end) in enumerate(ways):
            self.touch(finger, END, end)


def missing_tools():
    return [tool for tool in ("Xorg",) if shutil.which(tool) is None] + desktop.missing_tools()
