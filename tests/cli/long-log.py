# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of a run that has said very much: it is printed while it is read, and never all of it in memory. Called
with millctl and how many lines."""

import json
import sqlite3
import subprocess
import sys
import tempfile
import time

from harness import MILLCTL, check, main

N_LINES = int(sys.argv[2])


def fill(home):
    check(home.run("run", "shop.millrace.json").returncode, 0)
    path = home.path / "data" / "millrace" / "millrace.db"
    with sqlite3.connect(path) as database:
        (run,) = database.execute("SELECT id FROM runs").fetchone()
        database.execute("DELETE FROM log")
        database.executemany(
            "INSERT INTO log VALUES (?, ?, ?, 0, 'sales', ?)",
            ((run, 2 * i, 1700000000000000 + i, f"line {i} of what a run says when it says very much")
             for i in range(N_LINES)))
    database.close()


def peak(home, *arguments):
    """Memory in MiB at its most, seconds, and the lines, of which all but the first and the last are counted only."""
    started = time.monotonic()
    with tempfile.TemporaryFile("w+") as measured:
        process = subprocess.Popen(
            [sys.executable, "-c",
             "import resource, subprocess, sys\n"
             "code = subprocess.call(sys.argv[2:])\n"
             "open(int(sys.argv[1]), 'w').write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))\n"
             "sys.exit(code)", str(measured.fileno()), MILLCTL, *arguments],
            cwd=home.path, env=home.environment, stdout=subprocess.PIPE, text=True, pass_fds=[measured.fileno()])
        first = last = process.stdout.readline()
        lines = 1
        for line in process.stdout:
            last = line
            lines += 1
        check(process.wait(), 0)
        measured.seek(0)
        return int(measured.read()) / 1024, time.monotonic() - started, lines, first, last


def test_long_log(home):
    fill(home)
    idle, *_ = peak(home, "runs", "list")
    memory, seconds, lines, first, last = peak(home, "runs", "log", "latest")
    print(f"# {N_LINES} lines: {seconds:.1f} s, {memory:.0f} MiB; a list of runs takes {idle:.0f} MiB")
    check(lines, N_LINES)
    check(first.endswith("sales: line 0 of what a run says when it says very much\n"), True, first)
    check(last.endswith(f"sales: line {N_LINES - 1} of what a run says when it says very much\n"), True, last)
    # What all of it would take is far more: 100 MiB for a million lines.
    check(memory < idle + 16, True, f"{memory} MiB")

    memory, seconds, lines, first, _ = peak(home, "runs", "show", "latest", "--json")
    print(f"# as JSON: {seconds:.1f} s, {memory:.0f} MiB")
    check((lines, len(json.loads(first)["log"])), (1, N_LINES))
    check(memory < idle + 16, True, f"{memory} MiB")


def test_reader_who_has_enough(home):
    fill(home)
    process = home.start("runs", "log", "latest", stdout=subprocess.PIPE)
    check(process.stdout.readline().endswith("line 0 of what a run says when it says very much\n"), True)
    process.stdout.close()
    check(process.wait(timeout=20) < 0, True)


main([test_long_log, test_reader_who_has_enough])
