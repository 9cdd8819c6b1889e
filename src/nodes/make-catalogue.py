#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the catalogue of node types: make-catalogue.py OUTPUT SOURCE...

Each source may declare node types with MILL_NODE_TYPE (symbol, .id = "...", ...). The list is sorted by
id, so that it is the same whatever order the sources come in.
"""

import pathlib
import re
import sys

DECLARATION = re.compile(
    r'^MILL_NODE_TYPE\s*\(\s*(?P<symbol>\w+)\s*,\s*\.id\s*=\s*"(?P<id>[a-z0-9-]+)"', re.MULTILINE)
ANY_DECLARATION = re.compile(r'^MILL_NODE_TYPE\s*\(', re.MULTILINE)


def find_types(path):
    text = path.read_text(encoding='utf-8')
    found = [(match['id'], match['symbol']) for match in DECLARATION.finditer(text)]
    if len(found) != len(ANY_DECLARATION.findall(text)):
        sys.exit(f'{path}: a MILL_NODE_TYPE must begin with its symbol and .id')
    return found


def main():
    output, sources = pathlib.Path(sys.argv[1]), sys.argv[2:]
    types = sorted(found for source in sources for found in find_types(pathlib.Path(source)))
    ids = [node_id for node_id, _ in types]
    for node_id in ids:
        if ids.count(node_id) > 1:
            sys.exit(f'two node types are called "{node_id}"')

    lines = ['/* Written by make-catalogue.py. */', '#include "nodes/catalogue.h"', '']
    lines += [f'extern const MillNodeType mill_node_type_{symbol};' for _, symbol in types]
    lines += ['', 'static const MillNodeType *const types[] = {']
    lines += [f'  &mill_node_type_{symbol},' for _, symbol in types]
    lines += ['  NULL', '};', '',
              'static const MillCatalogue catalogue = { types };', '',
              'const MillCatalogue *', 'mill_nodes_get_catalogue (void)', '{',
              '  return &catalogue;', '}', '']
    output.write_text('\n'.join(lines), encoding='utf-8')


if __name__ == '__main__':
    main()
