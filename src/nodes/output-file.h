/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/task.h"

G_BEGIN_DECLS

/* Can the table at "table" be written to the file that @param names? Fails naming @param where the
 * path is none, is a folder, or lies where nothing may be written. For declare. */
gboolean mill_output_file_check (MillCompile  *compile,
                                 const char   *param,
                                 const char   *path,
                                 GError      **error);
/* Writes all rows of "table" to the file, whole or not at all, and logs how many there were. The
 * names are const char *, the values MillExpr. */
gboolean mill_output_file_write (MillTask     *task,
                                 const char   *param,
                                 const char   *path,
                                 const char   *format,
                                 GPtrArray    *option_names,
                                 GPtrArray    *option_values,
                                 GError      **error);

G_END_DECLS
