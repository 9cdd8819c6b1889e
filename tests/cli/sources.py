# SPDX-License-Identifier: GPL-3.0-or-later
"""Sources that cannot be read, are no files, or are changed while a run reads them."""

import collections
import json
import os
import random
import shutil
import socket
import sys
import time

from harness import check, check_in, main, pipeline

LIBRARY = os.path.abspath(sys.argv[2])
ALL = os.environ.get("MILL_FAULTS") == "all"
SAMPLE = 4


def fill(home):
    home.write("rows.csv", "n,text\n" + "".join(f"{1000 + i % 1000},{'abcdefgh'[i % 8] * 20}\n" for i in range(20000)))
    home.write("make.json", pipeline({
        "rows": ("read-csv", {"path": "rows.csv"}, {}),
        "written": ("write-parquet", {"path": "rows.parquet"}, {"table": "rows"})}))
    check(home.run("run", "make.json", "--no-store", "--no-cache").returncode, 0)
    for kind in ("csv", "parquet"):
        home.write(f"{kind}.json", pipeline({
            "read": (f"read-{kind}", {"path": f"x.{kind}"}, {}),
            "sorted": ("sort", {"keys": [{"column": "text"}, {"column": "n"}]}, {"table": "read"}),
            "grouped": ("group-by", {"keys": ["text"], "values": [
                {"column": "n", "function": "sum", "name": "n"}]}, {"table": "sorted"})}))


def refuses(home, words, *kinds):
    """Each command says in words that the source cannot be read, at its node."""
    for kind in kinds or ("csv", "parquet"):
        for command in (["run", f"{kind}.json"], ["show", f"{kind}.json", "sorted"]):
            done = home.run(*command, timeout=10)
            check(done.returncode, 1, done.stderr)
            check_in("error: read: ", done.stderr)
            check_in(words, done.stderr)
        check(home.run("why", f"{kind}.json", timeout=10).returncode, 0)


def put(home, make):
    """Makes both sources with @make(path); those of before go."""
    for kind in ("csv", "parquet"):
        path = home.path / f"x.{kind}"
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)
        make(path)


def test_no_files(home):
    fill(home)
    refuses(home, "There is no file “")
    put(home, os.mkfifo)
    refuses(home, "is a device or a pipe, not a file (Save what comes out of it as a file first)")
    put(home, lambda path: path.symlink_to(path.name))
    refuses(home, "cannot be read: Too many levels of symbolic links (")
    put(home, lambda path: path.symlink_to("nowhere"))
    refuses(home, "There is no file “")
    for device in ("/dev/zero", "/dev/null"):
        put(home, lambda path: path.symlink_to(device))
        refuses(home, "is a device or a pipe, not a file")
    sockets = []

    def bind(path):
        sockets.append(socket.socket(socket.AF_UNIX))
        sockets[-1].bind(str(path))

    put(home, bind)
    refuses(home, "is a device or a pipe, not a file")
    put(home, lambda path: path.mkdir())
    refuses(home, "is a folder (Choose a file in it)")
    put(home, lambda path: path.write_bytes(b""))
    refuses(home, "is empty (")


def test_damaged_parquet(home):
    fill(home)
    whole = (home.path / "rows.parquet").read_bytes()
    chance = random.Random(3)
    path = home.path / "x.parquet"
    path.write_bytes(whole[:-100])
    refuses(home, "“x.parquet” is cut off: the end of the Parquet file is missing (Copy or", "parquet")
    path.write_bytes(whole[:-8] + b"\xff\xff\xff\x7fPAR1")
    refuses(home, "x.parquet” is not a Parquet file, or is damaged (Copy or download it again)", "parquet")
    path.write_bytes(whole[:4] + bytes(len(whole) // 2) + whole[4 + len(whole) // 2:])
    refuses(home, "damaged (Copy or download it again)", "parquet")
    for _ in range(20):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            damaged[chance.randrange(4, len(damaged) - 4)] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        done = home.run("run", "parquet.json", "--no-cache", "--no-store", timeout=20)
        check(done.returncode in (0, 1), True, f"{done.returncode}: {done.stderr}")
        if done.returncode == 1:
            check_in("error: read: ", done.stderr)


# What somebody does to the file $1, with $2 beside it as another of as many bytes.
CHANGES = {
    "removed": 'rm "$1"',
    "cut": 'truncate -s 20000 "$1"',
    "emptied": ': > "$1"',
    "written over": 'cat "$2" > "$1"',
    "replaced": 'cp "$2" "$1.new"; mv "$1.new" "$1"',
    "grown": 'cat "$2" >> "$1"',
    "a folder": 'rm "$1"; mkdir "$1"',
    "a pipe": 'rm "$1"; mkfifo "$1"',
}


class Outcome:
    def __init__(self, done):
        events = [json.loads(line) for line in done.stdout.splitlines()]
        self.code = done.returncode
        self.problems = [event["diagnostic"] for event in events if event["event"] == "diagnostic"]
        self.warnings = [(event.get("node"), event["text"]) for event in events
                         if event["event"] == "log" and event["level"] == "warning"]
        self.digests = {event["node"]: event["digest"] for event in events
                        if event["event"] == "rows" and "digest" in event}
        self.told = f"exit code {self.code}\n{done.stderr}\n{self.problems}\n{self.warnings}"


def run(home, kind, *more, **environment):
    before = dict(home.environment)
    home.environment.update(environment)
    try:
        return Outcome(home.run("run", f"{kind}.json", "--json", "--no-store", "--threads", 1, *more, timeout=30))
    finally:
        home.environment = before


def check_next(home, kind, name):
    """The next run is that of what the file then holds, and the one after that of what it held before. Returns
    what the first of them gave."""
    first = None
    for _ in range(2):
        again = run(home, kind)
        clean = run(home, kind, "--no-cache")
        check((again.code, again.digests), (clean.code, clean.digests), f"{name}\nagain: {again.told}")
        first = first or clean
        put(home, lambda path: path.write_bytes((home.path / f"rows.{path.suffix[1:]}").read_bytes()))
    return first


def try_change(home, kind, call, number, change):
    path = home.path / f"x.{kind}"
    other = home.path / f"other.{kind}"
    shutil.rmtree(home.path / "cache", ignore_errors=True)
    put(home, lambda path: path.write_bytes((home.path / f"rows.{kind}").read_bytes()))
    command = CHANGES[change].replace("$1", str(path)).replace("$2", str(other))
    found = run(home, kind, LD_PRELOAD=LIBRARY, ASAN_OPTIONS="verify_asan_link_order=0", FAULTS_PATH=str(path),
                FAULTS_CALLS=call, FAULTS_AT=str(number), FAULTS_DO=f"PATH=/usr/bin:/bin; {command}")
    name = f"{kind}: {change} at {call} {number}\n{found.told}"
    if found.code == 0:
        # Done with what there was or is, and it is said which file of which node was changed; unless that was
        # before the run first looked.
        warned = [text for node, text in found.warnings if node == "read" and f"x.{kind}" in text]
        now = check_next(home, kind, name)
        check(len(warned) if found.digests != now.digests else max(len(warned), 1), 1, name)
    else:
        # What fails may be a node behind it, which misses what the file held; then it is said too that it changed.
        check(found.code, 1, name)
        said = " ".join(f"{problem['message']} {problem.get('detail')}" for problem in found.problems
                        if problem.get("node") == "read")
        said += " ".join(text for node, text in found.warnings if node == "read")
        check(f"x.{kind}" in said or "The Parquet file is damaged" in said, True, name)
        check_next(home, kind, name)
    return "done" if found.code == 0 else "failed"


def test_changed_during_the_run(home):
    """Wherever it happens: the next run is that of what the file then holds."""
    fill(home)
    rows = (home.path / "rows.csv").read_text()
    home.write("other.csv", rows.replace("1007,", "1009,"))
    make = json.loads((home.path / "make.json").read_text())
    make["nodes"]["rows"]["params"]["path"] = "other.csv"
    make["nodes"]["written"]["params"]["path"] = "other.parquet"
    check(home.run("run", home.write("make2.json", make), "--no-store", "--no-cache").returncode, 0)

    chance = random.Random(int(os.environ.get("MILL_FAULTS_SEED") or 1))
    plan = []
    for kind in ("csv", "parquet"):
        put(home, lambda path: path.write_bytes((home.path / f"rows.{path.suffix[1:]}").read_bytes()))
        log = home.path / "calls"
        log.unlink(missing_ok=True)
        run(home, kind, LD_PRELOAD=LIBRARY, ASAN_OPTIONS="verify_asan_link_order=0", FAULTS_AT="0",
            FAULTS_PATH=str(home.path / f"x.{kind}"), FAULTS_CALLS="open read stat", FAULTS_LOG=str(log))
        calls = collections.Counter(line.split(" ", 1)[0] for line in log.read_text().splitlines())
        plan += [(kind, call, number, change) for call in calls for number in range(1, calls[call] + 1)
                 for change in CHANGES]
        shutil.rmtree(home.path / "cache", ignore_errors=True)
    chance.shuffle(plan)
    outcomes = collections.Counter()
    for kind, call, number, change in plan if ALL else plan[:SAMPLE]:
        outcomes[kind, change, try_change(home, kind, call, number, change)] += 1
    for (kind, change, outcome), count in sorted(outcomes.items()):
        print(f"# {kind} {change}: {count} {outcome}")


def test_changed_within_one_step(home):
    """A file that is written twice within what its file system takes for one moment looks as if it had been
    written once."""
    fill(home)
    text = (home.path / "rows.csv").read_text()
    home.write("other.csv", text.replace("1007,", "1009,"))
    path = home.path / "x.csv"
    for number in range(1, 9) if ALL else (3, 4, 5):
        shutil.rmtree(home.path / "cache", ignore_errors=True)
        # The step has just begun.
        time.sleep(2 - time.time() % 2)
        path.write_text(text)
        found = run(home, "csv", LD_PRELOAD=LIBRARY, ASAN_OPTIONS="verify_asan_link_order=0", FAULTS_STEP="2",
                    FAULTS_PATH=str(path), FAULTS_CALLS="open", FAULTS_AT=str(number),
                    FAULTS_DO=f"PATH=/usr/bin:/bin; cat {home.path}/other.csv > {path}")
        check(found.code, 0, found.told)
        check_next(home, "csv", f"open {number}\n{found.told}")


main([test for name, test in list(globals().items()) if name.startswith("test_")])
