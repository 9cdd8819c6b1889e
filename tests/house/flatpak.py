#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Flatpak manifest, as far as it can be checked without building it. Called with the manifest and
the application's id; leaves with 77 (skipped) where there is no YAML parser."""

import sys

try:
    import yaml
except ImportError:
    sys.exit(77)

TOP = {"id", "runtime", "runtime-version", "sdk", "command", "finish-args", "cleanup", "modules",
       "build-options", "sdk-extensions", "add-extensions"}
MODULE = {"name", "buildsystem", "builddir", "config-opts", "sources", "cleanup", "build-options",
          "post-install", "modules", "run-tests", "subdir"}
BUILDSYSTEMS = {"meson", "cmake", "cmake-ninja", "autotools", "simple", "qmake"}
SOURCES = {
    "git": ({"url", "tag"}, {"commit", "disable-submodules", "dest"}),
    "archive": ({"url", "sha256"}, {"dest", "strip-components"}),
    "dir": ({"path"}, {"skip", "dest"}),
    "patch": ({"path"}, {"strip-components"}),
}


def check_source(where, source):
    kind = source.get("type")
    if kind not in SOURCES:
        yield f"{where}: a source of unknown type {kind!r}"
        return
    needed, allowed = SOURCES[kind]
    for key in needed - source.keys():
        yield f"{where}: the {kind} source has no {key}"
    for key in source.keys() - needed - allowed - {"type"}:
        yield f"{where}: the {kind} source has an unknown {key}"
    if not str(source.get("url", "https://")).startswith("https://"):
        yield f"{where}: {source['url']} is not fetched through https"


def check(manifest, application_id):
    for key in {"id", "runtime", "runtime-version", "sdk", "command", "modules"} - manifest.keys():
        yield f"{key} is missing"
    for key in manifest.keys() - TOP:
        yield f"{key} is unknown"
    if manifest["id"] != application_id:
        yield f"id is {manifest['id']}, the application's is {application_id}"
    if not isinstance(manifest["runtime-version"], str) or int(manifest["runtime-version"]) < 49:
        yield "runtime-version must be text, and at least '49': GTK 4.20 and libadwaita 1.8 came with it"
    names = [module["name"] for module in manifest["modules"]]
    if names[-1:] != ["millrace"] or len(set(names)) != len(names):
        yield f"the modules are {names}; the last must be millrace, and none may come twice"
    for module in manifest["modules"]:
        for key in module.keys() - MODULE:
            yield f"{module['name']}: {key} is unknown"
        if module.get("buildsystem", "autotools") not in BUILDSYSTEMS:
            yield f"{module['name']}: no such build system: {module['buildsystem']}"
        for source in module["sources"]:
            yield from check_source(module["name"], source)


with open(sys.argv[1], encoding="utf-8") as file:
    problems = list(check(yaml.safe_load(file), sys.argv[2]))
for problem in problems:
    print(problem)
sys.exit(1 if problems else 0)
