# SPDX-License-Identifier: GPL-3.0-or-later
"""A clock that is set while a run goes on, or was wrong when the last one did."""

import datetime
import json
import os
import sys

from harness import check, main

LIBRARY = os.path.abspath(sys.argv[2])
HOUR = 3600
YEARS = 10 * 365 * 24 * HOUR


def run(home, off=0, at=0, *more):
    before = dict(home.environment)
    if off:
        home.environment.update(LD_PRELOAD=LIBRARY, ASAN_OPTIONS="verify_asan_link_order=0", FAULTS_CLOCK=str(off),
                                FAULTS_AT=str(at))
    try:
        done = home.run("run", "scores.millrace.json", "--json", *more)
    finally:
        home.environment = before
    check(done.returncode, 0, done.stderr)
    check(done.stderr, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def seconds_between(times):
    first, last = (datetime.datetime.fromisoformat(time) for time in (times[0], times[-1]))
    return (last - first).total_seconds()


def check_durations(what):
    for entry in what:
        if "seconds" in entry:
            check(0 <= entry["seconds"] < HOUR / 2, True, str(entry))


def states(events):
    """The last of each node."""
    return set({event["node"]: event["state"] for event in events if event["event"] == "state"}.values())


def test_set_during_a_run(home):
    """How long something took has nothing to do with what time it is."""
    jumped = 0
    for at in (1, 4, 10, 25):
        for off in (-HOUR, HOUR):
            events = run(home, off, at, "--from-scratch")
            times = [event["time"] for event in events]
            print(f"# {off} s after {at}: {times[0]} to {times[-1]}")
            jumped += abs(seconds_between(times)) > HOUR / 2
            check_durations(events)
            check(states(events), {"done"})
    # It was set while they went on, or nothing was tried.
    check(jumped >= 4, True, str(jumped))
    runs = home.runs()
    check(len(runs), 8)
    check_durations(runs)
    # In the order in which they were made, whatever the clock said.
    check(run(home)[0]["run"], home.runs()[0]["run"])


def test_was_wrong(home):
    """What was computed before stays what it was."""
    for off in (YEARS, -YEARS):
        check(states(run(home, off, 0, "--from-scratch")), {"done"})
        check(states(run(home)), {"reused"})
        check(states(run(home, off)), {"reused"})
        (home.path / "sales.csv").write_text((home.path / "sales.csv").read_text() + "9,2024-01-09,Oslo,fig,1,2\n")
        check("done" in states(run(home, off)), True)
        check(states(run(home)), {"reused"})


main([test_set_during_a_run, test_was_wrong])
