/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A file that is being written lies beside its place, as “.NAME.TAG.part”, until it is whole. As long as somebody
 * writes it, it is locked: so what a process that was killed has left behind is told from what another is
 * writing, and goes when the file is written the next time. */

/* @tag: eight letters or digits, those of nobody else. New string. */
char *mill_part_file_make_path (const char *path,
                                const char *tag);
/* Removes what was left behind of @path. */
void  mill_part_file_sweep     (const char *path);
/* Makes @part, empty, and locks it: -1 with errno where that fails. Closing lets go of it. */
int   mill_part_file_create    (const char *part);

G_END_DECLS
