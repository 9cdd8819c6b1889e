# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person sees on a terminal: progress bars redrawn in place, colours, the width respected."""

import fcntl
import os
import pty
import random
import re
import select
import signal
import struct
import subprocess
import termios
import time
import unicodedata

from harness import MILLCTL, SLOWNESS, check, check_in, main, pipeline

SHOP = "shop.millrace.json"
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def run_on_terminal(home, *arguments, columns=80, lines=24, environment=None, during=None):
    """Everything that was written to a terminal of that size, and the exit code."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    process = subprocess.Popen([MILLCTL, *map(str, arguments)], cwd=home.path,
                               env={**home.environment, **(environment or {})},
                               stdin=slave, stdout=slave, stderr=slave, start_new_session=True)
    os.close(slave)
    seen = b""
    while True:
        ready, _, _ = select.select([master], [], [], 60 * SLOWNESS)
        try:
            more = os.read(master, 65536) if ready else b""
        except OSError:
            more = b""
        if not more:
            break
        seen += more
        if during:
            during(process, seen.decode(errors="replace"))
    os.close(master)
    return seen.decode().replace("\r\n", "\n"), process.wait(timeout=10 * SLOWNESS)


def width(line):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in line)


def check_width(text, columns):
    for line in ESCAPE.sub("\n", text).split("\n"):
        check(width(line) <= columns, True, f"{width(line)} > {columns}: {line!r}")


def screen(text):
    """What is left on the screen in the end, cursor movements carried out."""
    rows, row = [""], 0
    for part in re.split(r"(\x1b\[[0-9;?]*[A-Za-z]|\n)", text):
        if part == "\n":
            row += 1
            if row == len(rows):
                rows.append("")
        elif part.startswith("\x1b["):
            if part.endswith("A"):
                row -= int(part[2:-1])
            elif part.endswith("J"):
                del rows[row + 1:]
                rows[row] = ""
            elif part.endswith("K"):
                pass
        elif part:
            rows[row] += part
    return rows


def slow_fit(home, rounds):
    chance = random.Random(1)
    home.write("noise.csv", "a,b,yes\n" + "".join(
        f"{chance.random()},{chance.random()},{chance.random() < 0.5}\n" for _ in range(20000)))
    return home.write("fit.json", pipeline({
        "noise": ("read-csv", {"path": "noise.csv"}, {}),
        "trees": ("gradient-boosting", {"target": "yes", "rounds": rounds, "early-stopping": 0},
                  {"train": "noise"})}))


def test_progress_bars(home):
    text, code = run_on_terminal(home, "run", slow_fit(home, 900), "--threads", 1)
    check(code, 0, text)
    check_in("━", text)
    # A node goes by its title, or else its id, which several nodes of a type do not share.
    check_in("\ntrees ", ESCAPE.sub("\n", text))
    check("Gradient Boosting" in text, False)
    check_in(" of 2 nodes", text)
    # Drawn again in place, not below one another, and taken away in the end.
    check_in("\x1b[3A", text)
    check_width(text, 80)
    left = "\n".join(screen(text))
    check("━" in left or "of 2 nodes" in left, False, left)
    check_in("trees:", left)
    check_in("Done: Test", ESCAPE.sub("", text))
    # The cursor is hidden meanwhile, and comes back.
    check(text.rindex("\x1b[?25h") > text.rindex("\x1b[?25l"), True)


def test_progress_without_measure(home):
    # Nobody knows how far a query or a file that is written is: something moves nevertheless.
    home.write("numbers.csv", "n\n" + "".join(f"{i}\n" for i in range(30000)))
    document = pipeline({
        "numbers": ("read-csv", {"path": "numbers.csv"}, {}),
        "expensive": ("formula", {"columns": [
            {"name": "s", "expression": "md5(repeat('x', 20000 + n % 7) || n)"}]},
            {"table": "numbers"}),
        "written": ("write-csv", {"path": "out.csv"}, {"table": "expensive"})})
    document["nodes"]["written"]["title"] = "All of it as a file"
    home.write("write.json", document)
    text, code = run_on_terminal(home, "run", "write.json", "--threads", 1,
                                 environment={"NO_COLOR": "1"})
    check(code, 0, text)
    rows = re.findall(r"All of it as a file +([━─]+) +\d+\.\d s", text)
    check(len(set(rows)) > 1, True, f"nothing moves: {text}")
    for row in rows:
        check((len(row), row.count("━")), (len(rows[0]), len(rows[0]) // 4))
    check_width(text, 80)


def test_narrow_terminal(home):
    for columns in (1, 7, 20, 35):
        text, code = run_on_terminal(home, "run", slow_fit(home, 100), "--threads", 1, columns=columns,
                                      lines=3)
        check(code, 0, text)
        bars = "".join(re.findall(r"\x1b\[\?25l(.*?)\x1b\[J", text, re.S))
        check_width(bars, columns)


def test_no_color(home):
    text, _ = run_on_terminal(home, "run", SHOP)
    check_in("\x1b[32m", text)
    text, _ = run_on_terminal(home, "run", SHOP, environment={"NO_COLOR": "1"})
    check(re.search(r"\x1b\[[0-9;]*m", text), None, repr(text))


def test_dumb_terminal(home):
    text, code = run_on_terminal(home, "run", SHOP, environment={"TERM": "dumb"})
    check((code, "\x1b" in text), (0, False), repr(text))
    check_in("sales: Done", text)


def test_pipe_is_plain(home):
    done = home.run("run", SHOP)
    check("\x1b" in done.stdout + done.stderr, False)


def test_table_fits(home):
    home.write("wide.csv", "name,number,東京の天気\n" + "".join(
        f"{'long text ' * 20},{i},{'雨' * 30}\n" for i in range(5)))
    home.write("wide.json", pipeline({"wide": ("read-csv", {"path": "wide.csv"}, {})}))
    for columns in (20, 40, 80, 200):
        text, code = run_on_terminal(home, "show", "wide.json", "wide", columns=columns)
        check(code, 0, text)
        table = text[text.index("name"):] if "name" in text else ""
        check_in("…", table)
        for line in ESCAPE.sub("", table).split("\n"):
            if not line.startswith(("Rows", "Columns")):
                check(width(line) <= columns, True, repr(line))


def test_table_tells_what_it_hides(home):
    names = [f"column_{i}" for i in range(40)]
    home.write("wide.csv", ",".join(names) + "\n" + ",".join(str(10**9 + i) for i in range(40)) + "\n")
    home.write("wide.json", pipeline({"wide": ("read-csv", {"path": "wide.csv"}, {})}))
    text, code = run_on_terminal(home, "show", "wide.json", "wide", environment={"NO_COLOR": "1"})
    check(code, 0, text)
    # No number loses its end: fewer columns are shown instead, and it is told how to see the rest.
    check_in("1000000000  1000000001  1000000002", text)
    check_in("Columns 1 to 6 of 40; the rest does not fit here: --format csv or --format json prints all",
             text)
    check("Columns" in home.run("show", "wide.json", "wide").stderr, False)


def test_interrupt_restores_the_cursor(home):
    sent = []

    def during(process, seen):
        if "━" in seen and len(sent) == 0:
            sent.append(time.monotonic())
            os.kill(process.pid, signal.SIGINT)

    text, code = run_on_terminal(home, "run", slow_fit(home, 10000), "--threads", 1, during=during)
    check(code, 130, text)
    check(re.search(r"0 skipped, [12] cancelled, in", text) is not None, True, text)
    check(time.monotonic() - sent[0] < 2 * SLOWNESS, True)
    check(text.rindex("\x1b[?25h") > text.rindex("\x1b[?25l"), True)


main([test for name, test in list(globals().items()) if name.startswith("test_")])
