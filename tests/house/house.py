#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the house that a program can check. Called with the project's directory; speaks TAP."""

import fnmatch
import pathlib
import re
import subprocess
import sys

# A room may include itself and what stands on a lower floor.
FLOORS = {
    "pipeline": 1,
    "engine": 2,
    "learn": 3, "chart": 3, "store": 3,
    "nodes": 4,
    "serve": 5,
    "cli": 6, "app": 6,
}

# The libraries that only some files may see, as patterns below src/.
ADAPTERS = [
    (re.compile(r"gtk/|gtk4/|adwaita\.h|gdk/|gsk/|gtksourceview/"), ["app/*"]),
    (re.compile(r"duckdb"), ["engine/duck*.c", "engine/duck*.h"]),
    (re.compile(r"xgboost/"), ["learn/xgboost*.c", "learn/xgboost*.h"]),
    (re.compile(r"sqlite3\.h"), ["store/*"]),
]

LONGEST = 800
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
TRANSLATABLE = re.compile(r'\b(_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2) ?\(\s*"')
SPDX = "SPDX-License-Identifier: GPL-3.0-or-later"

root = pathlib.Path(sys.argv[1])


def files(*folders, endings=(".c", ".h")):
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in endings and path.is_file():
                yield path


def text(path):
    return path.read_text(encoding="utf-8", errors="replace")


def name(path):
    return str(path.relative_to(root))


def includes():
    """(file, its room, system header or not, what it includes), for every include below src/."""
    for path in files("src"):
        room = path.relative_to(root / "src").parts[0]
        for bracket, header in INCLUDE.findall(text(path)):
            yield path, room, bracket == "<", header


def includes_point_down():
    for path, room, system, header in includes():
        other = header.split("/")[0]
        if system or "/" not in header:
            continue
        if other not in FLOORS:
            yield f"{name(path)} includes {header}, which is in no room of src/"
        elif other != room and FLOORS[other] >= FLOORS[room]:
            yield f"{name(path)} includes {header}: {room} does not stand above {other}"


def every_room_has_a_floor():
    for folder in sorted((root / "src").iterdir()):
        if folder.is_dir() and folder.name not in FLOORS:
            yield f"src/{folder.name} has no floor in tests/house/house.py"


def includes_are_written_from_src():
    for path, _, system, header in includes():
        # What is not beside the file and has no folder is generated, as config.h is.
        beside = (path.parent / header).exists()
        if not system and (header.startswith(".") or ("/" not in header and beside)):
            yield f"{name(path)} includes {header}; write it from src/"


def libraries_stay_in_their_adapters():
    for path, _, _, header in includes():
        below = path.relative_to(root / "src").as_posix()
        for library, allowed in ADAPTERS:
            if library.match(header) and not any(fnmatch.fnmatch(below, pattern) for pattern in allowed):
                yield f"{name(path)} includes {header}, which belongs into {' or '.join(allowed)}"


def no_file_is_too_long():
    for path in files("src", "tests", endings=(".c", ".h", ".py", ".blp", ".css")):
        lines = text(path).count("\n")
        if lines > LONGEST:
            yield f"{name(path)} has {lines} lines; split it by idea (at most {LONGEST})"


def files_name_their_licence():
    for path in files("src", "tests", endings=(".c", ".h", ".py", ".blp")):
        if SPDX not in "\n".join(text(path).splitlines()[:2]):
            yield f"{name(path)} does not begin with the line {SPDX}"


def headers_guard_themselves():
    for path in files("src", "tests", endings=(".h",)):
        if "#pragma once" not in text(path):
            yield f"{name(path)} has no #pragma once"


def potfiles_are_complete():
    listed = {line.strip() for line in text(root / "po" / "POTFILES").splitlines()
              if line.strip() and not line.startswith("#")}
    for path in files("src", endings=(".c", ".h", ".blp")):
        if TRANSLATABLE.search(text(path)) and name(path) not in listed:
            yield f"{name(path)} has strings to translate and is not in po/POTFILES (run po/update-potfiles)"
    for line in sorted(listed):
        if not (root / line).exists():
            yield f"po/POTFILES names {line}, which does not exist (run po/update-potfiles)"


def translatable_strings_are_whole():
    """xgettext sees string literals only: after "%" G_GINT64_FORMAT it takes the beginning for all of it."""
    cut = re.compile(r'\b(_|N_|ngettext) ?\(\s*(?:"[^"\n]*",?\s*)*"[^"\n]*"\s*(?:G_|PRI)[A-Za-z0-9_]+')
    for path in files("src"):
        for match in cut.finditer(text(path)):
            yield f"{name(path)}: a macro within {' '.join(match.group(0).split())}"


def nothing_unfinished_is_left():
    words = re.compile(r"\b(TODO|FIXME|XXX)\b")
    for path in files("src", "tests", endings=(".c", ".h", ".blp")):
        for number, line in enumerate(text(path).splitlines(), 1):
            if words.search(line):
                yield f"{name(path)}:{number}: {line.strip()}"


def every_edit_is_made_at_random():
    """Undo is tried with random edits: a command that is not among them is one whose undo was hardly tried."""
    made = root / "tests/pipeline/random-edits.c"
    made = text(made) if made.exists() else ""
    for path in files("src/pipeline", endings=(".h",)):
        if path.stem.endswith("-private"):
            continue
        for command in re.findall(r"\b(mill_edit_\w+) +\(MillEdit ", text(path)):
            if not re.search(rf"\b{command} \(", made):
                yield f"{command}() of {name(path)} is not in tests/pipeline/random-edits.c"


def programs_without_a_desktop_link_no_gtk():
    """millctl must start on a server: nothing it loads, directly or not, is GTK."""
    program = pathlib.Path(sys.argv[2])
    loaded = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
    for line in loaded.splitlines():
        if re.search(r"libgtk-|libadwaita-|libgtksourceview-", line):
            yield f"{program.name} loads {line.split()[0]}"


CHECKS = [
    every_room_has_a_floor,
    includes_point_down,
    includes_are_written_from_src,
    libraries_stay_in_their_adapters,
    no_file_is_too_long,
    files_name_their_licence,
    headers_guard_themselves,
    potfiles_are_complete,
    translatable_strings_are_whole,
    nothing_unfinished_is_left,
    every_edit_is_made_at_random,
]
if len(sys.argv) > 2:
    CHECKS.append(programs_without_a_desktop_link_no_gtk)

print(f"1..{len(CHECKS)}")
for number, check in enumerate(CHECKS, 1):
    wrong = list(check())
    for line in wrong:
        print(f"# {line}")
    print(f"{'not ok' if wrong else 'ok'} {number} {check.__name__.replace('_', ' ')}")
sys.exit(0)
