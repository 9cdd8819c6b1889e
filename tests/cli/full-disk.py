# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that takes nothing more, wherever it is: what was there stays, and what is full is said. Where nothing can be
mounted, a file that may not grow is as good. (valgrind could not write its own files then.)"""

import ctypes
import json
import os
import random
import resource
import sqlite3
import subprocess

from harness import SLOWNESS, check, check_in, main, pipeline

SHOP = "shop.millrace.json"


def limit_files():
    """A limit to the size of files stands for a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, resource.RLIM_INFINITY))


def test_limit(home):
    loose = json.dumps(json.loads((home.path / SHOP).read_text()))
    home.write("loose.json", loose)
    # Python ignores the signal of the limit, and so does then what it starts.
    started = home.start("fmt", "loose.json", stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         preexec_fn=limit_files, restore_signals=False)
    told, words = started.communicate(timeout=60 * SLOWNESS)
    check(started.returncode, 1, told + words)
    check_in("File too large", words)
    check((home.path / "loose.json").read_text(), loose)
    check(list(home.path.glob(".*")), [])


class Disk:
    """A small disk of its own in the home."""

    def __init__(self, home, size):
        self.path = home.path / "disk"
        self.path.mkdir()
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.mount(b"tmpfs", os.fsencode(self.path), b"tmpfs", 0, f"size={size}".encode()) != 0:
            raise OSError(ctypes.get_errno(), "mount")

    def fill(self):
        """Until there is no room for another byte."""
        file = os.open(self.path / "fill", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        try:
            while True:
                os.write(file, bytes(4096))
        except OSError:
            os.close(file)

    def free(self):
        (self.path / "fill").unlink()

    def __enter__(self):
        return self

    def __exit__(self, *wrong):
        ctypes.CDLL(None).umount2(os.fsencode(self.path), 2)


def own_mounts():
    """Mounts of this process, which nobody else sees."""
    user, group = os.getuid(), os.getgid()
    os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNS)
    for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def fill(home):
    chance = random.Random(1)
    home.write("big.csv", "n,text\n" + "".join(f"{i},{chance.getrandbits(256):x}\n" for i in range(30000)))
    nodes = {
        "read": ("read-csv", {"path": "big.csv"}, {}),
        "sorted": ("sort", {"keys": [{"column": "text"}]}, {"table": "read"}),
        "top": ("limit", {"rows": 10}, {"table": "sorted"}),
        "last": ("group-by", {"values": [{"column": "text", "function": "max", "name": "text"}]}, {"table": "sorted"}),
    }
    home.write("plain.json", pipeline(nodes))
    home.write("written.json", pipeline({
        **nodes,
        "csv": ("write-csv", {"path": "disk/out.csv"}, {"table": "sorted"}),
        "parquet": ("write-parquet", {"path": "disk/out.parquet"}, {"table": "sorted"})}))


def run(home, code, file, *arguments):
    done = home.run("run", file, *arguments)
    check(done.returncode, code, done.stdout + done.stderr)
    return done


def test_output(home):
    fill(home)
    with Disk(home, "400k") as disk:
        for name in ("out.csv", "out.parquet"):
            (disk.path / name).write_text("old")
        done = run(home, 1, "written.json", "--no-store")
        for node, name in (("csv", "out.csv"), ("parquet", "out.parquet")):
            check_in(f"error: {node}: There is no space left to write “{disk.path}/{name}” (Free some space and run"
                     " again)", done.stderr)
            check((disk.path / name).read_text(), "old")
        check(sorted(path.name for path in disk.path.iterdir()), ["out.csv", "out.parquet"])
        # What does not depend on them has been made, and is not made again.
        check_in("top: Reused", run(home, 1, "written.json", "--no-store").stderr)


def test_cache(home):
    """What cannot be kept costs time the next time, and no more."""
    fill(home)
    with Disk(home, "400k") as disk:
        for _ in range(2):
            done = run(home, 0, "plain.json", "--no-store", "--cache", "disk/cache")
            check_in("warning: The results of this run are not remembered: “", done.stderr)
            check_in("No space left on device (Free some space and run again)", done.stderr)
            check_in("4 done", done.stdout)
        check(list((disk.path / "cache" / "held").iterdir()), [])


def test_spill(home):
    fill(home)
    with Disk(home, "400k") as disk:
        done = run(home, 1, "plain.json", "--no-store", "--no-cache", "--spill", "disk", "--memory", "10M")
        # Which of both writes first is a matter of time: the database its memory, or the run its results.
        if "There is no space left to write" not in done.stderr:
            check_in("error: sorted: The disk that takes what does not fit into the memory has no more than",
                     done.stderr)
            check_in("choose another folder for it in the preferences or with --spill", done.stderr)
        check(list((disk.path / "millrace-runs").iterdir()), [])
        # The results of the run, kept as long as it goes on, are there as well.
        done = run(home, 1, "plain.json", "--no-store", "--no-cache", "--spill", "disk")
        check_in(f"error: sorted: There is no space left to write “{disk.path}/millrace-runs/", done.stderr)
        disk.fill()
        done = run(home, 1, "plain.json", "--no-store", "--no-cache", "--spill", "disk")
        check_in("(Free some space and run again)", done.stderr)


def test_store(home):
    fill(home)
    with Disk(home, "400k") as disk:
        store = ("--store", "disk/runs.db")
        run(home, 0, SHOP, *store)
        disk.fill()
        done = run(home, 0, "plain.json", *store)
        check_in("warning: This run is not remembered: There is no space left for the database of runs “", done.stderr)
        check_in("4 done", done.stdout)
        with sqlite3.connect(f"file:{disk.path}/runs.db?immutable=1", uri=True) as database:
            check(database.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
        disk.free()
        check([json.loads(line)["state"] for line in home.run("runs", *store, "--json").stdout.splitlines()], ["done"])
        run(home, 0, "plain.json", *store)
        check(len(home.run("runs", *store, "--json").stdout.splitlines()), 2)


def test_charts(home):
    with Disk(home, "100k") as disk:
        (disk.path / "chart.svg").write_text("old")
        disk.fill()
        done = run(home, 1, SHOP, "--no-store", "--charts", "disk")
        check_in("cannot write the chart “disk/chart.svg”: ", done.stderr)
        check_in("No space left on device", done.stderr)
        check(sorted(path.name for path in disk.path.iterdir()), ["chart.svg", "fill"])
        check((disk.path / "chart.svg").read_text(), "old")


def test_pipeline_file(home):
    with Disk(home, "100k") as disk:
        loose = json.dumps(json.loads((home.path / SHOP).read_text()))
        (disk.path / "loose.json").write_text(loose)
        disk.fill()
        done = home.run("fmt", "disk/loose.json")
        check(done.returncode, 1)
        check_in(f"“{disk.path}/loose.json” cannot be written: ", done.stderr)
        check_in("No space left on device (Free some space and run again)", done.stderr)
        check((disk.path / "loose.json").read_text(), loose)
        check(sorted(path.name for path in disk.path.iterdir()), ["fill", "loose.json"])


tests = [test_limit]
try:
    own_mounts()
    tests += [test_output, test_cache, test_spill, test_store, test_charts, test_pipeline_file]
except (AttributeError, OSError) as trouble:
    print(f"# Nothing can be mounted here ({trouble}): only the limit to files is tried")
main(tests)
