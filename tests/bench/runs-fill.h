/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

#define RUNS_FILL_FILES 50

/* Writes @n_runs runs, as those of real pipelines are, into the database at @path, which the store has made
 * and nobody else uses: the same for the same @seed. The latest of them has a log of @n_lines lines. A third
 * of the runs is of file 0; the file of the n-th is "/home/somebody/pipelines/n.millrace.json". */
void runs_fill (const char *path,
                guint       n_runs,
                guint       n_lines,
                guint32     seed);

G_END_DECLS
