#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual page and the completion of millctl know its commands and options, and no others.

Called with millctl, the manual page and the completion; speaks TAP."""

import re
import subprocess
import sys

millctl, manual_path, completion_path = sys.argv[1:]
with open(manual_path, encoding="utf-8") as file:
    manual = file.read().replace("\\-", "-")
with open(completion_path, encoding="utf-8") as file:
    completion = file.read()


def help_of(*command):
    return subprocess.run([millctl, *command, "--help"], capture_output=True, text=True, check=True).stdout


def commands_in(text):
    """The first word of each indented line after the usage: the list of commands."""
    return re.findall(r"^  ([a-z]+)  +\S", text, re.MULTILINE)


def options_in(text):
    return set(re.findall(r"--[a-z][a-z-]+", text))


def options_of(*command):
    """The options that a command's help lists, each at the beginning of its line."""
    return set(re.findall(r"^ +(?:-\w, )?(--[a-z][a-z-]+)", help_of(*command), re.MULTILINE))


def main():
    commands = [name for name in commands_in(help_of()) if name != "help"]
    expected = {"--help", "--version"}
    results = []
    for command in commands:
        results.append((f"the manual describes {command}", f"\\fB{command}\\fR" in manual))
        results.append((f"the completion knows {command}", re.search(rf"\b{command}\b", completion)))
        expected |= options_of(command)
    for part in commands_in(help_of("runs")):
        expected |= options_of("runs", part)

    for name, text in (("manual", manual), ("completion", completion)):
        known = options_in(text)
        results.append((f"the {name} misses no option {sorted(expected - known) or ''}", not expected - known))
        results.append((f"the {name} invents no option {sorted(known - expected) or ''}", not known - expected))

    print(f"1..{len(results)}")
    for number, (name, good) in enumerate(results, 1):
        print(f"{'ok' if good else 'not ok'} {number} {name}")


main()
