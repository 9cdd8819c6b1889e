#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Breaks each rule of the house once, in a small house of its own, and sees that house.py says so."""

import pathlib
import subprocess
import sys
import tempfile

LICENCE = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"

# What to write where, and the rule that must then fail.
BREAKS = [
    ("src/cellar/wine.c", LICENCE, "every room has a floor"),
    ("src/engine/plan.c", LICENCE + '#include "nodes/sort.h"\n', "includes point down"),
    ("src/store/run.c", LICENCE + '#include "chart/chart.h"\n', "includes point down"),
    ("src/cli/run.c", LICENCE + '#include "app/window.h"\n', "includes point down"),
    ("src/chart/scale.c", LICENCE + '#include "../pipeline/node.h"\n', "includes are written from src"),
    ("src/pipeline/node.c", LICENCE + '#include "node.h"\n', "includes are written from src"),
    ("src/chart/scale.c", LICENCE + "#include <gtk/gtk.h>\n", "libraries stay in their adapters"),
    ("src/engine/plan.c", LICENCE + "#include <duckdb.h>\n", "libraries stay in their adapters"),
    ("src/nodes/trees.c", LICENCE + "#include <xgboost/c_api.h>\n", "libraries stay in their adapters"),
    ("src/cli/runs.c", LICENCE + "#include <sqlite3.h>\n", "libraries stay in their adapters"),
    ("src/engine/plan.c", LICENCE + "\n" * 800, "no file is too long"),
    ("tests/engine/test-plan.c", LICENCE + "\n" * 800, "no file is too long"),
    ("src/engine/plan.c", "int main;\n", "files name their licence"),
    ("src/engine/plan.h", LICENCE, "headers guard themselves"),
    ("src/engine/plan.c", LICENCE + 'char *a = _("Plan");\n', "potfiles are complete"),
    ("po/POTFILES", "src/engine/gone.c\n", "potfiles are complete"),
    ("src/app/rows.c", LICENCE + 'char *a = _("Rows %" G_GINT64_FORMAT " of it");\n', "translatable strings are whole"),
    ("src/engine/plan.c", LICENCE + "/* " + "TO" + "DO */\n", "nothing unfinished is left"),
    ("src/pipeline/edit.h", LICENCE + "#pragma once\nvoid        mill_edit_turn         (MillEdit           *self);\n",
     "every edit is made at random"),
    ("tests/pipeline/random-edits.c", LICENCE + "/* mill_edit_move_all */\n", "every edit is made at random"),
]

# What a sound house may hold.
SOUND = {
    "src/pipeline/node.h": LICENCE + "#pragma once\n",
    "src/pipeline/rewire.h": LICENCE + "#pragma once\nvoid mill_edit_move (MillEdit *self);\n",
    "src/pipeline/edit-private.h": LICENCE + "#pragma once\nvoid mill_edit_free (MillEdit *self);\n",
    "tests/pipeline/random-edits.c": LICENCE + "void move (void) { mill_edit_move (edit); }\n",
    "src/engine/duck.c": LICENCE + '#include <duckdb.h>\n#include "pipeline/node.h"\n',
    "src/learn/xgboost.c": LICENCE + "#include <xgboost/c_api.h>\n",
    "src/store/store.c": LICENCE + "#include <sqlite3.h>\n",
    "src/app/canvas/canvas.c": LICENCE + "#include <gtk/gtk.h>\n" + 'char *a = _("Canvas");\n',
    "tests/app/test-canvas.c": LICENCE,
    "po/POTFILES": "# a comment\nsrc/app/canvas/canvas.c\n",
}


def failing(extra):
    """The rules that fail in a sound house to which @extra was added."""
    with tempfile.TemporaryDirectory() as folder:
        for where, what in {**SOUND, **extra}.items():
            path = pathlib.Path(folder) / where
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(what, encoding="utf-8")
        output = subprocess.run([sys.executable, sys.argv[1], folder], capture_output=True, text=True,
                                check=True).stdout
    return [line.split(" ", 3)[3] for line in output.splitlines() if line.startswith("not ok")]


def main():
    print(f"1..{len(BREAKS) + 1}")
    found = failing({})
    print(f"{'not ok' if found else 'ok'} 1 a sound house passes {found or ''}")
    for number, (where, what, rule) in enumerate(BREAKS, 2):
        found = failing({where: what})
        print(f"{'ok' if rule in found else 'not ok'} {number} {rule}: {where}")


main()
