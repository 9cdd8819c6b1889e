# SPDX-License-Identifier: GPL-3.0-or-later
"""Stopping a run: by Ctrl-C, SIGTERM, kill -9, and by a reader who goes away."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import time

from harness import SLOWNESS, check, check_in, main, pipeline

# Far more rounds than anybody waits for.
ROUNDS = 10000


def slow_fit(home):
    chance = random.Random(1)
    rows = "".join(f"{chance.random()},{chance.random()},{chance.random()},{chance.random() < 0.5}\n"
                   for _ in range(20000))
    home.write("noise.csv", "a,b,c,yes\n" + rows)
    return home.write("fit.json", pipeline({
        "noise": ("read-csv", {"path": "noise.csv"}, {}),
        "trees": ("gradient-boosting", {"target": "yes", "rounds": ROUNDS, "early-stopping": 0},
                  {"train": "noise"})}))


def slow_query(home):
    # Texts of 20 KB, half a million of them, to be hashed: the database is at it for a while.
    home.write("numbers.csv", "n\n" + "".join(f"{i}\n" for i in range(500000)))
    return home.write("query.json", pipeline({
        "numbers": ("read-csv", {"path": "numbers.csv"}, {}),
        "expensive": ("formula", {"columns": [
            {"name": "s", "expression": "md5(repeat('x', 20000 + n % 7) || n)"}]},
            {"table": "numbers"}),
        "sorted": ("sort", {"keys": [{"column": "s"}]}, {"table": "expensive"}),
        "written": ("write-csv", {"path": "sorted.csv"}, {"table": "sorted"})}))


def wait_until_running(home, process):
    """Until the store knows of the run, and it has gone on a little."""
    for _ in range(int(200 * SLOWNESS)):
        runs = home.runs()
        if runs and runs[0]["counts"]["all"] > 0:
            time.sleep(0.3 * SLOWNESS)
            check(process.poll(), None, "it has ended too early")
            return
        time.sleep(0.05)
    raise AssertionError("it does not begin")


def stop(home, file, number):
    process = home.start("run", file, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_until_running(home, process)
    started = time.monotonic()
    process.send_signal(number)
    output, errors = process.communicate(timeout=30 * SLOWNESS)
    seconds = time.monotonic() - started
    print(f"# {file}: ended {seconds:.2f} s after the signal")
    check(process.returncode, 130, errors)
    # A second at most where nothing else runs; a busy machine takes its time.
    check(seconds < 5 * SLOWNESS, True, f"{seconds} s")
    check_in("Cancelled: Test", output)
    check_in(" cancelled, in ", output)
    run = home.runs()[0]
    check(run["state"], "cancelled")


def test_interrupt_fit(home):
    stop(home, slow_fit(home), signal.SIGINT)


def test_interrupt_query(home):
    stop(home, slow_query(home), signal.SIGINT)
    check((home.path / "sorted.csv").exists(), False)


def test_terminate(home):
    stop(home, slow_fit(home), signal.SIGTERM)


def test_second_interrupt_ends_at_once(home):
    process = home.start("run", slow_fit(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until_running(home, process)
    process.send_signal(signal.SIGSTOP)
    # Both are there before it goes on, as when it does not get to the end of the first.
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGTERM)
    process.send_signal(signal.SIGCONT)
    check(process.wait(timeout=5 * SLOWNESS), 130)
    check(home.runs()[0]["state"] in ("cancelled", "interrupted"), True)


def test_interrupt_show(home):
    process = home.start("show", slow_fit(home), "trees", stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE)
    time.sleep(1 * SLOWNESS)
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=5 * SLOWNESS)
    check((process.returncode, output), (130, ""))


def test_killed(home):
    process = home.start("run", slow_fit(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until_running(home, process)
    check(home.runs()[0]["state"], "running")
    process.kill()
    process.wait()
    # The clock was set back while it ran.
    with sqlite3.connect(home.path / "data" / "millrace" / "millrace.db") as database:
        database.execute("UPDATE runs SET touched = started - 3600000000")
    check((home.runs()[0]["state"], home.runs()[0]["seconds"]), ("interrupted", 0))
    # Nothing of it goes on any more; what had ended by then is as it was.
    shown = json.loads(home.run("runs", "show", "latest", "--json").stdout)
    states = {node["state"] for node in shown["nodes"]}
    check(("interrupted" in states, states <= {"done", "interrupted"}), (True, True), str(states))
    text = home.run("runs", "show", "latest").stdout
    check_in("Interrupted", [line.split()[1] for line in text.splitlines() if line.startswith("trees")])
    check("Running" in text or "Waiting" in text, False, text)
    check(home.run("run", "shop.millrace.json").returncode, 0)
    check([run["state"] for run in home.runs()], ["done", "interrupted"])


def test_reader_goes_away(home):
    process = home.start("run", slow_fit(home), "--json", stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE)
    check_in("run-started", process.stdout.readline())
    process.stdout.close()
    # It notices with the next thing that it writes, ends what it does, and ends as others do.
    check(process.wait(timeout=10 * SLOWNESS), -signal.SIGPIPE)
    check(process.stderr.read(), "")
    check(home.runs()[0]["state"], "cancelled")


def test_reader_of_rows_goes_away(home):
    home.write("long.csv", "n\n" + "".join(f"{i}\n" for i in range(200000)))
    home.write("long.json", pipeline({"long": ("read-csv", {"path": "long.csv"}, {})}))
    process = home.start("show", "long.json", "long", "--rows", 0, "--format", "csv",
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    check(process.stdout.readline(), "n\n")
    process.stdout.close()
    check(process.wait(timeout=20 * SLOWNESS), -signal.SIGPIPE)
    check(process.stderr.read(), "")


def test_started_without_streams(home):
    # What a program opens first would take the place of a stream that it was started without, and
    # what it prints go into that: files of the run, the cache, the store.
    process = home.start("run", slow_fit(home), preexec_fn=lambda: os.closerange(0, 3))
    wait_until_running(home, process)
    streams = [os.readlink(f"/proc/{process.pid}/fd/{number}") for number in range(3)]
    process.send_signal(signal.SIGINT)
    process.wait(timeout=30 * SLOWNESS)
    check(streams, ["/dev/null"] * 3)
    # It cannot have printed its report.
    check(process.returncode, 1)


main([test for name, test in list(globals().items()) if name.startswith("test_")])
