/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Quotes are written ' here. The text of a node is put into a pipeline whose line 3 is the first of
 * the nodes. */
#define HEAD "{'format': 'millrace/1',\n'nodes': {\n"
#define NODES(text) HEAD text "\n}}"
#define READ "'read': {'type': 'read', 'version': 1, 'params': {'path': 'a.csv'}},\n"
