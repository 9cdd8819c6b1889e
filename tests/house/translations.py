#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every language in po/LINGUAS translates every string of the sources. Called with the project's directory;
speaks TAP. The suite is slow's: a string may be new for a while, a release may not go out so."""

import pathlib
import shutil
import subprocess
import sys
import tempfile

root = pathlib.Path(sys.argv[1])
languages = [line for line in (root / "po" / "LINGUAS").read_text().split("\n") if line and line[0] != "#"]

with tempfile.TemporaryDirectory() as folder:
    copy = pathlib.Path(folder)
    for name in ("po", "src", "data"):
        shutil.copytree(root / name, copy / name)
    done = subprocess.run([copy / "po" / "update-translations"], capture_output=True, text=True, check=False)
    result = {line.partition(":")[0]: line.partition(":")[2] for line in done.stdout.splitlines() if ": " in line}

print(f"1..{len(languages)}")
for number, language in enumerate(languages, 1):
    found = result.get(language, f"nothing came of it: {done.stderr.strip()}")
    whole = "translated messages" in found and "untranslated" not in found and "fuzzy" not in found
    print(f"# {language}:{found}")
    print(f"{'ok' if whole else 'not ok'} {number} {language} is whole")
