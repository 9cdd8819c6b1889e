# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that takes nothing more: what was there stays. (A file that may not grow is as good. valgrind could not write its
own files then.)"""

import json
import resource
import subprocess

from harness import SLOWNESS, check, check_in, main

SHOP = "shop.millrace.json"


def limit_files():
    """A limit to the size of files stands for a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, resource.RLIM_INFINITY))


def test_full_disk(home):
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


main([test_full_disk])
