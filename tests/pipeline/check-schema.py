# SPDX-License-Identifier: GPL-3.0-or-later
"""Is the schema that the program in the first argument prints valid, and does it decide rightly?"""
import json
import subprocess
import sys

try:
    import jsonschema
except ImportError:
    sys.exit(77)  # the test is skipped

cases = json.loads(subprocess.run([sys.argv[1]], check=True, capture_output=True).stdout)
jsonschema.Draft202012Validator.check_schema(cases["schema"])
validator = jsonschema.Draft202012Validator(cases["schema"])
failures = 0
for wanted in ("good", "bad"):
    assert cases[wanted]
    for document in cases[wanted]:
        if validator.is_valid(document) != (wanted == "good"):
            failures += 1
            print(wanted, json.dumps(document), file=sys.stderr)
            for error in validator.iter_errors(document):
                print("   ", error.message, file=sys.stderr)
sys.exit(failures > 0)
